// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import static com.google.common.truth.Truth.assertWithMessage;

import java.util.ArrayList;
import java.util.List;
import org.canter.env.EnvironmentRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rollouts of bodies: threads leave no trace, and a restored state goes on with the same bits. */
class PhysicsRolloutTest {
  private static final int ENVIRONMENTS = 8;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gym/Hopper-v4",
        "gym/Ant-v4",
        "gym/Humanoid-v4",
        "gym/Reacher-v4",
        "paper/walker"
      })
  void anyNumberOfThreadsGivesTheSameBits(String id) {
    try (Rig rig = new Rig(EnvironmentRegistry.standard().find(id))) {
      Horizon horizon = Horizon.steps(35);
      List<Contents> one = collected(rig, rig.collector(ENVIRONMENTS, 1, horizon), 3);
      for (int threads : new int[] {2, 3, 7}) {
        RolloutCollector other = rig.collector(ENVIRONMENTS, threads, horizon);
        assertWithMessage("%s threads", threads).that(collected(rig, other, 3)).isEqualTo(one);
        other.close();
      }
      RolloutCollector first = rig.collector(ENVIRONMENTS, 2, horizon);
      assertWithMessage("before").that(collected(rig, first, 1)).isEqualTo(one.subList(0, 1));
      RolloutCollector second = rig.collector(ENVIRONMENTS, 3, horizon);
      second.restore(first.save());
      assertWithMessage("restored").that(collected(rig, second, 2)).isEqualTo(one.subList(1, 3));
    }
  }

  private static List<Contents> collected(Rig rig, RolloutCollector collector, int times) {
    List<Contents> all = new ArrayList<>();
    try (TrajectoryBatch batch = collector.newBatch(true)) {
      for (int i = 0; i < times; i++) {
        collector.collect(batch, rig.scaling);
        all.add(Contents.of(batch));
      }
    }
    return all;
  }
}
