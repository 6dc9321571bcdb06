// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The operations of the file system. An interrupted thread finishes its checkpoint. */
final class DiskOperations implements FileOperations {
  static final DiskOperations INSTANCE = new DiskOperations();

  // the JVM copies each piece out of its heap
  private static final int PIECE = 1 << 16;

  private DiskOperations() {}

  @Override
  public void createDirectory(Path folder) throws IOException {
    Files.createDirectory(folder);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    // a FileChannel would close itself in a thread that was asked to stop
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      for (int done = 0; done < content.length; done += PIECE) {
        out.write(content, done, Math.min(PIECE, content.length - done));
      }
    }
  }

  @Override
  public void force(Path path) throws IOException {
    boolean interrupted = false;
    try {
      // nothing but a channel opens folders, so the interruption waits
      while (!forced(path)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False if an interruption came in between. */
  private static boolean forced(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException exception) {
      return false;
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }
}
