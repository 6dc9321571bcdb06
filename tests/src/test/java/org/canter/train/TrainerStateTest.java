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
import org.canter.rollout.RolloutInterruptedException;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trainer that takes over a saved state goes on with the bits of the one that saved it. */
class TrainerStateTest {
  private static final int BEFORE = 3;
  private static final int AFTER = 2;

  static Stream<Named<LearningTest.Lesson>> lessons() {
    return Stream.of(
            LearningTest.algorithms(),
            LearningTest.baselines(),
            LearningTest.fits(),
            LearningTest.advantages())
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void aRestoredTrainerGoesOnTheSame(LearningTest.Lesson lesson) {
    TrainConfig config = lesson.small().config();
    Checkpoint saved;
    List<Object> expected;
    try (Trainer trainer = Trainer.open(config, world(config), 1)) {
      iterate(trainer, BEFORE);
      saved = new Checkpoint(BEFORE, trainer.save());
      expected = iterate(trainer, AFTER);
    }
    assertThat(Trainer.environmentSteps(saved)).isGreaterThan(0L);
    try (Trainer other = Trainer.open(config, world(config), 2)) {
      // what it did before leaves no trace
      iterate(other, 1);
      other.restore(saved);
      assertThat(other.iterations()).isEqualTo(BEFORE);
      assertWithMessage(lesson.name()).that(text(other.save())).isEqualTo(text(saved.entries()));
      assertWithMessage(lesson.name()).that(iterate(other, AFTER)).isEqualTo(expected);
    }
  }

  @Test
  void physicsGoesOnTheSame() {
    TrainConfig config =
        SmallConfig.of("gym/Hopper-v4", "trpo")
            .with("normalizer.active", false)
            .iterations(5, 37)
            .config();
    try (Trainer one = Trainer.open(config, world(config), 1);
        Trainer two = Trainer.open(config, world(config), 3)) {
      iterate(one, BEFORE);
      two.restore(new Checkpoint(BEFORE, one.save()));
      assertThat(iterate(two, AFTER)).isEqualTo(iterate(one, AFTER));
    }
  }

  @Test
  void anInterruptedIterationLeavesTheTrainer() {
    TrainConfig config = SmallConfig.of("tiny/LQR", "ppo").iterations(9, 50).config();
    try (Trainer trainer = Trainer.open(config, world(config), 1);
        Trainer undisturbed = Trainer.open(config, world(config), 1)) {
      iterate(trainer, 2);
      String before = text(trainer.save());
      Thread.currentThread().interrupt();
      boolean ended = false;
      try {
        trainer.iterate();
      } catch (RolloutInterruptedException interrupted) {
        ended = true;
      }
      assertThat(Thread.interrupted()).isTrue();
      // a rollout so short may be over before it hears of it
      iterate(undisturbed, ended ? 2 : 3);
      assertThat(text(trainer.save()).equals(before)).isEqualTo(ended);
      assertThat(iterate(trainer, AFTER)).isEqualTo(iterate(undisturbed, AFTER));
    }
  }

  @Test
  void theLastIterationIsWhole() {
    TrainConfig config =
        SmallConfig.of("tiny/LQR", "trpo").iterations(2, 50).with("steps", 301).config();
    try (Trainer trainer = Trainer.open(config, world(config), 1)) {
      int iterations = 0;
      for (; !trainer.isDone(); iterations++) {
        trainer.iterate();
      }
      assertThat(iterations).isEqualTo(3);
      assertThat(trainer.environmentSteps()).isEqualTo(450);
    }
  }
}
