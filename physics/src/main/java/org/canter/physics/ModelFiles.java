// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.canter.physics.ModelXml.Element;

/**
 * Gathers a model's XML, its includes and all files that they refer to from a folder, and refuses
 * what would lead out of it. Files are found as MuJoCo finds them: includes below the main file's
 * folder, meshes, height fields and skins below {@code meshdir}, textures below {@code texturedir}.
 */
final class ModelFiles {
  /** How deep includes may nest. */
  static final int MAX_DEPTH = 16;

  /** How many files a model may have. */
  static final int MAX_FILES = 1000;

  /** How many bytes all files of a model may have. */
  static final int MAX_BYTES = 64 << 20;

  private final ModelFolder folder;
  private final Map<String, byte[]> contents = new LinkedHashMap<>();
  private final List<ModelXml> texts = new ArrayList<>();
  private final Deque<Include> includes = new ArrayDeque<>();
  private int bytes;

  // the model's settings: the last one counts, in whichever file it is
  private String meshFolder = "";
  private String textureFolder = "";
  private String assetFolder = "";
  private boolean stripsPaths;

  /** A file that is to be included, and by whom. */
  private record Include(String name, String from, int line, int depth) {}

  private ModelFiles(ModelFolder folder) {
    this.folder = folder;
  }

  /** Gathers the files of a model whose main file is `main`. */
  static ModelSource gather(String name, ModelFolder folder, String main) {
    if (!main.endsWith(".xml")) {
      throw new ModelException(
          main, 0, "only XML models are read (no .mjb); convert it with MuJoCo's own tools");
    }
    ModelFiles files = new ModelFiles(folder);
    files.includes.add(new Include(main, main, 0, 0));
    while (!files.includes.isEmpty()) {
      files.include(files.includes.remove());
    }
    // where assets lie is known when all settings are
    for (ModelXml text : files.texts) {
      files.gatherAssets(text);
    }
    return new ModelSource(name, main, files.contents, files.texts);
  }

  private void include(Include include) {
    if (include.depth > MAX_DEPTH) {
      throw new ModelException(
          include.from,
          include.line,
          "include \"" + include.name + "\": more than " + MAX_DEPTH + " includes deep");
    }
    if (contents.containsKey(include.name)) {
      throw new ModelException(
          include.from,
          include.line,
          "include \"" + include.name + "\": it is included already; a file can be so only once");
    }
    ModelXml text = ModelXml.parse(include.name, read(include.name, include.from, include.line));
    requireRoot(text, include);
    texts.add(text);
    for (Element element : text.elements()) {
      if (element.name().equals("compiler")) {
        keepSettings(text.name(), element);
      }
      if (element.name().equals("include")) {
        includes.add(included(text.name(), element, include.depth + 1));
      }
    }
  }

  private static void requireRoot(ModelXml text, Include include) {
    String root = text.elements().get(0).name();
    boolean fits = root.equals("mujoco") || (include.depth > 0 && root.equals("mujocoinclude"));
    if (!fits) {
      throw new ModelException(
          text.name(),
          text.elements().get(0).line(),
          "the root element is <" + root + ">, expected <mujoco>; other formats are not read");
    }
  }

  private static Include included(String from, Element element, int depth) {
    String name = ModelNames.inside(element.attribute("file"), from, element, "file");
    if (!name.endsWith(".xml")) {
      throw new ModelException(
          from, element.line(), "include \"" + name + "\": only .xml files are included");
    }
    return new Include(name, from, element.line(), depth);
  }

  private void keepSettings(String file, Element compiler) {
    meshFolder = setting(file, compiler, "meshdir", meshFolder);
    textureFolder = setting(file, compiler, "texturedir", textureFolder);
    assetFolder = setting(file, compiler, "assetdir", assetFolder);
    String strip = compiler.attribute("strippath");
    stripsPaths = strip.isEmpty() ? stripsPaths : strip.equals("true");
  }

  private static String setting(String file, Element compiler, String key, String before) {
    String value = compiler.attribute(key);
    return value.isEmpty() ? before : ModelNames.inside(value, file, compiler, key) + "/";
  }

  private void gatherAssets(ModelXml text) {
    for (Element element : text.elements()) {
      if (element.name().equals("include")) {
        continue;
      }
      // file, fileright and so on: in whichever element, a file is what they name
      for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
        if (attribute.getKey().startsWith("file") && !attribute.getValue().isEmpty()) {
          gatherAsset(text.name(), element, attribute.getKey(), attribute.getValue());
        }
      }
    }
  }

  private void gatherAsset(String file, Element element, String key, String value) {
    String name = ModelNames.inside(value, file, element, key);
    if (stripsPaths) {
      name = name.substring(name.lastIndexOf('/') + 1);
    }
    String path = folderOf(element.name()) + name;
    if (!contents.containsKey(path)) {
      read(path, file, element.line());
    }
  }

  private String folderOf(String element) {
    String own =
        switch (element) {
          case "mesh", "hfield", "skin" -> meshFolder;
          case "texture" -> textureFolder;
          default -> "";
        };
    return own.isEmpty() ? assetFolder : own;
  }

  private byte[] read(String name, String from, int line) {
    if (contents.size() == MAX_FILES) {
      throw new ModelException(from, line, "more than " + MAX_FILES + " files; merge some");
    }
    byte[] content;
    try {
      content = folder.read(name, MAX_BYTES - bytes);
    } catch (NoSuchFileException missing) {
      throw new ModelException(
          from, line, "file \"" + name + "\": there is none below the model's folder", missing);
    } catch (IOException error) {
      throw new ModelException(from, line, "file \"" + name + "\": " + error.getMessage(), error);
    }
    if (content.length > MAX_BYTES - bytes) {
      throw new ModelException(
          from, line, "file \"" + name + "\": the model's files exceed " + MAX_BYTES + " bytes");
    }
    bytes += content.length;
    contents.put(name, content);
    return content;
  }
}
