// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import org.canter.compute.Progress;
import org.canter.kernels.Objective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far natural steps go, by which matrix, and when they do not. */
class NaturalUpdateTest {
  private static final double SMALL = 1e-6;

  private static UpdateReport apply(Rehearsal stage, UpdateSettings settings) {
    return stage.update(settings).apply(stage.batch, Rehearsal.FIRST);
  }

  private static Rehearsal stage(boolean choices) {
    return choices ? Rehearsal.exactChoices() : Rehearsal.exactGaussian();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aScaledStepReachesTheWantedDivergence(boolean choices) {
    try (Rehearsal stage = stage(choices)) {
      NaturalSettings scaled = Settings.exact(StepRule.KL_SCALED, FisherKind.ANALYTIC, SMALL, 0);
      UpdateReport report = apply(stage, Settings.natural(scaled));
      assertThat(report.klWanted).isEqualTo(SMALL);
      assertThat(report.kl()).isWithin(0.1 * SMALL).of(SMALL);
      assertThat(report.klLargest).isAtLeast(report.kl());
      // the first-order promise of a small step is kept
      assertThat(report.predictedImprovement).isGreaterThan(0.0);
      assertThat(report.improvement() / report.predictedImprovement).isWithin(0.1).of(1);
      System.out.printf(
          "natural step of %s: KL wanted %.3e, reached %.3e%n",
          choices ? "choices" : "a Gaussian", SMALL, report.kl());
    }
  }

  @Test
  void aFixedStepOfTheSameLengthIsTheSameStep() {
    try (Rehearsal one = stage(false);
        Rehearsal two = stage(false);
        Rehearsal half = stage(false)) {
      NaturalSettings scaled = Settings.exact(StepRule.KL_SCALED, FisherKind.ANALYTIC, SMALL, 0);
      UpdateReport wanted = apply(one, Settings.natural(scaled));
      double size = wanted.stepSize;
      NaturalSettings fixed = Settings.exact(StepRule.FIXED, FisherKind.ANALYTIC, 1, size);
      UpdateReport report = apply(two, Settings.natural(fixed));
      assertThat(two.theta()).isEqualTo(one.theta());
      assertThat(report.kl()).isEqualTo(wanted.kl());
      assertThat(report.klWanted).isNaN();
      // the divergence grows with the square of the step
      NaturalSettings shorter = Settings.exact(StepRule.FIXED, FisherKind.ANALYTIC, 1, size / 2);
      double quarter = apply(half, Settings.natural(shorter)).kl();
      assertThat(4 * quarter / wanted.kl()).isWithin(0.05).of(1);
    }
  }

  @ParameterizedTest
  @EnumSource(FisherKind.class)
  void aSearchedStepImprovesWithinTheBound(FisherKind fisher) {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      NaturalSettings settings =
          new NaturalSettings(StepRule.LINE_SEARCH, 0.01, 0, 10, 0.1, 1e-10, fisher, 1, 10, 0.8);
      UpdateReport report = apply(stage, Settings.natural(settings));
      PolicyStatistics now = stage.measure(Objective.surrogate());
      assertThat(report.accepted()).isTrue();
      assertThat(now.meanKl()).isAtMost(0.01);
      assertThat(now.meanKl()).isAtLeast(0.001);
      assertThat(now.surrogate()).isGreaterThan(report.surrogateBefore);
      assertThat(report.solveIterations).isEqualTo(10);
      assertThat(report.solveFirstResidual).isEqualTo(report.gradientNorm);
    }
  }

  @Test
  void aShareOfTheRowsIsTheSameForAnyThreads() {
    double[] one = stepOnShare(1, 0);
    for (int threads : new int[] {2, 3}) {
      assertWithMessage("%s threads", threads).that(stepOnShare(threads, 0)).isEqualTo(one);
    }
    assertThat(stepOnShare(1, 1)).isNotEqualTo(one);
  }

  private static double[] stepOnShare(int threads, long iteration) {
    try (Rehearsal stage = Rehearsal.gaussian(threads)) {
      UpdateReport report =
          stage
              .update(Settings.natural(Settings.onShare(0.1)))
              .apply(stage.batch, new Progress(iteration, 0));
      assertThat(report.accepted()).isTrue();
      return stage.theta();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.2})
  void rowsThatDoNotCountAreNotRead(double fraction) {
    double[] clean = stepOnEvenRows(fraction, 0);
    assertThat(stepOnEvenRows(fraction, Double.NaN)).isEqualTo(clean);
  }

  private static double[] stepOnEvenRows(double fraction, double odd) {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      int[] even = new int[Rehearsal.ROWS / 2];
      for (int i = 0; i < even.length; i++) {
        even[i] = 2 * i;
        for (int column = 0; column < 3; column++) {
          stage.batch.observation().set(2L * i + 1, column, odd);
        }
        stage.advantage.set(2L * i + 1, odd);
      }
      Slab index = stage.own(Slab.of(even));
      UpdateReport report =
          stage
              .update(Settings.natural(Settings.onShare(fraction)))
              .apply(stage.batch.withIndex(index), Rehearsal.FIRST);
      assertThat(report.accepted()).isTrue();
      return stage.theta();
    }
  }

  @ParameterizedTest
  @EnumSource(StepRule.class)
  void advantagesOfZeroLeaveThePolicy(StepRule rule) {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      stage.advantage.fill(0);
      double[] start = stage.theta();
      NaturalSettings settings = Settings.exact(rule, FisherKind.ANALYTIC, 0.01, 0.1);
      UpdateReport report = apply(stage, Settings.natural(settings));
      assertThat(stage.theta()).isEqualTo(start);
      assertThat(report.improvement()).isEqualTo(0.0);
      assertThat(report.kl()).isWithin(1e-9).of(0);
    }
  }

  @Test
  void anEntropyBonusRaisesTheEntropy() {
    try (Rehearsal stage = stage(true)) {
      stage.advantage.fill(0);
      double before = stage.measure(Objective.surrogate()).entropy();
      UpdateReport report =
          apply(stage, Settings.withBonus(Settings.natural(Settings.onShare(1)), 0.1));
      assertThat(report.accepted()).isTrue();
      assertThat(report.entropy).isGreaterThan(before);
    }
  }
}
