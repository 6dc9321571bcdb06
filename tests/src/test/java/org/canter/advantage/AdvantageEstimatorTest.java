// SPDX-License-Identifier: Apache-2.0
package org.canter.advantage;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.canter.baseline.Acted;
import org.canter.baseline.Rote;
import org.canter.env.Space;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;
import org.canter.rollout.Horizon;
import org.canter.rollout.TrajectoryBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Advantages and targets: identities between estimators, and sums by their definition. */
class AdvantageEstimatorTest {
  private static final double GAMMA = 0.9;
  private static final double TOLERANCE = 1e-12;

  // what every column may hold: all ends, cuts, and in the second rows that do not count
  static List<Horizon> horizons() {
    return List.of(Horizon.steps(40), Horizon.episodes(14));
  }

  private static Acted act(Horizon horizon) {
    return Acted.exactly(Rote.shuffled(Rote.SCRIPTS, Space.box(1, -1, 1)), 6, horizon);
  }

  private static AdvantageSettings settings(AdvantageKind kind, double lambda, int steps) {
    return new AdvantageSettings(kind, GAMMA, lambda, steps, false, TargetKind.RETURNS, 0.5);
  }

  private static AdvantageEstimator estimate(Acted acted, AdvantageSettings settings) {
    TrajectoryBatch batch = acted.batch();
    AdvantageEstimator estimator =
        acted.own(
            new AdvantageEstimator(acted.compute(), settings, batch.steps(), batch.environments()));
    estimator.estimate(batch, new GivenValues());
    return estimator;
  }

  private static double[] advantage(Acted acted, AdvantageKind kind, double lambda, int steps) {
    return estimate(acted, settings(kind, lambda, steps)).advantage().toDoubles();
  }

  @ParameterizedTest
  @MethodSource("horizons")
  void gaeOfOneIsTheReturnLessTheValue(Horizon horizon) {
    try (Acted acted = act(horizon)) {
      AdvantageEstimator monteCarlo = estimate(acted, settings(AdvantageKind.MONTE_CARLO, 0, 1));
      double[] difference = monteCarlo.target().toDoubles();
      for (int row = 0; row < difference.length; row++) {
        difference[row] -= monteCarlo.value().get(row);
      }
      same(advantage(acted, AdvantageKind.GAE, 1, 1), difference);
      same(monteCarlo.advantage().toDoubles(), difference);
    }
  }

  @ParameterizedTest
  @MethodSource("horizons")
  void gaeOfZeroIsTheResidual(Horizon horizon) {
    try (Acted acted = act(horizon)) {
      double[] residual = advantage(acted, AdvantageKind.TD, 1, 1);
      same(advantage(acted, AdvantageKind.GAE, 0, 1), residual);
      same(advantage(acted, AdvantageKind.N_STEP, 1, 1), residual);
      same(residual, byDefinition(acted, 0));
    }
  }

  @ParameterizedTest
  @MethodSource("horizons")
  void asManyStepsAsAnEpisodeHasAreMonteCarlo(Horizon horizon) {
    try (Acted acted = act(horizon)) {
      double[] all = advantage(acted, AdvantageKind.MONTE_CARLO, 0, 1);
      same(advantage(acted, AdvantageKind.N_STEP, 0, Rote.LIMIT), all);
      same(advantage(acted, AdvantageKind.N_STEP, 0, 1_000_000), all);
      assertThat(advantage(acted, AdvantageKind.N_STEP, 0, 2)).isNotEqualTo(all);
    }
  }

  @ParameterizedTest
  @MethodSource("horizons")
  void gaeIsTheWeightedSumOfResiduals(Horizon horizon) {
    try (Acted acted = act(horizon)) {
      same(advantage(acted, AdvantageKind.GAE, 0.7, 1), byDefinition(acted, 0.7));
    }
  }

  /** sum over l of (gamma lambda)^l delta[t + l] up to the end of the episode or the column. */
  private static double[] byDefinition(Acted acted, double lambda) {
    TrajectoryBatch batch = acted.batch();
    int columns = batch.environments();
    double[] sums = new double[batch.steps() * columns];
    for (int row = 0; row < sums.length; row++) {
      double weight = 1;
      for (int at = row; at < sums.length; at += columns) {
        sums[row] += weight * residual(batch, at);
        weight *= GAMMA * lambda;
        if (kind(batch, at) != StepKind.MID) {
          break;
        }
      }
    }
    return sums;
  }

  private static double residual(TrajectoryBatch batch, int row) {
    boolean cut = row + batch.environments() >= batch.steps() * batch.environments();
    double next =
        switch (kind(batch, row)) {
          case MID -> cut ? GivenValues.after(row) : GivenValues.at(row + batch.environments());
          case TERMINAL -> 0;
          case TIMEOUT, FAULT -> GivenValues.after(row);
        };
    return batch.reward().get(row) + GAMMA * next - GivenValues.at(row);
  }

  static List<Arguments> targets() {
    List<Arguments> all = new ArrayList<>();
    for (AdvantageKind kind : AdvantageKind.values()) {
      all.add(Arguments.of(kind, false));
      all.add(Arguments.of(kind, true));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void targetsDependOnTheirOwnSettingsAlone(AdvantageKind kind, boolean standardize) {
    try (Acted acted = act(Horizon.episodes(14))) {
      double[] lambda = byDefinition(acted, 0.5);
      double[] returns = byDefinition(acted, 1);
      for (int row = 0; row < lambda.length; row++) {
        lambda[row] += GivenValues.at(row);
        returns[row] += GivenValues.at(row);
      }
      for (double own : new double[] {0.5, 0.8}) {
        same(target(acted, kind, own, standardize, TargetKind.TD_LAMBDA), lambda);
        same(target(acted, kind, own, standardize, TargetKind.RETURNS), returns);
      }
    }
  }

  private static double[] target(
      Acted acted, AdvantageKind kind, double lambda, boolean standardize, TargetKind target) {
    AdvantageSettings settings =
        new AdvantageSettings(kind, GAMMA, lambda, 2, standardize, target, 0.5);
    return estimate(acted, settings).target().toDoubles();
  }

  @ParameterizedTest
  @MethodSource("horizons")
  void standardisingIsOverTheRowsThatCount(Horizon horizon) {
    try (Acted acted = act(horizon)) {
      AdvantageSettings settings =
          new AdvantageSettings(AdvantageKind.GAE, GAMMA, 0.7, 1, true, TargetKind.RETURNS, 0.5);
      double[] found = estimate(acted, settings).advantage().toDoubles();
      double[] plain = advantage(acted, AdvantageKind.GAE, 0.7, 1);
      List<Integer> rows = countingRows(acted.batch());
      double mean = rows.stream().mapToDouble(row -> plain[row]).average().orElseThrow();
      double variance =
          rows.stream().mapToDouble(row -> (plain[row] - mean) * (plain[row] - mean)).sum()
              / rows.size();
      for (int row : rows) {
        // 1e-8 keeps the division away from 0
        double expected = (plain[row] - mean) / (Math.sqrt(variance) + 1e-8);
        assertThat(found[row]).isWithin(TOLERANCE).of(expected);
      }
      assertThat(rows.size() < found.length).isEqualTo(acted.batch().index() != null);
    }
  }

  private static List<Integer> countingRows(TrajectoryBatch batch) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < batch.steps() * batch.environments(); row++) {
      if (row / batch.environments() < batch.length(row % batch.environments())) {
        rows.add(row);
      }
    }
    return rows;
  }

  @Test
  void theBatchesHoldEveryEndAndRowsThatDoNotCount() {
    try (Acted steps = act(Horizon.steps(40));
        Acted episodes = act(Horizon.episodes(14))) {
      assertThat(ends(steps.batch())).containsAtLeastElementsIn(StepKind.values());
      assertThat(steps.batch().index()).isNull();
      assertThat(episodes.batch().size()).isLessThan(14 * 6);
      assertThat(cuts(steps.batch())).isGreaterThan(0);
    }
  }

  private static List<StepKind> ends(TrajectoryBatch batch) {
    List<StepKind> kinds = new ArrayList<>();
    for (int row = 0; row < batch.step().elements(); row++) {
      kinds.add(kind(batch, row));
    }
    return kinds;
  }

  private static long cuts(TrajectoryBatch batch) {
    int last = (batch.steps() - 1) * batch.environments();
    return ends(batch).stream().skip(last).filter(kind -> kind == StepKind.MID).count();
  }

  @ParameterizedTest
  @EnumSource(AdvantageKind.class)
  void aSecondEstimateStartsAfresh(AdvantageKind kind) {
    try (Acted acted = act(Horizon.steps(40))) {
      AdvantageEstimator estimator = estimate(acted, settings(kind, 0.7, 2));
      acted.collect();
      estimator.estimate(acted.batch(), new GivenValues());
      AdvantageEstimator fresh = estimate(acted, settings(kind, 0.7, 2));
      assertThat(estimator.advantage().toDoubles()).isEqualTo(fresh.advantage().toDoubles());
      assertThat(estimator.target().toDoubles()).isEqualTo(fresh.target().toDoubles());
      assertThat(estimator.value().toDoubles()).isEqualTo(fresh.value().toDoubles());
    }
  }

  private static StepKind kind(TrajectoryBatch batch, int row) {
    Slab step = batch.step();
    return StepKind.of(step.getByte(row));
  }

  private static void same(double[] found, double[] expected) {
    assertThat(found).usingTolerance(TOLERANCE).containsExactly(expected).inOrder();
  }
}
