// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The XML of a model and all files that it refers to, gathered and checked: every one of them lies
 * below the model's folder. Making one opens nothing else; {@link Model#load} opens nothing at all.
 *
 * <p>Refused are absolute names, "..", links that lead out, drives and backslashes, document type
 * declarations, more than 16 includes deep, more than 64 MiB in all, and any format but XML.
 */
public final class ModelSource {
  private static final String UNNAMED = "model.xml";

  private final String name;
  private final String main;
  private final Map<String, byte[]> files;
  private final List<ModelXml> texts;

  ModelSource(String name, String main, Map<String, byte[]> files, List<ModelXml> texts) {
    this.name = name;
    this.main = main;
    this.files = files;
    this.texts = texts;
  }

  /**
   * A model on the disk.
   *
   * @param file its main XML file; its folder is the model's folder
   * @return the gathered model
   * @throws ModelException if a file is missing, malformed or outside of the folder
   */
  public static ModelSource ofFile(Path file) {
    Path name = file.getFileName();
    if (name == null) {
      throw new ModelException(file.toString(), 0, "it names no file");
    }
    Path root;
    try {
      root = file.toAbsolutePath().getParent().toRealPath();
    } catch (IOException error) {
      throw new ModelException(file.toString(), 0, "its folder cannot be read", error);
    }
    return ModelFiles.gather(file.toString(), ModelFolder.onDisk(root), name.toString());
  }

  /**
   * A model in a text, which refers to no other file.
   *
   * @param xml the text
   * @return the gathered model
   * @throws ModelException if it is malformed or refers to a file
   */
  public static ModelSource ofString(String xml) {
    return ofString(xml, Map.of());
  }

  /**
   * A model in a text.
   *
   * @param xml the text
   * @param assets the files that it may refer to, by their names relative to the text
   * @return the gathered model
   * @throws ModelException if it is malformed or refers to a file that is not there
   */
  public static ModelSource ofString(String xml, Map<String, byte[]> assets) {
    Map<String, byte[]> files = new HashMap<>(assets);
    files.put(UNNAMED, xml.getBytes(StandardCharsets.UTF_8));
    return ModelFiles.gather(UNNAMED, ModelFolder.inMemory(files), UNNAMED);
  }

  /**
   * A model among the resources of a class.
   *
   * @param anchor the class whose resources are looked at
   * @param path the main XML, as {@link Class#getResource} takes it; its folder is the model's
   *     folder
   * @return the gathered model
   * @throws ModelException if a file is missing, malformed or outside of the folder
   */
  public static ModelSource ofResource(Class<?> anchor, String path) {
    int slash = path.lastIndexOf('/') + 1;
    ModelFolder folder = ModelFolder.ofResources(anchor, path.substring(0, slash));
    return ModelFiles.gather(path, folder, path.substring(slash));
  }

  /**
   * One of the models that come with this library.
   *
   * @param name such as "gym/hopper.xml"
   * @return the gathered model
   * @throws ModelException if there is none of that name
   */
  public static ModelSource builtIn(String name) {
    return ofResource(ModelSource.class, "models/" + name);
  }

  /**
   * What the model was asked for by, for messages.
   *
   * @return a path, a resource or "model.xml"
   */
  public String name() {
    return name;
  }

  /**
   * The files that were gathered.
   *
   * @return their names relative to the model's folder, the main file first
   */
  public List<String> files() {
    return List.copyOf(files.keySet());
  }

  /** The name of the main file. */
  String main() {
    return main;
  }

  /** The files' contents, not to be changed. */
  Map<String, byte[]> contents() {
    return files;
  }

  /** The XML among the files, the main file first. */
  List<ModelXml> texts() {
    return texts;
  }
}
