// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Every change that a store makes to the disk goes through here, so that tests can let it fail. */
public interface FileOperations {
  /**
   * Makes a folder whose parent exists.
   *
   * @param folder a path that is free
   * @throws IOException if the file system refuses
   */
  void createDirectory(Path folder) throws IOException;

  /**
   * Writes a whole file; what is there is not yet safe from a power cut.
   *
   * @param file a path in an existing folder
   * @param content what the file shall hold
   * @throws IOException if the file system refuses; a part of the file may be there
   */
  void write(Path file, byte[] content) throws IOException;

  /**
   * Forces a file's content, or a folder's list of names, to the disk.
   *
   * @param path a file or a folder
   * @throws IOException if the disk refuses
   */
  void force(Path path) throws IOException;

  /**
   * Gives a file or folder another name in one step; nobody sees both or neither.
   *
   * @param from what is there
   * @param to a path that is free, in the same file system
   * @throws IOException if the file system refuses
   */
  void rename(Path from, Path to) throws IOException;

  /**
   * Deletes a file or an empty folder.
   *
   * @param path what is there
   * @throws IOException if the file system refuses
   */
  void delete(Path path) throws IOException;

  /**
   * The operations of the file system.
   *
   * @return what every run uses
   */
  static FileOperations ofDisk() {
    return DiskOperations.INSTANCE;
  }
}
