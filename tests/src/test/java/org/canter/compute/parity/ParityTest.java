// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Arrays;
import java.util.List;
import org.canter.kernels.InstructionSet;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Real;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernels of the processor are within the bounds, and the bounds are not met by accident. */
class ParityTest {
  /** All instruction sets of this machine. */
  @ParameterizedTest
  @EnumSource(InstructionSet.class)
  void everyKernelOfTheProcessorIsWithinItsBound(InstructionSet isa) {
    if (isa == InstructionSet.CUDA || !isa.isAvailable()) {
      return;
    }
    try (KernelContext context =
        KernelContext.create(new KernelContext.Options(Real.F32, isa, 1))) {
      List<ParityResult> results = Parity.of(context, Parity.FLOAT);
      assertThat(results).hasSize(Parity.checks().size() * ParityShape.all().size());
      for (ParityResult result : results) {
        assertWithMessage("%s", result).that(result.passes()).isTrue();
      }
      double worst = results.stream().mapToDouble(ParityResult::error).max().orElse(Double.NaN);
      System.out.printf(
          "parity of %s: %d results, largest error %.1e%n", isa, results.size(), worst);
    }
  }

  @Test
  void theOracleAgreesWithItself() {
    try (KernelContext oracle = KernelContext.f64()) {
      for (ParityResult result : Parity.of(oracle, Parity.FLOAT)) {
        assertWithMessage("%s", result).that(result.error()).isEqualTo(0.0);
      }
    }
  }

  /** A check whose result is nothing but zeros would see no error. */
  @Test
  void everyCheckHasSomethingToCompare() {
    try (KernelContext oracle = KernelContext.f64()) {
      for (ParityShape shape : ParityShape.all()) {
        try (ParityScene scene = new ParityScene(new ParityInputs(shape, oracle), oracle)) {
          for (ParityCheck check : Parity.checks()) {
            double[] result = check.result().apply(scene);
            double length = Arrays.stream(result).map(x -> x * x).sum();
            assertWithMessage("%s of %s", check.name(), shape).that(length).isGreaterThan(0.0);
            assertWithMessage("%s of %s", check.name(), shape).that(length).isFinite();
          }
        }
      }
    }
  }

  @Test
  void namesAreDistinct() {
    assertThat(Parity.checks().stream().map(ParityCheck::name).distinct().count())
        .isEqualTo(Parity.checks().size());
    assertThat(Parity.checks().size()).isAtLeast(25);
  }

  private static ParityResult result(double[] found, double... expected) {
    return ParityResult.of("kernel", "shape", found, expected, 1e-11);
  }

  @Test
  void errorsAreSquaresOverTheSquaredLength() {
    assertThat(result(new double[] {3, 4.5}, 3, 4).error()).isWithin(1e-15).of(0.25 / 25);
    assertThat(result(new double[] {3, 4.5}, 3, 4).passes()).isFalse();
    assertThat(result(new double[] {1, 1 + 1e-6}, 1, 1).passes()).isTrue();
    assertThat(result(new double[] {0, 0}, 0, 0).passes()).isTrue();
    assertThat(result(new double[] {0, 1e-30}, 0, 0).passes()).isFalse();
    assertThat(result(new double[] {Double.NaN}, 1).passes()).isFalse();
    assertThat(result(new double[] {Double.POSITIVE_INFINITY}, 1).passes()).isFalse();
    assertThat(result(new double[] {1}, 1, 2).passes()).isFalse();
  }
}
