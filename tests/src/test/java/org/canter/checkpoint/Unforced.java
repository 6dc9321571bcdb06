// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** The operations of the file system without waiting for the disk: for tests that cut no power. */
class Unforced implements FileOperations {
  private final FileOperations disk = FileOperations.ofDisk();

  /** A store that does not wait. */
  static CheckpointStore store(Path folder) {
    return new CheckpointStore(folder, 2, new Unforced());
  }

  @Override
  public void createDirectory(Path folder) throws IOException {
    disk.createDirectory(folder);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    disk.write(file, content);
  }

  @Override
  public void force(Path path) throws IOException {}

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
  }
}
