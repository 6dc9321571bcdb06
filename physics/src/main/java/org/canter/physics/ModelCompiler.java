// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.canter.physics.ModelXml.Element;
import org.canter.physics.c.PhysicsApi;
import org.canter.physics.c.canterp_files;
import org.canter.physics.c.canterp_model;

/** Hands a gathered model to MuJoCo, and finds the place that MuJoCo complains about. */
final class ModelCompiler {
  private static final Pattern LINE = Pattern.compile("(?i)\\bline(?: number)?\\s*=?\\s*(\\d+)");
  private static final Pattern ELEMENT = Pattern.compile("Element '([^']*)'");
  private static final Pattern ATTRIBUTE = Pattern.compile("attribute:? '([^']*)'");
  private static final Pattern OBJECT = Pattern.compile("Object name = ([^,\\n]+),");

  /** A place in the model. */
  private record Place(String file, int line) {}

  private ModelCompiler() {}

  /** Compiles; throws a ModelException with file, line and MuJoCo's message. */
  static canterp_model compile(ModelSource source) {
    canterp_files files = new canterp_files(null);
    Status.check(PhysicsApi.canterp_files_create(files));
    try (BytePointer main = Status.bytes(source.main())) {
      for (Map.Entry<String, byte[]> file : source.contents().entrySet()) {
        add(files, file.getKey(), file.getValue(), source);
      }
      canterp_model model = new canterp_model(null);
      check(PhysicsApi.canterp_model_load(model, files, main), source);
      return model;
    } finally {
      PhysicsApi.canterp_files_destroy(files);
    }
  }

  private static void add(canterp_files files, String name, byte[] content, ModelSource source) {
    if (content.length == 0) {
      throw new ModelException(name, 0, "the file is empty");
    }
    try (BytePointer text = Status.bytes(name);
        BytePointer data = new BytePointer(content)) {
      check(PhysicsApi.canterp_files_add(files, text, data, content.length), source);
    }
  }

  private static void check(int status, ModelSource source) {
    if (status == PhysicsApi.CANTERP_BAD_MODEL) {
      String text = Status.lastError();
      Place place = place(text, source);
      String own = source.main() + ": ";
      String reason = text.startsWith(own) ? text.substring(own.length()) : text;
      throw new ModelException(place.file, place.line, reason.replaceAll("\\s*\\n\\s*", ", "));
    }
    Status.check(status);
  }

  /**
   * MuJoCo names the element, the object and the line, but no file; the line is that of the main
   * file, and 0 in what was included.
   */
  private static Place place(String text, ModelSource source) {
    int line = Math.max(0, number(LINE, text));
    if (line == 0) {
      List<ModelXml> included = source.texts().subList(1, source.texts().size());
      List<Place> places =
          included.stream()
              .flatMap(
                  xml ->
                      xml.elements().stream()
                          .filter(element -> isMeant(element, text))
                          .map(element -> new Place(xml.name(), element.line())))
              .toList();
      if (places.size() == 1) {
        return places.get(0);
      }
    }
    return new Place(source.main(), line);
  }

  private static boolean isMeant(Element element, String text) {
    String object = first(OBJECT, text);
    if (!object.isEmpty()) {
      return element.attribute("name").equals(object);
    }
    String attribute = first(ATTRIBUTE, text);
    return element.name().equals(first(ELEMENT, text))
        && (attribute.isEmpty() || element.attributes().containsKey(attribute));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static int number(Pattern pattern, String text) {
    String digits = first(pattern, text);
    return digits.isEmpty() || digits.length() > 9 ? -1 : Integer.parseInt(digits);
  }
}
