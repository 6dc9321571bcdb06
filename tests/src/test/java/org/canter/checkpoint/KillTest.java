// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import static com.google.common.truth.Truth.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that saves without end is killed: all that it said was saved is there. */
class KillTest {
  private static final int KILLS = 5;

  @TempDir Path folder;

  /** The main class of a child that goes on from the newest checkpoint. */
  static final class Saver {
    private Saver() {}

    /** Prints each iteration that was saved. */
    public static void main(String[] arguments) {
      CheckpointStore store = new CheckpointStore(Path.of(arguments[0]), 2);
      long iteration = store.newest().map(Checkpoint::iteration).orElse(0L);
      while (true) {
        store.save(Samples.of(++iteration));
        System.out.println(iteration);
      }
    }
  }

  @Test
  void nothingThatWasSavedIsLost() throws Exception {
    Random random = new Random(4);
    CheckpointStore store = new CheckpointStore(folder, 2);
    long last = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (Child child = Child.start(Saver.class, folder)) {
        for (int lines = 3 + random.nextInt(20); lines > 0; lines--) {
          last = Long.parseLong(child.line());
        }
        child.kill();
        for (String line = child.line(); line != null; line = child.line()) {
          last = Long.parseLong(line);
        }
      }
      Checkpoint newest = store.newest().orElseThrow();
      assertThat(newest.iteration()).isIn(List.of(last, last + 1));
      assertThat(newest).isEqualTo(Samples.of(newest.iteration()));
      assertThat(store.damages()).isEmpty();
    }
    System.out.printf(
        "processes killed while they saved checkpoints, all saved ones there: %d of %d (%d"
            + " saves)%n",
        KILLS, KILLS, last);
  }
}
