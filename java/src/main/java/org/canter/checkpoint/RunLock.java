// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The right to change a run directory: one holder at a time, among all processes. The operating
 * system takes the lock back when its process ends in whatever way, so a {@code run.lock} that was
 * left behind is in nobody's way.
 */
public final class RunLock implements AutoCloseable {
  /** The file in the run directory. */
  static final String FILE = "run.lock";

  private static final Pattern OWNER = Pattern.compile("pid (\\d{1,18})\nstarted (\\S{1,40})\n");
  private static final int MOST_BYTES = 80;

  // POSIX: closing any second channel on the file ends this process's lock, so none is opened
  private static final Map<Object, RunLock> HELD = new HashMap<>();

  private final Object directory;
  private final FileChannel channel;

  private RunLock(Object directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param runDirectory an existing directory
   * @return the lock; close it when the run is over
   * @throws RunLockedException if another process, or this one, holds it
   * @throws CheckpointException if the directory does not exist or no file in it can be locked
   */
  public static RunLock acquire(Path runDirectory) {
    try {
      synchronized (HELD) {
        Object key = key(runDirectory);
        if (HELD.containsKey(key)) {
          long pid = ProcessHandle.current().pid();
          throw locked(runDirectory, "process " + pid + ", which is this one", pid);
        }
        RunLock lock = new RunLock(key, open(runDirectory));
        HELD.put(key, lock);
        return lock;
      }
    } catch (IOException exception) {
      throw new CheckpointException(
          "cannot lock %s (%s); it must be a directory that this user can write to"
              .formatted(runDirectory.resolve(FILE), SaveFailure.text(exception)),
          exception);
    }
  }

  /** The directory under whichever name. */
  private static Object key(Path runDirectory) throws IOException {
    Object inode = Files.readAttributes(runDirectory, "fileKey").get("fileKey");
    return inode == null ? runDirectory.toRealPath() : inode;
  }

  private static FileChannel open(Path runDirectory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            runDirectory.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw lockedBy(runDirectory, read(channel));
      }
      write(channel, owner());
      return channel;
    } catch (IOException | RuntimeException exception) {
      channel.close();
      throw exception;
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException exception) {
      // another class loader's copy of this class
      return null;
    }
  }

  private static String owner() {
    ProcessHandle self = ProcessHandle.current();
    Instant started = self.info().startInstant().orElseGet(Instant::now);
    return "pid %s\nstarted %s\n".formatted(self.pid(), started);
  }

  private static RunLockedException lockedBy(Path runDirectory, String owner) {
    Matcher matcher = OWNER.matcher(owner);
    if (!matcher.matches()) {
      // between the lock and the line, or written over
      return locked(runDirectory, "another process, which has not written its pid yet", 0);
    }
    long pid = Long.parseLong(matcher.group(1));
    return locked(runDirectory, "process " + pid + ", started " + matcher.group(2), pid);
  }

  private static RunLockedException locked(Path runDirectory, String owner, long pid) {
    return new RunLockedException(
        "%s is in use by %s; wait until it ends, stop it, or choose another directory"
            .formatted(runDirectory, owner),
        pid);
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
    int count = channel.read(bytes, 0);
    return new String(bytes.array(), 0, Math.max(0, count), StandardCharsets.ISO_8859_1);
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** Gives the lock back; later calls do nothing. The file stays: another may wait for it. */
  @Override
  public void close() {
    synchronized (HELD) {
      if (HELD.remove(directory, this)) {
        release();
      }
    }
  }

  private void release() {
    try (channel) {
      // no owner is named while there is none
      channel.truncate(0);
    } catch (IOException exception) {
      // the channel is closed, and with it the lock is gone, which is all that matters
      return;
    }
  }
}
