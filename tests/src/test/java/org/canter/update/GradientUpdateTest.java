// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import static com.google.common.truth.Truth.assertThat;

import org.canter.kernels.Objective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One step along the gradient of the mean of A log pi(a|s). */
class GradientUpdateTest {
  private static final double RATE = 0.01;

  private static UpdateSettings by(OptimizerKind kind) {
    return Settings.gradient(new GradientSettings(kind, RATE, 0, 0));
  }

  private static UpdateReport apply(Rehearsal stage, UpdateSettings settings) {
    return stage.update(settings).apply(stage.batch, Rehearsal.FIRST);
  }

  @Test
  void theStepIsAlongTheGradient() {
    try (Rehearsal stage = Rehearsal.exactGaussian()) {
      Slab gradient = stage.gradient(Objective.logLikelihood());
      double[] expected = stage.theta();
      for (int i = 0; i < expected.length; i++) {
        expected[i] += RATE * gradient.get(i);
      }
      UpdateReport report = apply(stage, by(OptimizerKind.SGD));
      double[] found = stage.theta();
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isWithin(1e-14).of(expected[i]);
      }
      double norm = Math.sqrt(stage.compute.vectors().dot(gradient, gradient));
      assertThat(report.gradientNorm).isWithin(1e-12 * norm).of(norm);
    }
  }

  @ParameterizedTest
  @EnumSource(OptimizerKind.class)
  void theReportIsOfTheSurrogateBeforeAndAfter(OptimizerKind kind) {
    try (Rehearsal stage = Rehearsal.exactGaussian()) {
      double before = stage.measure(Objective.surrogate()).surrogate();
      UpdateReport report = apply(stage, by(kind));
      PolicyStatistics now = stage.measure(Objective.surrogate());
      // the surrogate of the old policy is the mean advantage
      assertThat(report.surrogateBefore).isWithin(1e-9).of(before);
      assertThat(report.surrogateAfter).isEqualTo(now.surrogate());
      assertThat(report.improvement()).isGreaterThan(0.0);
      assertThat(report.kl()).isEqualTo(now.meanKl());
      assertThat(report.entropy).isEqualTo(now.entropy());
      assertThat(report.accepted()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(OptimizerKind.class)
  void advantagesOfZeroLeaveThePolicy(OptimizerKind kind) {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      stage.advantage.fill(0);
      double[] start = stage.theta();
      UpdateReport report = apply(stage, by(kind));
      assertThat(stage.theta()).isEqualTo(start);
      assertThat(report.gradientNorm).isEqualTo(0.0);
      assertThat(report.kl()).isWithin(1e-9).of(0);
    }
  }

  @Test
  void anEntropyBonusRaisesTheEntropy() {
    try (Rehearsal stage = Rehearsal.exactChoices()) {
      stage.advantage.fill(0);
      double before = stage.measure(Objective.surrogate()).entropy();
      UpdateReport report = apply(stage, Settings.withBonus(by(OptimizerKind.SGD), 0.1));
      assertThat(report.entropy).isGreaterThan(before);
    }
  }
}
