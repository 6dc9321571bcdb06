// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** Operations of which one, counted from 1, goes wrong. */
final class Faulty extends Unforced {
  /** What a call does. */
  enum Kind {
    MKDIR,
    WRITE,
    FORCE,
    RENAME,
    DELETE
  }

  /** What becomes of the call that goes wrong, and of those after it. */
  enum Mode {
    /** it fails, those after it do not */
    ONCE,
    /** it fails, and so do all after it */
    FROM_THEN_ON,
    /** it is the last thing that the process does */
    CRASH
  }

  /** The end of the process: nothing after it has any effect. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Set<Kind> kinds;
  private final int wrong;
  private final Mode mode;
  private int calls;

  Faulty(Set<Kind> kinds, int wrong, Mode mode) {
    this.kinds = kinds;
    this.wrong = wrong;
    this.mode = mode;
  }

  /** Whether the call came that goes wrong. */
  boolean happened() {
    return calls >= wrong;
  }

  @Override
  public void createDirectory(Path folder) throws IOException {
    if (goesWrong(Kind.MKDIR)) {
      throw failure("No space left on device");
    }
    super.createDirectory(folder);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    boolean dead = mode == Mode.CRASH && happened();
    if (goesWrong(Kind.WRITE)) {
      if (!dead) {
        super.write(file, Arrays.copyOf(content, content.length / 2));
      }
      throw failure("No space left on device");
    }
    super.write(file, content);
  }

  @Override
  public void force(Path path) throws IOException {
    if (goesWrong(Kind.FORCE)) {
      throw failure("Input/output error");
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    if (goesWrong(Kind.RENAME)) {
      throw failure("Read-only file system");
    }
    super.rename(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    if (goesWrong(Kind.DELETE)) {
      throw failure("Read-only file system");
    }
    super.delete(path);
  }

  private boolean goesWrong(Kind kind) {
    boolean dead = mode == Mode.CRASH && happened();
    if (kinds.contains(kind)) {
      calls++;
    }
    boolean now = kinds.contains(kind) && calls == wrong;
    boolean still = kinds.contains(kind) && calls > wrong && mode == Mode.FROM_THEN_ON;
    return dead || now || still;
  }

  private IOException failure(String reason) {
    if (mode == Mode.CRASH) {
      throw new Crash();
    }
    return new IOException(reason);
  }
}
