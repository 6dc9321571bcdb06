// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.canter.metric.MetricFile;
import org.canter.train.SmallConfig;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The number of threads leaves no trace in a run directory, but for its own file. */
class RunThreadsTest {
  private static final int[] THREADS = {2, 3, 7};

  @TempDir Path folder;

  static Stream<SmallConfig> runs() {
    return Stream.of(
        steps("gym/Hopper-v4", "trpo"),
        steps("gym/Hopper-v4", "trpo").with("update.natural.fisher_fraction", 0.3),
        steps("gym/Hopper-v4", "ppo"),
        steps("gym/Hopper-v4", "vpg"),
        steps("gym/Hopper-v4", "npg").with("baseline.fit", "trust-region"),
        steps("gym/CartPole-v1", "trpo-empirical").with("baseline.fit", "lbfgs"),
        steps("gym/CartPole-v1", "ppo-kl"),
        episodes("gym/CartPole-v1", "reinforce", 500),
        episodes("gym/CartPole-v1", "trpo", 500).with("baseline.kind", "time"),
        episodes("gym/Hopper-v4", "ppo", 1000).with("baseline.kind", "linear"));
  }

  // seven environments, so that seven threads have something to do
  private static SmallConfig steps(String environment, String algorithm) {
    return evaluated(environment, algorithm).iterations(4, 40);
  }

  private static SmallConfig episodes(String environment, String algorithm, int limit) {
    return evaluated(environment, algorithm)
        .with("rollout.unit", "episodes")
        .with("rollout.horizon", limit)
        .with("rollout.episodes", 1)
        .with("steps", 700);
  }

  private static SmallConfig evaluated(String environment, String algorithm) {
    return SmallConfig.of(environment, algorithm)
        .with("rollout.environments", 7)
        .with("evaluation.every", 300);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void anyNumberOfThreadsGivesTheSameBytes(SmallConfig small) throws IOException {
    SortedMap<String, String> one = contents(small, 1);
    for (int threads : THREADS) {
      assertWithMessage("%s, %s threads", small, threads)
          .that(contents(small, threads))
          .isEqualTo(one);
    }
    System.out.printf(
        "%s: %d files, checkpoint entries and facts have the same bytes on 1, 2, 3 and 7"
            + " threads%n",
        small, one.size());
  }

  private SortedMap<String, String> contents(SmallConfig small, int threads) throws IOException {
    Path run = folder.resolve(Integer.toString(threads));
    RunSummary summary = SmallRun.train(run, small.config(), threads);
    assertThat(summary.threads()).isEqualTo(threads);
    assertThat(summary.iterations()).isAtLeast(1);
    // the one file that may tell
    double[] column = MetricFile.read(new RunDirectory(run).timing()).get("threads");
    assertThat(column[0]).isEqualTo(threads);
    return RunContents.of(run);
  }
}
