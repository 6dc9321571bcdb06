// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.canter.metric.MetricFile;
import org.canter.train.SmallConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training processes are killed at random moments, those that resume what was killed before
 * included. After each kill, what lies there is finished and compared with a run that nothing
 * happened to.
 */
class KillResumeTest {
  private static final int KILLS_OF_EACH = 15;
  private static final int MOST_ITERATIONS = 8;
  // waits in milliseconds: about what a JVM and an iteration take
  private static final int LONGEST_START = 600;
  private static final int LONGEST_ITERATION = 20;
  private static final List<SmallConfig> RUNS =
      List.of(
          SmallConfig.of("gym/CartPole-v1", "trpo")
              .with("evaluation.every", 1000)
              .with("checkpoint.every", 3)
              .iterations(40, 64),
          SmallConfig.of("gym/Hopper-v4", "ppo")
              .with("evaluation.every", 700)
              .with("checkpoint.every", 1)
              .iterations(20, 64));

  @TempDir Path folder;

  private final Random moments = new Random(30);
  private int kills;
  private int resumesKilled;
  private int beforeFirstCheckpoint;
  private int withRowsToCutOff;
  private int same;

  @Test
  void everyRunThatWasKilledEndsInTheSameBytes() throws Exception {
    for (SmallConfig small : RUNS) {
      Path whole = folder.resolve("whole");
      SmallRun.train(whole, small.config(), 1);
      killAndFinish(small, RunContents.of(whole));
      SmallRun.delete(whole);
    }
    System.out.printf(
        "runs killed at a random moment and then finished, byte-identical: %d of %d (%d kills of a"
            + " resumed run, %d before the first checkpoint, %d with rows behind the checkpoint)%n",
        same, kills, resumesKilled, beforeFirstCheckpoint, withRowsToCutOff);
    assertThat(kills).isEqualTo(2 * KILLS_OF_EACH);
    assertThat(same).isEqualTo(kills);
    assertThat(resumesKilled).isAtLeast(5);
    assertThat(withRowsToCutOff).isAtLeast(3);
    assertThat(beforeFirstCheckpoint).isLessThan(kills / 2);
  }

  private void killAndFinish(SmallConfig small, SortedMap<String, String> expected)
      throws Exception {
    Path run = folder.resolve("run");
    for (int left = KILLS_OF_EACH; left > 0; ) {
      boolean resumed = new RunDirectory(run).exists();
      if (!wasKilled(command(small, run, resumed), run)) {
        // it came to its end before its moment: that is no kill, and the next one begins anew
        assertThat(RunContents.of(run)).isEqualTo(expected);
        SmallRun.delete(run);
        continue;
      }
      left--;
      kills++;
      resumesKilled += resumed ? 1 : 0;
      finishCopy(small, run, expected);
    }
    SmallRun.delete(run);
  }

  private static List<String> command(SmallConfig small, Path run, boolean resumed) {
    if (resumed) {
      return List.of("resume", run.toString(), "--threads", "1");
    }
    List<String> words =
        new ArrayList<>(
            List.of("train", "--out", run.toString(), "--threads", "1", "--device", "cpu"));
    words.addAll(small.words());
    return words;
  }

  private boolean wasKilled(List<String> command, Path run) throws Exception {
    // one in six while the JVM starts and opens the run, the others some iterations later
    boolean early = moments.nextInt(6) == 0;
    int iterations = moments.nextInt(MOST_ITERATIONS);
    int wait = moments.nextInt(early ? LONGEST_START : LONGEST_ITERATION);
    try (RunChild child = RunChild.start(command)) {
      // by the time of its first line it has cut its files
      boolean alive = early || child.says("canter: ");
      RunDirectory directory = new RunDirectory(run);
      alive =
          alive
              && (early || child.grows(directory.hashes(), savedIn(directory) + iterations))
              && child.goesOnFor(wait);
      child.kill();
      return alive;
    }
  }

  private static int savedIn(RunDirectory directory) {
    return SavedRun.at(directory.path())
        .store()
        .newest()
        .map(newest -> Math.toIntExact(newest.iteration()))
        .orElse(0);
  }

  private void finishCopy(SmallConfig small, Path run, SortedMap<String, String> expected)
      throws Exception {
    Path copy = folder.resolve("copy");
    if (Files.exists(run)) {
      SmallRun.copy(run, copy);
    }
    note(new RunDirectory(copy));
    SmallRun.finish(copy, small.config(), 1 + moments.nextInt(2));
    assertWithMessage("%s, kill %s", small, kills).that(RunContents.of(copy)).isEqualTo(expected);
    same++;
    SmallRun.delete(copy);
  }

  /** Counts what the kill left behind. */
  private void note(RunDirectory left) throws IOException {
    if (!Files.exists(left.checkpoints())) {
      beforeFirstCheckpoint++;
      return;
    }
    int rows = MetricFile.read(left.hashes()).values().iterator().next().length;
    withRowsToCutOff += rows > savedIn(left) ? 1 : 0;
  }
}
