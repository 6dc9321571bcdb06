// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.canter.env.EnvironmentException;
import org.canter.rollout.RolloutException;
import org.canter.run.Mischief.Deed;
import org.canter.train.SmallConfig;
import org.canter.train.TrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user's environment may not do is named with environment, index and field; the run can be
 * resumed once the environment is mended.
 */
class FaultyEnvironmentTest {
  private static final int HORIZON = 30;
  private static final int ITERATION = 3 * HORIZON;

  private static final TrainConfig CONFIG =
      SmallConfig.of(Mischief.ID, "trpo")
          .with("checkpoint.every", 1)
          .with("evaluation.every", 3 * ITERATION)
          .iterations(5, HORIZON)
          .config();

  @TempDir Path folder;

  private RolloutException refusal(Path path, Deed deed, long when) throws IOException {
    try (TrainingRun run = TrainingRun.begin(path, CONFIG, Mischief.doing(deed, when), 1)) {
      return assertThrows(RolloutException.class, () -> run.run(new RunListener() {}));
    }
  }

  private void requireResumable(Path path, long iteration) throws IOException {
    assertThat(SavedRun.at(path).newest().iteration()).isEqualTo(iteration);
    SmallRun.resume(path, Mischief.doing(Deed.NOTHING, 0), 2);
    assertWithMessage("%s", path)
        .that(RunContents.of(path))
        .isEqualTo(RunContents.of(folder.resolve("whole")));
  }

  @Test
  void everyDeedIsNamedAndTheRunGoesOnWhenItIsMended() throws IOException {
    SmallRun.train(folder.resolve("whole"), CONFIG, Mischief.doing(Deed.NOTHING, 0), 2);
    int named = 0;
    for (Deed deed : Deed.values()) {
      if (deed == Deed.NOTHING) {
        continue;
      }
      Path path = folder.resolve(deed.name());
      // three worlds step in turn: it is number 1 in its fifth step of the second iteration
      RolloutException thrown = refusal(path, deed, ITERATION + 3 * 4 + 2);
      // episodes have 20 steps: 30 and 5 steps are one and 15
      assertThat(thrown)
          .hasMessageThat()
          .contains("test/Mischief, environment 1, episode 1, step 15: " + deed.told);
      assertThat(thrown).hasMessageThat().contains("environments 0..2, row 4 of the batch");
      assertThat(thrown).hasCauseThat().isInstanceOf(EnvironmentException.class);
      requireResumable(path, 1);
      named++;
    }
    assertThat(named).isEqualTo(Deed.values().length - 1);
    System.out.printf(
        "deeds of a user's environment, named with environment, index and field, and the run"
            + " resumed: %d of %d%n",
        named, named);
  }

  @Test
  void aDeedInAnEvaluationIsNamedToo() throws IOException {
    SmallRun.train(folder.resolve("whole"), CONFIG, Mischief.doing(Deed.NOTHING, 0), 2);
    for (Deed deed : Set.of(Deed.NAN_REWARD, Deed.THROWN)) {
      Path path = folder.resolve(deed.name());
      RolloutException thrown = refusal(path, deed, 3 * ITERATION + 1);
      assertThat(thrown)
          .hasMessageThat()
          .contains("evaluating test/Mischief: test/Mischief, environment 0, episode 0, step 1: ");
      assertThat(thrown).hasMessageThat().contains(deed.told);
      // the iteration that was to be evaluated is done again
      requireResumable(path, 2);
    }
  }
}
