// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTrainCommandTest {
  @TempDir Path scratch;
  private final CommandRun run = new CommandRun();

  private int bench(String words) {
    Stream<String> all =
        Stream.concat(
            Stream.of("bench", "train", "--scratch", scratch.toString()),
            Stream.of(words.split(" ")));
    return run.of(all.toArray(String[]::new));
  }

  @Test
  void trainingIsMeasuredBesideTheSimulator() {
    // a model with a free joint, whose quaternion an inexact replay would betray
    String words =
        "--env gym/Ant-v4 --threads 2 --steps 768 --rounds 2 --set rollout.horizon=128"
            + " --set baseline.adam.epochs=1";
    assertThat(bench(words)).isEqualTo(0);
    assertThat(run.err()).contains("gym/Ant-v4: round 2");
    assertThat(run.out()).contains("2 threads, median of 2 rounds");
    assertThat(run.out()).contains("| gym/Ant-v4  | 768   |");
    assertThat(run.out()).contains("| rollout besides |");
    assertThat(run.out()).containsMatch("share of raw mj_step +\\| gym/Ant-v4, 2 threads \\| 0.80");
    assertThat(run.out()).contains("time beside checkpoints");
    // nothing stays behind
    assertThat(scratch.toFile().list()).isEmpty();
  }

  @Test
  void jsonHoldsTheSameAndHandlesStayFlat() {
    String words =
        "--env gym/Reacher-v4 --threads 1 --steps 600 --rounds 1 --json"
            + " --set rollout.horizon=100 --set baseline.adam.epochs=1";
    assertThat(bench(words)).isEqualTo(0);
    assertThat(run.out()).contains("\"environment\": \"gym/Reacher-v4\"");
    // two environments, episodes of 50 steps
    assertThat(run.out()).contains("\"resets\": 12");
    assertThat(run.out()).contains("\"iterations\": 3");
    assertThat(run.out()).contains("\"bars\": []");
    assertThat(run.out()).containsMatch("\"live_handles\": \\[(\\d+), \\1(, \\1)?\\]");
  }

  @Test
  void whatCannotBeMeasuredIsSaid() {
    assertThat(bench("--env gym/Ent-v4")).isEqualTo(2);
    assertThat(run.err()).contains("did you mean gym/Ant-v4?");
    assertThat(bench("--env tiny/LQR")).isEqualTo(2);
    assertThat(run.err()).contains("tiny/LQR has no physics");
    assertThat(bench("--rounds 0")).isEqualTo(2);
    assertThat(run.err()).contains("--rounds 0: must be at least 1");
    assertThat(bench("--env gym/Ant-v4 --set rollout.unit=episodes --set rollout.horizon=1000"))
        .isEqualTo(3);
    assertThat(run.err()).contains("set rollout.unit=steps");
    assertThat(bench("--env gym/Ant-v4 --algo trop")).isEqualTo(3);
    assertThat(run.err()).contains("did you mean trpo?");
    assertThat(scratch.toFile().list()).isEmpty();
  }
}
