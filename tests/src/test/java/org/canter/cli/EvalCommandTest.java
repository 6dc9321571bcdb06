// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalCommandTest {
  @TempDir private static Path path;

  @BeforeAll
  static void train() {
    TrainedRun.train(path, TrainedRun.small());
  }

  private static String eval(String... options) {
    CommandRun run = new CommandRun();
    List<String> words = new ArrayList<>(List.of("eval", path.toString()));
    words.addAll(List.of(options));
    int status = run.of(words.toArray(String[]::new));
    assertWithMessage(run.err()).that(status).isEqualTo(0);
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  @Test
  void programsReadTheScore() {
    Map<?, ?> score = TrainedRun.json(eval("--episodes", "8", "--json"));
    assertThat(score.get("env")).isEqualTo("gym/CartPole-v1");
    assertThat(score.get("policy")).isEqualTo("last");
    assertThat(score.get("env_steps")).isEqualTo(810);
    assertThat(score.get("episodes")).isEqualTo(8);
    assertThat(score.get("physics_faults")).isEqualTo(0);
    double mean = (Double) score.get("return_mean");
    assertThat(mean).isAtLeast((Double) score.get("return_min"));
    assertThat(mean).isAtMost((Double) score.get("return_max"));
    assertThat((Double) score.get("return_iqm")).isAtLeast((Double) score.get("return_min"));
    assertThat((Double) score.get("return_std")).isAtLeast(0.0);
    // a step of the cart-pole pays 1
    assertThat(score.get("length_mean")).isEqualTo(score.get("return_mean"));
  }

  @Test
  void peopleReadTwoLines() {
    assertThat(eval("--episodes", "8"))
        .containsMatch(
            "gym/CartPole-v1, last policy after 810 steps, 8 deterministic episodes\n"
                + "return \\d+\\.\\d \\+- \\d+\\.\\d, interquartile mean \\d+\\.\\d, length"
                + " \\d+\n");
  }

  @Test
  void theSameSeedIsTheSameScoreOnAnyThreads() {
    String one = eval("--episodes", "9", "--json", "--threads", "1");
    assertThat(eval("--episodes", "9", "--json", "--threads", "3")).isEqualTo(one);
    assertThat(eval("--episodes", "9", "--json", "--seed", "1")).isNotEqualTo(one);
  }

  @Test
  void theBestPolicyIsScoredOnRequest() {
    Map<?, ?> score = TrainedRun.json(eval("--episodes", "3", "--json", "--best"));
    assertThat(score.get("policy")).isEqualTo("best");
    assertThat((Integer) score.get("env_steps")).isAnyOf(360, 630);
  }
}
