// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up: after every few bytes, and for real where one can be mounted. */
class FullDiskTest {
  // the mount ends with the process, whatever becomes of it
  private static final String MOUNT =
      "mount -t tmpfs -o size=1m none \"$1\" && echo mounted && shift && exec \"$@\"";
  private static final List<List<String>> NAMESPACES =
      List.of(
          List.of("unshare", "--mount"),
          List.of("unshare", "--user", "--map-root-user", "--mount"));
  // a prime, so that files end at other bytes than steps
  private static final int STEP = 11;

  @TempDir Path root;

  /** A disk with room for a number of bytes. */
  private static final class SmallDisk extends Unforced {
    private long room;

    SmallDisk(long room) {
      this.room = room;
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
      int count = (int) Math.min(room, content.length);
      room -= count;
      super.write(file, Arrays.copyOf(content, count));
      if (count < content.length) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void delete(Path path) throws IOException {
      long size = Files.isRegularFile(path) ? Files.size(path) : 0;
      super.delete(path);
      room += size;
    }
  }

  /** The main class of a child that fills a small disk. */
  static final class Filler {
    private Filler() {}

    /** Prints what went as it should. */
    public static void main(String[] arguments) throws IOException {
      System.out.println(fill(Path.of(arguments[0]), FileOperations.ofDisk()));
    }
  }

  @Test
  void afterEveryFewBytes() throws IOException {
    Path folder = Scene.NEXT.set(root.resolve("scene"));
    byte[] manifest = Manifest.of(Scene.NEXT.saved).toBytes();
    int needed = (int) Scene.NEXT.saved.bytes() + manifest.length;
    int trials = 0;
    for (int room = 0; room < needed; room += STEP) {
      String message = refusal(new CheckpointStore(folder, 2, new SmallDisk(room)));
      assertWithMessage("room for %s", room)
          .that(message)
          .startsWith("disk full: " + needed + " bytes needed at " + folder + "; free space");
      assertThat(Samples.names(folder)).containsExactly("00000001", "00000002");
      Scene.NEXT.requireNewest(folder, false, "room for " + room);
      trials++;
    }
    assertThat(refusal(new CheckpointStore(folder, 2, new SmallDisk(needed)))).isNull();
    Scene.NEXT.requireNewest(folder, true, "room for all");
    System.out.printf(
        "checkpoint saves on a disk that is full after 0, %d, ... bytes, earlier one intact:"
            + " %d of %d%n",
        STEP, trials, trials);
  }

  @Test
  void untilItIsFull() throws Exception {
    for (List<String> namespace : NAMESPACES) {
      String report = onMountedDisk(namespace);
      if (report != null) {
        requireReport(report);
        System.out.println("checkpoints on a mounted disk of 1 MiB: " + report);
        return;
      }
    }
    // the same through the seam, for lack of the right to mount
    String report = fill(root, new SmallDisk(1 << 20));
    requireReport(report);
    System.out.println("checkpoints on a disk of 1 MiB, simulated (no mount allowed): " + report);
  }

  private static void requireReport(String report) {
    assertThat(report)
        .matches("[1-9]\\d* saved, then refused, newest intact, space given back, saved again");
  }

  /** What the child reports; null if it may not mount. */
  private String onMountedDisk(List<String> namespace) throws InterruptedException {
    try (Child child = Child.start(command(namespace), Filler.class, root)) {
      return "mounted".equals(child.line()) ? child.line() : null;
    } catch (IOException exception) {
      // no such program
      return null;
    }
  }

  private List<String> command(List<String> namespace) {
    List<String> command = new ArrayList<>(namespace);
    command.addAll(List.of("sh", "-c", MOUNT, "sh", root.toString()));
    return command;
  }

  /** Saves ever larger checkpoints until one is refused; then makes room and goes on. */
  private static String fill(Path disk, FileOperations operations) throws IOException {
    Path ballast = disk.resolve("ballast");
    operations.write(ballast, new byte[400_000]);
    CheckpointStore store = new CheckpointStore(disk.resolve("checkpoints"), 2, operations);
    int iteration = 1;
    String message = null;
    while (message == null) {
      message = refusal(store, Samples.ofBytes(iteration, 40_000 * iteration));
      iteration++;
    }
    Checkpoint refused = Samples.ofBytes(iteration - 1, 40_000 * (iteration - 1));
    Checkpoint last = Samples.ofBytes(iteration - 2, 40_000 * (iteration - 2));
    boolean clear =
        message.startsWith("disk full: ") && message.contains("No space left on device");
    boolean intact = store.newest().orElseThrow().equals(last) && store.damages().isEmpty();
    boolean clean = Samples.names(disk.resolve("checkpoints")).size() == 2;
    operations.delete(ballast);
    boolean again = refusal(store, refused) == null && store.newest().orElseThrow().equals(refused);
    return "%d saved, %s, %s, %s, %s"
        .formatted(
            iteration - 2,
            clear ? "then refused" : message,
            intact ? "newest intact" : "newest lost",
            clean ? "space given back" : "rubbish left",
            again ? "saved again" : "lost for good");
  }

  private static String refusal(CheckpointStore store) {
    return refusal(store, Scene.NEXT.saved);
  }

  private static String refusal(CheckpointStore store, Checkpoint checkpoint) {
    try {
      store.save(checkpoint);
      return null;
    } catch (CheckpointException exception) {
      return exception.getMessage();
    }
  }
}
