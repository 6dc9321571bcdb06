// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import static com.google.common.truth.Truth.assertThat;

import org.canter.kernels.Objective;
import org.canter.kernels.Slab;
import org.junit.jupiter.api.Test;

/** A step that nothing checks is taken unless its numbers are not finite. */
class UncheckedStepTest {
  private static final Objective SURROGATE = Objective.surrogate();

  private static UpdateReport take(Rehearsal stage, Slab direction, double size) {
    UpdateReport report = new UpdateReport();
    try (UncheckedStep step = new UncheckedStep(stage.compute, stage.model, SURROGATE)) {
      step.take(report, stage.batch, stage.measure(SURROGATE), direction, size);
    }
    assertThat(report.candidates).isEqualTo(1);
    return report;
  }

  @Test
  void itIsTakenAlsoWhereItIsWorse() {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      Slab uphill = stage.gradient(SURROGATE);
      double[] start = stage.theta();
      UpdateReport report = take(stage, uphill, -1);
      assertThat(report.accepted()).isTrue();
      assertThat(report.stepSize).isEqualTo(-1.0);
      assertThat(report.improvement()).isLessThan(0.0);
      assertThat(report.surrogateAfter).isEqualTo(stage.measure(SURROGATE).surrogate());
      assertThat(stage.theta()).isNotEqualTo(start);
    }
  }

  @Test
  void numbersThatAreNotFiniteAreRefusedAndCounted() {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      double[] start = stage.theta();
      Slab direction = stage.own(stage.compute.allocate(start.length));
      direction.fill(1);
      // floats end at 3.4e38
      requireRefused(stage, take(stage, direction, 1e39), start);
      direction.set(4, Double.NaN);
      requireRefused(stage, take(stage, direction, 1e-3), start);
    }
  }

  private static void requireRefused(Rehearsal stage, UpdateReport report, double[] start) {
    assertThat(report.accepted()).isFalse();
    assertThat(report.refusedByNumbers).isEqualTo(1);
    assertThat(report.kl()).isEqualTo(0.0);
    assertThat(stage.theta()).isEqualTo(start);
  }
}
