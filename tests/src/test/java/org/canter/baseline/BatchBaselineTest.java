// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import static com.google.common.truth.Truth.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.canter.env.Space;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;
import org.canter.rollout.Horizon;
import org.junit.jupiter.api.Test;

/** Baselines that are found in the batch itself, against sums by hand. */
class BatchBaselineTest {
  private static final double GAMMA = 0.5;

  // of Rote.SCRIPTS in 10 rows: an episode of 3, a FAULT after 2, a TIMEOUT after 4, a cut after 1
  private static final double[] RETURNS = {3, 4, 4, 3, 0, 1.875, 1.75, 1.5, 1, 1};

  @Test
  void returnsEndAtTimeoutsFaultsAndCuts() {
    try (Acted acted = Acted.exactly(Rote.inOrder(Rote.SCRIPTS), 1, Horizon.steps(10));
        ReturnsToGo returns = new ReturnsToGo(acted.compute, GAMMA)) {
      assertThat(returns.of(acted.batch)).isEqualTo(RETURNS);
    }
  }

  @Test
  void noBaselineIsZero() {
    try (Acted acted = Acted.exactly(Rote.inOrder(Rote.SCRIPTS), 2, Horizon.steps(10));
        Baseline none = new NoBaseline()) {
      assertThat(acted.predict(none)).isEqualTo(new double[20]);
    }
  }

  @Test
  void theConstantIsTheMeanReturn() {
    try (Acted acted = Acted.exactly(Rote.inOrder(Rote.SCRIPTS), 2, Horizon.steps(10));
        Baseline constant = new ConstantBaseline(acted.compute, GAMMA)) {
      assertThat(acted.predict(constant)).isEqualTo(filled(20, 21.125 / 10));
    }
  }

  @Test
  void theConstantLeavesMaskedRowsOut() {
    // the last of the 10 rows holds no whole episode
    try (Acted acted = Acted.exactly(Rote.inOrder(Rote.SCRIPTS), 1, Horizon.episodes(10));
        Baseline constant = new ConstantBaseline(acted.compute, GAMMA)) {
      assertThat(acted.batch.size()).isEqualTo(9);
      assertThat(acted.predict(constant)).isEqualTo(filled(10, 20.125 / 9));
    }
  }

  @Test
  void timesOfAnEpisodeGoOnInTheNextBatch() {
    try (Acted acted = Acted.exactly(Rote.inOrder(Rote.SCRIPTS), 1, Horizon.steps(10))) {
      assertThat(EpisodeTimes.of(acted.batch)).isEqualTo(new int[] {0, 1, 2, 0, 1, 0, 1, 2, 3, 0});
      acted.collect();
      // the episode of 3 that was cut after 1
      assertThat(EpisodeTimes.of(acted.batch)).isEqualTo(new int[] {1, 2, 0, 1, 0, 1, 2, 3, 0, 1});
    }
  }

  @Test
  void theMeanAtEachTimeStep() {
    try (Acted acted = Acted.exactly(Rote.inOrder(Rote.SCRIPTS), 1, Horizon.steps(10));
        Baseline time = new TimeBaseline(acted.compute, GAMMA)) {
      double t0 = (3 + 3 + 1.875 + 1) / 4;
      double t1 = (4 + 0 + 1.75) / 3;
      double t2 = (4 + 1.5) / 2;
      // only the TIMEOUT reaches time 3: its own return
      double[] expected = {t0, t1, t2, t0, t1, t0, t1, t2, 1, t0};
      assertThat(acted.predict(time)).usingTolerance(1e-15).containsExactly(expected).inOrder();
    }
  }

  @Test
  void theMeanAtEachTimeStepLeavesMaskedRowsOut() {
    try (Acted acted =
            Acted.exactly(
                Rote.shuffled(Rote.SCRIPTS, Space.box(1, -1, 1)), 6, Horizon.episodes(10));
        Baseline time = new TimeBaseline(acted.compute, GAMMA);
        ReturnsToGo returns = new ReturnsToGo(acted.compute, GAMMA)) {
      double[] values = acted.predict(time);
      double[] found = returns.of(acted.batch);
      int[] times = EpisodeTimes.of(acted.batch);
      Map<Integer, Double> excess = new HashMap<>();
      int counting = 0;
      for (int row = 0; row < values.length; row++) {
        if (row / 6 < acted.batch.length(row % 6)) {
          excess.merge(times[row], found[row] - values[row], Double::sum);
          counting++;
        } else {
          assertThat(values[row]).isEqualTo(0.0);
        }
      }
      assertThat(counting).isLessThan(values.length);
      assertThat(excess.keySet()).containsExactly(0, 1, 2, 3);
      excess.values().forEach(sum -> assertThat(sum).isWithin(1e-12).of(0));
    }
  }

  @Test
  void countingRowsAreThoseOfTheColumns() {
    try (Acted acted =
        Acted.exactly(Rote.shuffled(Rote.SCRIPTS, Space.box(1, -1, 1)), 6, Horizon.episodes(10))) {
      int[] rows = CountingRows.of(acted.batch);
      assertThat(rows).hasLength(acted.batch.size());
      for (int row : rows) {
        assertThat(row / 6).isLessThan(acted.batch.length(row % 6));
      }
      assertThat(Arrays.stream(rows).distinct().count()).isEqualTo(rows.length);
    }
  }

  @Test
  void noneOfThemTouchesBootstraps() {
    try (Acted acted = Acted.exactly(Rote.inOrder(Rote.SCRIPTS), 1, Horizon.steps(10));
        Baseline constant = new ConstantBaseline(acted.compute, GAMMA);
        Baseline optimal = new OptimalConstantBaseline(acted.compute, GAMMA, acted.policy);
        Baseline time = new TimeBaseline(acted.compute, GAMMA)) {
      assertThat(acted.batch.boot().count()).isEqualTo(3);
      Slab bootstrap = acted.matrix();
      acted.predict(new NoBaseline(), bootstrap);
      acted.predict(constant, bootstrap);
      acted.predict(optimal, bootstrap);
      acted.predict(time, bootstrap);
      assertThat(bootstrap.toDoubles()).isEqualTo(new double[10]);
    }
  }

  @Test
  void aBatchOfAnotherSizeIsNoTrouble() {
    try (Acted small = Acted.exactly(Rote.inOrder(Rote.SCRIPTS), 1, Horizon.steps(3));
        Acted large = Acted.exactly(Rote.inOrder(Rote.SCRIPTS), 2, Horizon.steps(10));
        Baseline constant = new ConstantBaseline(large.compute, GAMMA);
        Baseline optimal = new OptimalConstantBaseline(large.compute, GAMMA, large.policy)) {
      assertThat(small.predict(constant)).isEqualTo(filled(3, 11.0 / 3));
      assertThat(large.predict(constant)).isEqualTo(filled(20, 21.125 / 10));
      assertThat(small.predict(optimal)).hasLength(3);
      assertThat(large.predict(optimal)).hasLength(20);
    }
  }

  @Test
  void aFitReportsNothing() {
    try (Acted acted =
            Acted.exactly(
                Rote.inOrder(List.of(new Rote.Script(StepKind.TERMINAL, 1))), 1, Horizon.steps(2));
        Baseline constant = new ConstantBaseline(acted.compute, GAMMA)) {
      assertThat(constant.fit(acted.batch, acted.matrix(), Regression.BEGIN))
          .isEqualTo(FitReport.NONE);
    }
  }

  private static double[] filled(int count, double value) {
    double[] values = new double[count];
    Arrays.fill(values, value);
    return values;
  }
}
