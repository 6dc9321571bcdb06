// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.canter.train.TrainingTrace.iterate;
import static org.canter.train.TrainingTrace.text;
import static org.canter.train.TrainingTrace.world;

import java.util.List;
import java.util.stream.Stream;
import org.canter.checkpoint.Checkpoint;
import org.canter.compute.Compute;
import org.canter.compute.TwoContexts;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Updates that run elsewhere than rollouts come to the bits of updates that share their memory:
 * everything that they read was copied or is computed again, and nothing of an earlier iteration is
 * left over.
 */
class MirroredTrainingTest {
  private static final int ITERATIONS = 4;

  static Stream<Named<LearningTest.Lesson>> lessons() {
    return TrainerStateTest.lessons();
  }

  /** Locomotion with scaled observations; whole episodes, so that rows and boots vary. */
  static Stream<SmallConfig> others() {
    return Stream.of(
        SmallConfig.of("gym/HalfCheetah-v4", "trpo").iterations(9, 60),
        SmallConfig.of("gym/Hopper-v4", "ppo").iterations(9, 70),
        whole(SmallConfig.of("gym/CartPole-v1", "trpo")),
        whole(SmallConfig.of("gym/CartPole-v1", "ppo")),
        whole(
            SmallConfig.of("gym/CartPole-v1", "trpo").with("update.natural.fisher_fraction", 0.3)),
        whole(SmallConfig.of("gym/CartPole-v1", "trpo").with("baseline.kind", "optimal-constant")),
        whole(
            SmallConfig.of("gym/CartPole-v1", "trpo").with("update.natural.fisher", "empirical")));
  }

  private static SmallConfig whole(SmallConfig small) {
    return small
        .with("rollout.unit", "episodes")
        .with("rollout.horizon", 500)
        .with("rollout.episodes", 2)
        .with("normalizer.active", true)
        .with("steps", 100_000);
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void everyMethodComesToTheSameBits(LearningTest.Lesson lesson) {
    requireSame(lesson.name(), lesson.small().config());
  }

  @ParameterizedTest
  @MethodSource("others")
  void soDoScaledObservationsAndPartsOfBatches(SmallConfig small) {
    requireSame(small.toString(), small.config());
  }

  private static void requireSame(String name, TrainConfig config) {
    try (Trainer shared = Trainer.open(config, world(config), Compute.cpu(1), 1);
        Trainer apart = Trainer.open(config, world(config), TwoContexts.open(2), 2)) {
      assertWithMessage(name)
          .that(iterate(apart, ITERATIONS))
          .isEqualTo(iterate(shared, ITERATIONS));
      assertThat(apart.agent().thetaBytes()).isEqualTo(shared.agent().thetaBytes());
      assertThat(apart.agent().policy().acting())
          .isNotSameInstanceAs(apart.agent().policy().theta());
      assertThat(shared.agent().policy().acting())
          .isSameInstanceAs(shared.agent().policy().theta());
    }
  }

  @Test
  void aCheckpointGoesFromOneToTheOther() {
    TrainConfig config = SmallConfig.of("gym/Hopper-v4", "trpo").iterations(9, 70).config();
    try (Trainer shared = Trainer.open(config, world(config), Compute.cpu(1), 1);
        Trainer apart = Trainer.open(config, world(config), TwoContexts.open(1), 1)) {
      iterate(shared, 2);
      Checkpoint saved = new Checkpoint(2, shared.save());
      iterate(apart, 3);
      apart.restore(saved);
      assertThat(text(apart.save())).isEqualTo(text(saved.entries()));
      List<Object> expected = iterate(shared, 2);
      assertThat(iterate(apart, 2)).isEqualTo(expected);
      shared.restore(saved);
      assertThat(iterate(shared, 2)).isEqualTo(expected);
      assertThat(apart.agent().evaluate(world(config), 1, 3, 1).totals())
          .isEqualTo(shared.agent().evaluate(world(config), 1, 3, 1).totals());
    }
  }
}
