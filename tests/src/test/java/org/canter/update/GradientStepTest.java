// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import static com.google.common.truth.Truth.assertThat;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Slab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A step uphill by each optimiser, with and without a limit on the gradient. */
class GradientStepTest {
  private final Compute compute = new Compute(KernelContext.f64());
  private final Slab theta = Slab.of(1.0, 2.0);
  private final Slab gradient = Slab.of(3.0, -4.0);

  @AfterEach
  void close() {
    theta.close();
    gradient.close();
    compute.close();
  }

  private GradientStep step(OptimizerKind kind, double rate, double momentum, double maxNorm) {
    return new GradientStep(compute, new GradientSettings(kind, rate, momentum, maxNorm), 2);
  }

  private double[] ascend(GradientStep step) {
    gradient.set(0, 3);
    gradient.set(1, -4);
    assertThat(step.ascend(theta, gradient)).isEqualTo(5.0);
    return theta.toDoubles();
  }

  @Test
  void theGradientIsAscended() {
    try (GradientStep step = step(OptimizerKind.SGD, 0.5, 0, 0)) {
      assertThat(ascend(step)).isEqualTo(new double[] {2.5, 0});
      assertThat(ascend(step)).isEqualTo(new double[] {4, -2});
    }
  }

  @Test
  void momentumKeepsGoing() {
    try (GradientStep step = step(OptimizerKind.SGD, 1, 0.5, 0)) {
      assertThat(ascend(step)).isEqualTo(new double[] {4, -2});
      assertThat(ascend(step)).isEqualTo(new double[] {8.5, -8});
    }
  }

  @Test
  void aGradientBeyondTheLimitIsCutToIt() {
    try (GradientStep step = step(OptimizerKind.SGD, 1, 0, 2.5)) {
      assertThat(ascend(step)).isEqualTo(new double[] {2.5, 0});
    }
  }

  @Test
  void aGradientWithinTheLimitStays() {
    try (GradientStep step = step(OptimizerKind.SGD, 1, 0, 5)) {
      assertThat(ascend(step)).isEqualTo(new double[] {4, -2});
    }
  }

  @Test
  void adamsFirstStepIsTheRate() {
    try (GradientStep step = step(OptimizerKind.ADAM, 0.25, 0, 0)) {
      double[] found = ascend(step);
      assertThat(found[0]).isWithin(1e-8).of(1.25);
      assertThat(found[1]).isWithin(1e-8).of(1.75);
    }
  }

  @ParameterizedTest
  @EnumSource(OptimizerKind.class)
  void aRestoredOptimiserGoesOnTheSame(OptimizerKind kind) {
    try (GradientStep one = step(kind, 0.1, 0.9, 0);
        GradientStep two = step(kind, 0.1, 0.9, 0)) {
      ascend(one);
      double[] start = ascend(one);
      StateWriter saved = new StateWriter();
      one.save(saved);
      double[] expected = ascend(one);
      StateReader in = StateReader.of(saved.toBytes(), "test");
      two.restore(in);
      in.end();
      theta.copyFrom(start);
      assertThat(ascend(two)).isEqualTo(expected);
    }
  }
}
