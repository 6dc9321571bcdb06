// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file that only grows, through a buffer; knows its length without asking. */
final class AppendedFile implements Closeable {
  private static final int SPILL = 1 << 16;

  private final Path path;
  // a FileChannel would close itself when its thread is interrupted, and a run may be
  private final RandomAccessFile file;
  private byte[] buffer = new byte[SPILL];
  private int buffered;
  private long length;
  private boolean closed;

  private AppendedFile(Path path, RandomAccessFile file, long length) {
    this.path = path;
    this.file = file;
    this.length = length;
  }

  /** What must hold for the part of a file that is kept. */
  @FunctionalInterface
  interface KeptCheck {
    void check(RandomAccessFile file, long offset) throws IOException;
  }

  /** Opens a file, checks its first bytes, and drops what lies behind them. */
  static AppendedFile open(Path path, long offset, KeptCheck kept) throws IOException {
    if (offset < 0) {
      throw new MetricException("offset " + offset + " of " + path + " must be 0 or more");
    }
    long there = Files.exists(path) ? Files.size(path) : 0;
    if (there < offset) {
      throw new IOException(
          path
              + " holds "
              + there
              + " bytes, but is to be continued behind byte "
              + offset
              + "; it was cut or replaced since, resume from an earlier checkpoint");
    }
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      if (offset > 0) {
        kept.check(file, offset);
      }
      if (file.length() > offset) {
        file.setLength(offset);
      }
      return new AppendedFile(path, file, offset);
    } catch (IOException | RuntimeException failed) {
      file.close();
      throw failed;
    }
  }

  /** Refuses an offset in the middle of a line. */
  static void requireLineEnd(RandomAccessFile file, long offset, Path path) throws IOException {
    file.seek(offset - 1);
    if (file.read() != '\n') {
      throw new IOException(
          path + ": byte " + offset + " is not behind the end of a line; was it replaced since?");
    }
  }

  /** Adds bytes that belong together; they reach the file in one write. */
  void append(byte[] bytes) {
    requireOpen();
    if (buffered + bytes.length > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * (buffered + bytes.length));
    }
    System.arraycopy(bytes, 0, buffer, buffered, bytes.length);
    buffered += bytes.length;
    if (buffered >= SPILL) {
      flush(false);
    }
  }

  /** Length of the file without the buffer. */
  long length() {
    return length;
  }

  boolean isEmpty() {
    return length + buffered == 0;
  }

  void flush(boolean fsync) {
    requireOpen();
    try {
      if (buffered > 0) {
        // at the same place when tried again
        file.seek(length);
        file.write(buffer, 0, buffered);
        length += buffered;
        buffered = 0;
      }
      if (fsync) {
        file.getFD().sync();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(path + ": " + failed.getMessage(), failed);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(path + " was closed; open it again to write");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    try (file) {
      flush(false);
    } catch (IOException failed) {
      throw new UncheckedIOException(path + ": " + failed.getMessage(), failed);
    } finally {
      closed = true;
    }
  }
}
