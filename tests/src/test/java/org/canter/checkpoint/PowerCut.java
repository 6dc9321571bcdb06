// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Operations that remember what was not forced to the disk, so that a power cut can take it: the
 * contents of files, and the changes of names in a folder.
 */
final class PowerCut extends Unforced {
  /** What of that which was not forced is gone. */
  enum Loss {
    CONTENTS(true, false),
    NAMES(false, true),
    EVERYTHING(true, true);

    private final boolean contents;
    private final boolean names;

    Loss(boolean contents, boolean names) {
      this.contents = contents;
      this.names = names;
    }
  }

  /** A change that is not safe: new contents or a new name, or a name that was another before. */
  private record Change(Path path, Path before, boolean ofContents) {
    Change moved(Path from, Path to) {
      return new Change(moved(path, from, to), moved(before, from, to), ofContents);
    }

    private static Path moved(Path path, Path from, Path to) {
      return path != null && path.startsWith(from) ? to.resolve(from.relativize(path)) : path;
    }
  }

  private final int last;
  private int calls;
  // the latest first
  private final Deque<Change> unsafe = new ArrayDeque<>();

  PowerCut(int last) {
    this.last = last;
  }

  /** Takes what is not safe. */
  void cut(Loss loss) throws IOException {
    if (loss.contents) {
      for (Change change : unsafe) {
        if (change.ofContents && Files.exists(change.path)) {
          halve(change.path);
        }
      }
    }
    while (loss.names && !unsafe.isEmpty()) {
      undo(unsafe.pop());
    }
  }

  @Override
  public void createDirectory(Path folder) throws IOException {
    count();
    super.createDirectory(folder);
    unsafe.push(new Change(folder, null, false));
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    count();
    super.write(file, content);
    unsafe.push(new Change(file, null, false));
    unsafe.push(new Change(file, null, true));
  }

  @Override
  public void force(Path path) throws IOException {
    count();
    unsafe.removeIf(
        change ->
            change.ofContents ? change.path.equals(path) : path.equals(change.path.getParent()));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    count();
    super.rename(from, to);
    move(from, to);
    unsafe.push(new Change(to, from, false));
  }

  @Override
  public void delete(Path path) throws IOException {
    count();
    super.delete(path);
    unsafe.removeIf(change -> change.path.equals(path));
  }

  private void count() {
    if (++calls > last) {
      throw new Faulty.Crash();
    }
  }

  private void undo(Change change) throws IOException {
    if (change.before != null) {
      Files.move(change.path, change.before);
      move(change.path, change.before);
    } else if (!change.ofContents) {
      Samples.delete(change.path);
    }
  }

  private void move(Path from, Path to) {
    Deque<Change> moved = new ArrayDeque<>();
    unsafe.forEach(change -> moved.addLast(change.moved(from, to)));
    unsafe.clear();
    unsafe.addAll(moved);
  }

  private static void halve(Path file) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      content.setLength(content.length() / 2);
    }
  }
}
