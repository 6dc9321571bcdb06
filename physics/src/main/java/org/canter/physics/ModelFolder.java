// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** The folder that a model's files lie in, and nothing outside of it. */
interface ModelFolder {

  /**
   * Reads a file.
   *
   * @param name a relative name without "..", with forward slashes
   * @param limit the most bytes that are read
   * @return its content; one byte more than the limit if it is longer
   * @throws NoSuchFileException if there is no such file in the folder
   * @throws IOException if it lies outside or cannot be read; the message says which
   */
  byte[] read(String name, int limit) throws IOException;

  /** A folder on the disk. Symbolic links are followed as long as they stay inside. */
  static ModelFolder onDisk(Path root) {
    return (name, limit) -> {
      // resolved as a whole: a link at any part of the name is seen
      Path real = root.resolve(name).toRealPath();
      if (!real.startsWith(root)) {
        throw new IOException(
            "it is a link that leaves the model's folder; put the file itself there");
      }
      if (!Files.isRegularFile(real)) {
        throw new IOException("it is not a regular file");
      }
      try (InputStream in = Files.newInputStream(real)) {
        return in.readNBytes(limit + 1);
      }
    };
  }

  /** Files that the caller holds in memory. */
  static ModelFolder inMemory(Map<String, byte[]> files) {
    return (name, limit) -> {
      byte[] content = files.get(name);
      if (content == null) {
        throw new NoSuchFileException(name);
      }
      return content;
    };
  }

  /** The resources beside one of a class, which lies in `base` ("" or ending in a slash). */
  static ModelFolder ofResources(Class<?> anchor, String base) {
    return (name, limit) -> {
      try (InputStream in = anchor.getResourceAsStream(base + name)) {
        if (in == null) {
          throw new NoSuchFileException(name);
        }
        return in.readNBytes(limit + 1);
      }
    };
  }
}
