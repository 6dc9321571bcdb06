// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import static com.google.common.truth.Truth.assertThat;

import org.canter.compute.Progress;
import org.canter.kernels.Objective;
import org.canter.kernels.PolicyStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes of minibatches: what holds them back, and when they end. */
class ProximalUpdateTest {
  private static final int MINIBATCHES = Rehearsal.ROWS / 100;

  private static UpdateReport apply(Rehearsal stage, ProximalSettings settings) {
    return stage.update(Settings.proximal(settings)).apply(stage.batch, Rehearsal.FIRST);
  }

  @Test
  void clippedPassesImproveThePolicy() {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      UpdateReport report = apply(stage, Settings.proximal(0.2, 10, 3e-3));
      PolicyStatistics now = stage.measure(Objective.clipped(0.2));
      assertThat(report.surrogateBefore).isWithin(1e-6).of(0);
      assertThat(report.improvement()).isGreaterThan(0.05);
      assertThat(report.candidates).isEqualTo(10 * MINIBATCHES);
      assertThat(report.surrogateAfter).isEqualTo(now.surrogate());
      assertThat(report.kl()).isEqualTo(now.meanKl());
      assertThat(report.clipFraction).isEqualTo(now.clipFraction());
      assertThat(report.clipFraction).isGreaterThan(0.0);
      assertThat(report.penalty).isNaN();
    }
  }

  @Test
  void clippingKeepsThePolicyNear() {
    assertThat(divergence(Settings.proximal(0.05, 40, 3e-3)))
        .isLessThan(divergence(Settings.proximal(0.9, 40, 3e-3)) / 2);
  }

  @Test
  void aPenaltyKeepsThePolicyNear() {
    assertThat(divergence(penalty(100, 0.01, 40, 3e-3)))
        .isLessThan(divergence(penalty(0, 0.01, 40, 3e-3)) / 2);
  }

  private static double divergence(ProximalSettings settings) {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      return apply(stage, settings).kl();
    }
  }

  private static ProximalSettings penalty(double first, double target, int epochs, double rate) {
    return new ProximalSettings(0, target, first, 0, epochs, 100, rate, false, 0);
  }

  /** The weights of the penalty over some updates with the same batch. */
  private static double[] penalties(ProximalSettings settings, int updates) {
    double[] weights = new double[updates];
    try (Rehearsal stage = Rehearsal.gaussian()) {
      PolicyUpdate update = stage.update(Settings.proximal(settings));
      for (int i = 0; i < updates; i++) {
        weights[i] = update.apply(stage.batch, new Progress(i, 0)).penalty;
      }
    }
    return weights;
  }

  @Test
  void thePenaltyDoublesWhereTheDivergenceIsTooLarge() {
    double[] found = penalties(penalty(1, 1e-6, 2, 0.01), 4);
    assertThat(found).isEqualTo(new double[] {1, 2, 4, 8});
    assertThat(penalties(penalty(9e3, 1e-6, 2, 0.01), 3)).isEqualTo(new double[] {9e3, 1e4, 1e4});
  }

  @Test
  void thePenaltyHalvesWhereTheDivergenceIsTooSmall() {
    assertThat(penalties(penalty(1, 0.01, 2, 0), 4)).isEqualTo(new double[] {1, 0.5, 0.25, 0.125});
    assertThat(penalties(penalty(1.5e-4, 0.01, 2, 0), 3))
        .isEqualTo(new double[] {1.5e-4, 1e-4, 1e-4});
  }

  @Test
  void thePenaltyStaysWhereTheDivergenceIsAboutRight() {
    // the target plays no part in the update itself
    double reached = divergence(penalty(1, 1, 5, 1e-3));
    for (double factor : new double[] {0.7, 1, 1.4}) {
      assertThat(penalties(penalty(1, factor * reached, 5, 1e-3), 2))
          .isEqualTo(new double[] {1, 1});
    }
  }

  @Test
  void passesEndBeyondADivergence() {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      UpdateReport report = apply(stage, Settings.stopping(0.01, 50, 3e-3));
      assertThat(report.candidates).isGreaterThan(1);
      assertThat(report.candidates).isLessThan(50 * MINIBATCHES);
      // the one step that went beyond was small
      assertThat(report.kl()).isWithin(0.01).of(0.01);
    }
  }

  @Test
  void anAnnealedRateFallsToNothing() {
    ProximalSettings settings = new ProximalSettings(0.2, 0.01, 1, 0, 3, 100, 1e-3, true, 0);
    try (Rehearsal stage = Rehearsal.gaussian()) {
      PolicyUpdate update = stage.update(Settings.proximal(settings));
      double[] start = stage.theta();
      UpdateReport last = update.apply(stage.batch, new Progress(9, 1));
      assertThat(last.stepSize).isEqualTo(0.0);
      assertThat(stage.theta()).isEqualTo(start);
      UpdateReport middle = update.apply(stage.batch, new Progress(5, 0.5));
      assertThat(middle.stepSize).isEqualTo(5e-4);
      assertThat(stage.theta()).isNotEqualTo(start);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2})
  void advantagesOfZeroLeaveThePolicy(double clip) {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      stage.advantage.fill(0);
      double[] start = stage.theta();
      UpdateReport report = apply(stage, Settings.proximal(clip, 5, 1e-2));
      assertThat(stage.theta()).isEqualTo(start);
      assertThat(report.improvement()).isEqualTo(0.0);
    }
  }

  @Test
  void anEntropyBonusRaisesTheEntropy() {
    try (Rehearsal stage = Rehearsal.exactChoices()) {
      stage.advantage.fill(0);
      double before = stage.measure(Objective.surrogate()).entropy();
      UpdateSettings settings =
          Settings.withBonus(Settings.proximal(Settings.proximal(0.2, 5, 1e-3)), 0.1);
      UpdateReport report = stage.update(settings).apply(stage.batch, Rehearsal.FIRST);
      assertThat(report.entropy).isGreaterThan(before);
    }
  }
}
