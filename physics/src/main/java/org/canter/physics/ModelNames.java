// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.util.ArrayList;
import java.util.List;
import org.canter.physics.ModelXml.Element;

/** Names of files, as the XML of a model writes them. */
final class ModelNames {
  // C: is a drive, \ a separator on some systems; an ampersand is an entity to a reader of bytes
  private static final String ODD = "\\:&";

  private ModelNames() {}

  /**
   * The name without empty parts and ".", once it is known to stay inside of the model's folder.
   *
   * @param value what the XML says
   * @param file the XML
   * @param element the element that says it
   * @param key the attribute that says it
   */
  static String inside(String value, String file, Element element, String key) {
    if (value.startsWith("/")) {
      throw refusal(value, file, element, key, "an absolute path; write one relative to the model");
    }
    if (value.chars().anyMatch(c -> c < ' ' || ODD.indexOf(c) >= 0)) {
      throw refusal(
          value,
          file,
          element,
          key,
          "backslashes, colons, ampersands and control characters are" + " refused in names");
    }
    List<String> parts = new ArrayList<>();
    for (String part : value.split("/")) {
      if (part.equals("..")) {
        throw refusal(
            value, file, element, key, "it leaves the model's folder; move the file into it");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (parts.isEmpty()) {
      throw refusal(value, file, element, key, "it names no file");
    }
    return String.join("/", parts);
  }

  private static ModelException refusal(
      String value, String file, Element element, String key, String reason) {
    return new ModelException(
        file, element.line(), element.name() + " " + key + " = \"" + value + "\": " + reason);
  }
}
