// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step in one call has the bits of its parts: solve, step size, candidates one by one. */
class TrustRegionTest {
  private static final Objective SURROGATE = Objective.surrogate();

  /** What both ways start from. */
  private static final class Start implements AutoCloseable {
    final TestPolicy p;
    final Batch batch;
    final Slab gradient;
    final Slab direction;
    final Slab before;
    final double objective;

    Start(Real real, int threads) {
      p = new TestPolicy(KernelContext.Options.of(real, threads));
      gradient = p.real(p.policy.parameters());
      direction = p.real(p.policy.parameters());
      before = p.real(p.policy.parameters());
      before.copyRows(0, p.theta, 0, before.rows());
      // of a copy: the step moves theta itself
      Slab logStd = p.policy.layout().logStd(before);
      batch =
          new Batch(
              p.observation, p.action, p.weight, p.logProbability, p.parameters, logStd, null);
      PolicyStatistics statistics = new PolicyStatistics();
      new PolicyObjective(p.context, p.policy)
          .gradient(gradient, statistics, p.tape, p.theta, batch, SURROGATE);
      objective = statistics.objective();
    }

    TrustRegionResult step(TrustRegionSettings settings, Slab fisherAction) {
      TrustRegionResult result = new TrustRegionResult();
      new TrustRegion(p.context, p.policy)
          .step(
              result,
              p.theta,
              direction,
              p.tape,
              fisherAction,
              gradient,
              objective,
              batch,
              SURROGATE,
              settings);
      return result;
    }

    @Override
    public void close() {
      p.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F32, 1, 0.01, false",
    "F32, 2, 0.01, false",
    "F64, 1, 0.01, false",
    "F64, 1, 0.01, true",
    "F32, 1, 5, false",
    "F64, 1, 50, false",
    "F32, 2, 1e-6, true"
  })
  void theStepEqualsItsPartsBitForBit(Real real, int threads, double maxKl, boolean empirical) {
    TrustRegionSettings settings = new TrustRegionSettings(maxKl, 0.1, 1e-10, 0.7, 6, 12);
    try (Start start = new Start(real, threads)) {
      TestPolicy p = start.p;
      Slab fisherAction = empirical ? p.action : null;
      TrustRegionResult step = start.step(settings, fisherAction);

      Slab x = p.real(p.policy.parameters());
      SolveResult solve = new SolveResult();
      ConjugateGradient solver = new ConjugateGradient(p.context);
      solver.fisher(
          x,
          null,
          solve,
          p.policy,
          p.tape,
          start.before,
          fisherAction,
          start.gradient,
          0.1,
          6,
          1e-10);
      assertThat(start.direction.toDoubles()).isEqualTo(x.toDoubles());
      assertThat(step.solve().toString()).isEqualTo(solve.toString());
      double norm = Math.sqrt(new Vectors(p.context).dot(start.gradient, start.gradient));
      assertThat(step.gradientNorm()).isWithin(1e-12 * norm).of(norm);
      double longest = Math.sqrt(2 * maxKl / solve.quadratic());
      assertThat(step.longest()).isEqualTo(longest);

      Slab candidate = p.real(p.policy.parameters());
      PolicyStatistics statistics = new PolicyStatistics();
      double size = longest;
      for (int i = 0; i < step.examined(); i++) {
        candidate.copyRows(0, start.before, 0, candidate.rows());
        new Vectors(p.context).axpby(candidate, size, x, 1);
        new PolicyObjective(p.context, p.policy)
            .evaluate(statistics, candidate, start.batch, SURROGATE);
        boolean taken = statistics.objective() > start.objective && statistics.meanKl() <= maxKl;
        assertWithMessage("candidate %s of %s", i, step)
            .that(taken)
            .isEqualTo(i == step.accepted());
        size *= taken ? 1 : 0.7;
      }
      System.out.println(real + " delta " + maxKl + ": " + step);
      assertThat(step.accepted()).isAtLeast(0);
      assertThat(step.stepSize()).isEqualTo(size);
      assertThat(step.statistics().toString()).isEqualTo(statistics.toString());
      assertThat(p.theta.toDoubles()).isEqualTo(candidate.toDoubles());
      int refused = step.refusedByNumbers() + step.refusedByKl() + step.refusedByObjective();
      assertThat(refused).isEqualTo(step.examined() - 1);
    }
  }

  @Test
  void withoutACandidateThetaStaysAsItWas() {
    try (Start start = new Start(Real.F64, 1)) {
      Slab theta = start.p.theta;
      double[] before = theta.toDoubles();
      TrustRegionResult result = new TrustRegionResult();
      TrustRegionSettings settings = new TrustRegionSettings(0.01, 0.1, 1e-10, 0.7, 6, 4);
      new TrustRegion(start.p.context, start.p.policy)
          .step(
              result,
              theta,
              start.direction,
              start.p.tape,
              null,
              start.gradient,
              1e6,
              start.batch,
              SURROGATE,
              settings);
      assertThat(result.accepted()).isEqualTo(-1);
      assertThat(result.examined()).isEqualTo(4);
      assertThat(result.refusedByObjective() + result.refusedByKl()).isAtLeast(4);
      assertThat(result.stepSize()).isEqualTo(0);
      assertThat(result.statistics().objective()).isNaN();
      assertThat(theta.toDoubles()).isEqualTo(before);
    }
  }

  @Test
  void aGradientOfZeroLeadsNowhere() {
    try (Start start = new Start(Real.F32, 1)) {
      start.gradient.fill(0);
      TrustRegionResult result =
          start.step(new TrustRegionSettings(0.01, 0.1, 1e-10, 0.7, 6, 4), null);
      assertThat(result.accepted()).isEqualTo(-1);
      assertThat(result.examined()).isEqualTo(0);
      assertThat(result.longest()).isEqualTo(0);
      assertThat(result.solve().outcome()).isEqualTo(SolveOutcome.CONVERGED);
    }
  }

  @Test
  void wrongSettingsAndShapesAreRefusedAndWriteNothing() {
    try (Start start = new Start(Real.F32, 1)) {
      double[] before = start.p.theta.toDoubles();
      for (TrustRegionSettings wrong :
          new TrustRegionSettings[] {
            new TrustRegionSettings(0, 0.1, 1e-10, 0.7, 6, 4),
            new TrustRegionSettings(Double.NaN, 0.1, 1e-10, 0.7, 6, 4),
            new TrustRegionSettings(0.01, -1, 1e-10, 0.7, 6, 4),
            new TrustRegionSettings(0.01, 0.1, -1, 0.7, 6, 4),
            new TrustRegionSettings(0.01, 0.1, 1e-10, 0, 6, 4),
            new TrustRegionSettings(0.01, 0.1, 1e-10, 1.1, 6, 4),
            new TrustRegionSettings(0.01, 0.1, 1e-10, 0.7, 0, 4),
            new TrustRegionSettings(0.01, 0.1, 1e-10, 0.7, 6, 0),
            new TrustRegionSettings(
                0.01, 0.1, 1e-10, 0.7, 6, TrustRegionSettings.MAX_CANDIDATES + 1)
          }) {
        assertThrows(KernelException.class, () -> start.step(wrong, null), wrong.toString());
      }
      TrustRegionSettings right = new TrustRegionSettings(0.01, 0.1, 1e-10, 0.7, 6, 4);
      assertThrows(KernelArgumentException.class, () -> start.step(null, null));
      assertThrows(KernelShapeException.class, () -> start.step(right, start.p.weight));
      assertThat(start.p.theta.toDoubles()).isEqualTo(before);
    }
  }
}
