// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.canter.env.EnvironmentRegistry;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of whole episodes: what fills them, and what the rest holds. */
class RolloutEpisodesTest {
  private static final int ENVIRONMENTS = 6;

  @ParameterizedTest
  @ValueSource(ints = {Ramble.LIMIT, 40})
  void columnsHoldWholeEpisodesAndNothingElse(int steps) {
    try (Rig rig = new Rig(Ramble.factory())) {
      RolloutCollector collector = rig.collector(ENVIRONMENTS, 2, Horizon.episodes(steps));
      TrajectoryBatch batch = rig.batch(collector, true);
      for (int i = 0; i < 3; i++) {
        collector.collect(batch, rig.scaling);
        for (int n = 0; n < ENVIRONMENTS; n++) {
          checkColumn(batch, n, steps);
        }
        checkIndex(batch);
      }
    }
  }

  /** The records of a column fill it from the top, until the longest episode has no room. */
  private static void checkColumn(TrajectoryBatch batch, int n, int steps) {
    int row = 0;
    for (EpisodeRecord episode : ofEnvironment(batch, n)) {
      assertThat(steps - row).isAtLeast(Ramble.LIMIT);
      for (int t = row; t < row + episode.length() - 1; t++) {
        assertThat(kind(batch, t, n)).isEqualTo(StepKind.MID);
      }
      row += episode.length();
      assertThat(episode.row()).isEqualTo(row - 1);
      assertThat(kind(batch, row - 1, n)).isEqualTo(episode.end());
    }
    assertThat(batch.length(n)).isEqualTo(row);
    assertThat(steps - row).isLessThan(Ramble.LIMIT);
    for (int t = row; t < steps; t++) {
      checkMasked(batch, t, n);
    }
  }

  private static void checkMasked(TrajectoryBatch batch, int t, int n) {
    assertThat(kind(batch, t, n)).isEqualTo(StepKind.TERMINAL);
    long row = (long) t * ENVIRONMENTS + n;
    for (Slab slab :
        List.of(batch.raw(), batch.observation(), batch.action(), batch.parameters())) {
      for (int i = 0; i < slab.width(); i++) {
        assertThat(slab.get(row, i)).isEqualTo(0.0);
      }
    }
    assertThat(batch.reward().get(t, n)).isEqualTo(0.0);
    assertThat(batch.logProbability().get(t, n)).isEqualTo(0.0);
  }

  private static void checkIndex(TrajectoryBatch batch) {
    int next = 0;
    for (int t = 0; t < batch.steps(); t++) {
      for (int n = 0; n < ENVIRONMENTS; n++) {
        if (t < batch.length(n)) {
          assertThat(batch.index().getInt(next++)).isEqualTo(t * ENVIRONMENTS + n);
        }
      }
    }
    assertThat(batch.size()).isEqualTo(next);
    assertThat(batch.index().elements()).isEqualTo(next);
  }

  @Test
  void aTimeLimitOfRowsHoldsOneEpisode() {
    try (Rig rig = new Rig(Ramble.factory())) {
      RolloutCollector collector = rig.collector(ENVIRONMENTS, 3, Horizon.episodes(Ramble.LIMIT));
      TrajectoryBatch batch = rig.batch(collector, false);
      collector.collect(batch, null);
      for (int n = 0; n < ENVIRONMENTS; n++) {
        assertThat(ofEnvironment(batch, n)).hasSize(1);
      }
    }
  }

  @Test
  void aNumberOfEpisodesIsKept() {
    try (Rig rig = new Rig(Ramble.factory())) {
      RolloutCollector collector =
          rig.collector(ENVIRONMENTS, 3, Horizon.episodes(4 * Ramble.LIMIT, 4));
      TrajectoryBatch batch = rig.batch(collector, false);
      for (int i = 0; i < 3; i++) {
        collector.collect(batch, null);
        for (int n = 0; n < ENVIRONMENTS; n++) {
          List<EpisodeRecord> episodes = ofEnvironment(batch, n);
          assertThat(episodes).hasSize(4);
          assertThat(episodes.get(0).episode()).isEqualTo(4 * i);
        }
      }
    }
  }

  @Test
  void withoutATimeLimitTheHorizonCutsTheOneEpisode() {
    try (Rig rig = new Rig(EnvironmentRegistry.standard().find("tiny/Bandit"))) {
      RolloutCollector collector = rig.collector(2, 1, Horizon.episodes(9));
      TrajectoryBatch batch = rig.batch(collector, false);
      collector.collect(batch, null);
      assertThat(batch.size()).isEqualTo(2);
      assertThat(batch.boot().count()).isEqualTo(0);
      assertThrows(RolloutException.class, () -> batch.boot().observation());
      assertThrows(RolloutException.class, () -> batch.boot().places());
      assertThat(batch.bootObservation()).isNull();
      assertThat(batch.bootPlace()).isNull();
    }
  }

  @Test
  void aHorizonTooShortForAnEpisodeIsRefused() {
    try (Rig rig = new Rig(Ramble.factory())) {
      RolloutException refusal =
          assertThrows(
              RolloutException.class,
              () -> rig.collector(2, 1, Horizon.episodes(Ramble.LIMIT - 1)));
      assertThat(refusal).hasMessageThat().contains("up to 12 steps do not fit 11 rows");
    }
  }

  private static List<EpisodeRecord> ofEnvironment(TrajectoryBatch batch, int n) {
    return batch.episodes().stream().filter(episode -> episode.environment() == n).toList();
  }

  private static StepKind kind(TrajectoryBatch batch, int t, int n) {
    return StepKind.of(batch.step().getByte(batch.step().index(t, n)));
  }
}
