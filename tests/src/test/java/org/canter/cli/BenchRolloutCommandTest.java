// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

class BenchRolloutCommandTest {
  private final CommandRun run = new CommandRun();

  @Test
  void aRolloutIsMeasuredBesideTheSimulator() {
    // a model with a free joint, whose quaternion an inexact replay would betray
    String[] words = "bench rollout --env gym/Ant-v4 --threads 1,2 --envs 4".split(" ");
    assertThat(run.of(with(words, "--steps", "200", "--rounds", "1"))).isEqualTo(0);
    assertThat(run.out()).contains("| gym/Ant-v4  | 1       |");
    assertThat(run.out()).contains("| gym/Ant-v4  | 2       |");
    assertThat(run.out()).contains("share of raw mj_step");
    assertThat(run.out()).contains("2 threads over 1");
    assertThat(run.out()).contains("resident set");
  }

  @Test
  void jsonHoldsTheSame() {
    String[] words = "bench rollout --env gym/Reacher-v4 --threads 1 --envs 2 --json".split(" ");
    assertThat(run.of(with(words, "--steps", "100", "--rounds", "1"))).isEqualTo(0);
    assertThat(run.out()).contains("\"environment\": \"gym/Reacher-v4\"");
    assertThat(run.out()).contains("\"resets\": 2");
    assertThat(run.out()).contains("\"bars\": []");
  }

  @Test
  void everyEnvironmentsMemoryIsKnown() {
    assertThat(run.of("bench", "rollout", "--memory")).isEqualTo(0);
    assertThat(run.out()).containsMatch("gym/Humanoid-v4 +\\| [0-9.]+ KiB");
    assertThat(run.out()).containsMatch("tiny/LQR +\\| 0 B");
  }

  @Test
  void whatCannotBeMeasuredIsSaid() {
    assertThat(run.of("bench")).isEqualTo(2);
    assertThat(run.of("bench", "rollout", "--env", "gym/Ent-v4")).isEqualTo(2);
    assertThat(run.err()).contains("did you mean gym/Ant-v4?");
    assertThat(run.of("bench", "rollout", "--threads", "0")).isEqualTo(2);
    assertThat(run.of("bench", "rollout", "--env", "tiny/LQR")).isEqualTo(2);
    assertThat(run.err()).contains("tiny/LQR has no physics");
  }

  private static String[] with(String[] words, String... more) {
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }
}
