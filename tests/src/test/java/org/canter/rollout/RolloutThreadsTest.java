// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.canter.env.EnvironmentRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The number of threads leaves no trace. */
class RolloutThreadsTest {
  private static final int ENVIRONMENTS = 9;
  private static final int COLLECTIONS = 3;

  private static final EnvironmentRegistry WORLDS =
      EnvironmentRegistry.standard().register(Ramble.factory());

  static Stream<Arguments> cases() {
    return Stream.of("test/Ramble", "tiny/LQR", "tiny/Chain", "tiny/Bandit")
        .flatMap(
            id -> {
              int limit = Math.max(1, WORLDS.find(id).spec().timeLimit());
              return Stream.of(Horizon.steps(17), Horizon.episodes(2 * limit + 3))
                  .flatMap(h -> Stream.of(false, true).map(scaled -> Arguments.of(id, h, scaled)));
            });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anyNumberOfThreadsGivesTheSameBits(String id, Horizon horizon, boolean scaled) {
    try (Rig rig = new Rig(WORLDS.find(id))) {
      List<Object> one = collected(rig, 1, horizon, scaled);
      for (int threads : new int[] {2, 3, 7}) {
        assertWithMessage("%s threads", threads)
            .that(collected(rig, threads, horizon, scaled))
            .isEqualTo(one);
      }
    }
  }

  private static List<Object> collected(Rig rig, int threads, Horizon horizon, boolean scaled) {
    RolloutCollector collector = rig.collector(ENVIRONMENTS, threads, horizon);
    TrajectoryBatch batch = rig.batch(collector, scaled);
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < COLLECTIONS; i++) {
      collector.collect(batch, scaled ? rig.scaling : null);
      all.add(Contents.of(batch));
      all.add(Arrays.toString(collector.save()));
    }
    return all;
  }

  @Test
  void moreThreadsThanEnvironmentsAreNotStarted() {
    try (Rig rig = new Rig(Ramble.factory())) {
      RolloutCollector collector = rig.collector(2, 50, Horizon.steps(4));
      collector.collect(rig.batch(collector, false), null);
      assertThat(workers()).isEqualTo(2);
      collector.close();
      assertThat(workers()).isEqualTo(0);
    }
  }

  @Test
  void threadsAreNamedDaemons() {
    try (Rig rig = new Rig(Ramble.factory())) {
      rig.collector(3, 3, Horizon.steps(4));
      List<Thread> threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("canter-rollout-"))
              .toList();
      assertThat(threads).hasSize(3);
      assertThat(threads.stream().allMatch(Thread::isDaemon)).isTrue();
    }
  }

  private static long workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("canter-rollout-"))
        .count();
  }
}
