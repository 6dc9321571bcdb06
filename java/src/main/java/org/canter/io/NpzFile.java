// SPDX-License-Identifier: Apache-2.0
package org.canter.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Reads and writes .npz files: named arrays, compressed. Equal arrays make equal files. */
public final class NpzFile {
  private static final String SUFFIX = ".npy";
  // the first moment that a ZIP knows, so that the clock leaves no trace
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzFile() {}

  /**
   * Reads a file.
   *
   * @param path the file
   * @return its arrays by name, in the file's order
   * @throws IOException if it cannot be read, is damaged, or holds other things than arrays
   */
  public static Map<String, NpyArray> read(Path path) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String name = path + ":" + entry.getName();
        if (!entry.getName().endsWith(SUFFIX)) {
          throw new IOException(name + " is no array; an .npz file holds .npy files only");
        }
        try (InputStream in = zip.getInputStream(entry)) {
          String key = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
          arrays.put(key, NpyFile.read(in, name));
        }
      }
    } catch (ZipException error) {
      throw new IOException(path + " is no .npz file: " + error.getMessage(), error);
    }
    return arrays;
  }

  /**
   * Writes a file; a reader sees the old one or the new one, never a part.
   *
   * @param path the file, replaced if it is there
   * @param arrays what to write, in the map's order
   * @throws IOException if it cannot be written
   */
  public static void write(Path path, Map<String, NpyArray> arrays) throws IOException {
    WholeFile.write(
        path,
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, NpyArray> one : arrays.entrySet()) {
              ZipEntry entry = new ZipEntry(one.getKey() + SUFFIX);
              entry.setTimeLocal(TIME);
              zip.putNextEntry(entry);
              NpyFile.write(zip, one.getValue());
              zip.closeEntry();
            }
          }
        });
  }
}
