// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * An open folder: as long as it is open no other folder gets its number, so that one can tell
 * whether a path still leads to it.
 */
final class HeldFolder implements AutoCloseable {
  private final Path path;
  private final DirectoryStream<Path> stream;
  private final Object number;

  private HeldFolder(Path path, DirectoryStream<Path> stream) throws IOException {
    this.path = path;
    this.stream = stream;
    this.number = number(stream);
  }

  /** Opens what the path leads to now. */
  static HeldFolder open(Path path) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(path);
    try {
      return new HeldFolder(path, stream);
    } catch (IOException exception) {
      stream.close();
      throw exception;
    }
  }

  /** Whether the path still leads to this folder. */
  boolean isInPlace() throws IOException {
    try {
      return Objects.equals(
          number, Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException exception) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private static Object number(DirectoryStream<Path> stream) throws IOException {
    // every Linux has these; null elsewhere
    return stream instanceof SecureDirectoryStream<Path> secure
        ? secure.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey()
        : null;
  }
}
