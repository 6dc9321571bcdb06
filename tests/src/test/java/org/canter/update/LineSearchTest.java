// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Random;
import org.canter.kernels.Objective;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.canter.kernels.SolveResult;
import org.canter.kernels.Tape;
import org.junit.jupiter.api.Test;

/** A candidate is taken if the surrogate improved and the KL divergence is within its bound. */
class LineSearchTest {
  private static final int SEARCHES = 200;
  private static final Objective SURROGATE = Objective.surrogate();

  /** What a search must come to, found by trying the candidates one by one. */
  private record Expected(
      double[] theta,
      boolean accepted,
      double size,
      long candidates,
      long refusedByObjective,
      long byKl) {}

  private static NaturalSettings settings(double delta, int candidates, double shrink) {
    return new NaturalSettings(
        StepRule.LINE_SEARCH, delta, 0, 5, 1e-3, 1e-10, FisherKind.ANALYTIC, 1, candidates, shrink);
  }

  private static Expected retrial(Rehearsal stage, NaturalSettings settings) {
    double[] start = stage.theta();
    PolicyStatistics before = new PolicyStatistics();
    SolveResult solve = new SolveResult();
    try (Slab gradient = stage.compute.allocate(start.length);
        Slab direction = stage.compute.allocate(start.length);
        Tape tape = Tape.create(stage.compute.context(), stage.model.network(), Rehearsal.ROWS)) {
      new PolicyObjective(stage.compute.context(), stage.model.policy())
          .gradient(gradient, before, tape, stage.model.theta(), stage.batch, SURROGATE);
      stage
          .compute
          .conjugateGradient()
          .fisher(
              direction,
              null,
              solve,
              stage.model.policy(),
              tape,
              stage.model.theta(),
              null,
              gradient,
              settings.damping(),
              settings.cgIterations(),
              settings.tolerance());
      double size = StrictMath.sqrt(2 * settings.delta() / solve.quadratic());
      return tryAll(stage, settings, direction, size, before.objective());
    }
  }

  private static Expected tryAll(
      Rehearsal stage, NaturalSettings settings, Slab direction, double longest, double before) {
    double[] start = stage.theta();
    long byObjective = 0;
    long byKl = 0;
    double size = longest;
    for (int i = 0; i < settings.backtracks(); i++, size *= settings.shrink()) {
      stage.compute.vectors().axpby(stage.model.theta(), size, direction, 1);
      PolicyStatistics found = stage.measure(SURROGATE);
      double[] theta = stage.theta();
      stage.theta(start);
      if (found.meanKl() > settings.delta()) {
        byKl++;
      } else if (found.objective() <= before) {
        byObjective++;
      } else {
        return new Expected(theta, true, size, i + 1, byObjective, byKl);
      }
    }
    return new Expected(start, false, 0, settings.backtracks(), byObjective, byKl);
  }

  @Test
  void everySearchComesToWhatARetrialFinds() {
    Random random = new Random(1);
    int accepted = 0;
    long refusedByObjective = 0;
    long refusedByKl = 0;
    try (Rehearsal stage = Rehearsal.gaussian()) {
      double[] start = stage.theta();
      for (int i = 0; i < SEARCHES; i++) {
        disturb(stage, random, i);
        // far steps miss the quadratic model's promise, of the divergence and of the surrogate
        double delta = Math.pow(10, 5 * random.nextDouble() - 4);
        NaturalSettings settings =
            settings(delta, 1 + random.nextInt(6), 0.3 + 0.6 * random.nextDouble());
        Expected expected = retrial(stage, settings);
        UpdateReport report =
            stage.update(Settings.natural(settings)).apply(stage.batch, Rehearsal.FIRST);
        assertWithMessage("search %s", i).that(stage.theta()).isEqualTo(expected.theta);
        assertThat(report.accepted()).isEqualTo(expected.accepted);
        assertThat(report.stepSize).isWithin(1e-12 * expected.size).of(expected.size);
        assertThat(report.candidates).isEqualTo(expected.candidates);
        assertThat(report.refusedByObjective).isEqualTo(expected.refusedByObjective);
        assertThat(report.refusedByKl).isEqualTo(expected.byKl);
        assertThat(report.refusedByNumbers).isEqualTo(0);
        requireTold(stage, report, delta);
        accepted += report.accepted() ? 1 : 0;
        refusedByObjective += report.refusedByObjective;
        refusedByKl += report.refusedByKl;
        stage.theta(start);
      }
    }
    System.out.printf(
        "line searches that come to what a retrial finds: %d of %d (%d steps taken; candidates"
            + " refused: %d for their KL divergence, %d for the surrogate)%n",
        SEARCHES, SEARCHES, accepted, refusedByKl, refusedByObjective);
    assertThat(accepted).isAtLeast(50);
    assertThat(SEARCHES - accepted).isAtLeast(10);
    assertThat(refusedByObjective).isAtLeast(10);
    assertThat(refusedByKl).isAtLeast(50);
  }

  /** Other advantages: noise, which few steps improve far. */
  private static void disturb(Rehearsal stage, Random random, int search) {
    for (int row = 0; row < Rehearsal.ROWS; row++) {
      double signal = stage.batch.action().get(row, search % 2);
      stage.advantage.set(row, random.nextGaussian() + 0.1 * signal);
    }
  }

  /** The report is of the policy that came out. */
  private static void requireTold(Rehearsal stage, UpdateReport report, double delta) {
    PolicyStatistics now = stage.measure(SURROGATE);
    assertThat(report.surrogateAfter).isEqualTo(now.surrogate());
    assertThat(report.entropy).isEqualTo(now.entropy());
    assertThat(report.kl()).isAtMost(delta);
    if (report.accepted()) {
      assertThat(report.kl()).isEqualTo(now.meanKl());
      assertThat(report.improvement()).isGreaterThan(0.0);
      assertThat(report.stepSize).isGreaterThan(0.0);
      assertThat(report.predictedImprovement).isGreaterThan(0.0);
    } else {
      assertThat(report.kl()).isEqualTo(0.0);
      assertThat(report.improvement()).isEqualTo(0.0);
      assertThat(report.stepSize).isEqualTo(0.0);
      assertThat(report.predictedImprovement).isEqualTo(0.0);
    }
  }
}
