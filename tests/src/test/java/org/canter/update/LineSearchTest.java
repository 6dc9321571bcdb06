// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Random;
import org.canter.kernels.Objective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.junit.jupiter.api.Test;

/** A candidate is taken if the surrogate improved and the KL divergence is within its bound. */
class LineSearchTest {
  private static final int SEARCHES = 300;
  private static final Objective SURROGATE = Objective.surrogate();

  /** What a search must come to, found by trying the candidates one by one. */
  private record Expected(
      double[] theta, boolean accepted, long candidates, long refusedByObjective, long byKl) {}

  private static UpdateReport search(
      Rehearsal stage, Slab direction, double longest, LineSearch.Bounds bounds) {
    UpdateReport report = new UpdateReport();
    try (LineSearch search = new LineSearch(stage.compute, stage.model, SURROGATE)) {
      search.run(report, stage.batch, stage.measure(SURROGATE), direction, longest, bounds);
    }
    return report;
  }

  private static Expected retrial(
      Rehearsal stage, Slab direction, double longest, LineSearch.Bounds bounds) {
    double[] start = stage.theta();
    double before = stage.measure(SURROGATE).objective();
    long byObjective = 0;
    long byKl = 0;
    double size = longest;
    for (int i = 0; i < bounds.candidates(); i++) {
      stage.compute.vectors().axpby(stage.model.theta(), size, direction, 1);
      PolicyStatistics found = stage.measure(SURROGATE);
      double[] theta = stage.theta();
      stage.theta(start);
      if (found.meanKl() > bounds.delta()) {
        byKl++;
      } else if (found.objective() <= before) {
        byObjective++;
      } else {
        return new Expected(theta, true, i + 1, byObjective, byKl);
      }
      size *= bounds.shrink();
    }
    return new Expected(start, false, bounds.candidates(), byObjective, byKl);
  }

  @Test
  void everySearchComesToWhatARetrialFinds() {
    Random random = new Random(1);
    int accepted = 0;
    long refusedByObjective = 0;
    long refusedByKl = 0;
    try (Rehearsal stage = Rehearsal.gaussian()) {
      double[] start = stage.theta();
      Slab uphill = stage.gradient(SURROGATE);
      Slab direction = stage.own(stage.compute.allocate(start.length));
      for (int i = 0; i < SEARCHES; i++) {
        // one in three goes downhill
        double slope = i % 3 == 0 ? -1 : 1;
        for (int p = 0; p < start.length; p++) {
          direction.set(p, slope * uphill.get(p) + 0.05 * random.nextGaussian());
        }
        double longest = Math.pow(10, 3 * random.nextDouble() - 2);
        double delta = Math.pow(10, -4 * random.nextDouble() - 1);
        LineSearch.Bounds bounds =
            new LineSearch.Bounds(delta, 1 + random.nextInt(6), 0.3 + 0.6 * random.nextDouble());
        Expected expected = retrial(stage, direction, longest, bounds);
        UpdateReport report = search(stage, direction, longest, bounds);
        assertWithMessage("search %s", i).that(stage.theta()).isEqualTo(expected.theta);
        assertThat(report.accepted()).isEqualTo(expected.accepted);
        assertThat(report.candidates).isEqualTo(expected.candidates);
        assertThat(report.refusedByObjective).isEqualTo(expected.refusedByObjective);
        assertThat(report.refusedByKl).isEqualTo(expected.byKl);
        assertThat(report.refusedByNumbers).isEqualTo(0);
        requireTold(stage, report, bounds);
        accepted += report.accepted() ? 1 : 0;
        refusedByObjective += report.refusedByObjective;
        refusedByKl += report.refusedByKl;
        stage.theta(start);
      }
    }
    assertThat(accepted).isAtLeast(50);
    assertThat(SEARCHES - accepted).isAtLeast(50);
    assertThat(refusedByObjective).isAtLeast(50);
    assertThat(refusedByKl).isAtLeast(50);
    System.out.printf(
        "line searches that come to what a retrial finds: %d of %d (%d steps taken; candidates"
            + " refused: %d for their KL divergence, %d for the surrogate)%n",
        SEARCHES, SEARCHES, accepted, refusedByKl, refusedByObjective);
  }

  /** The report is of the policy that came out. */
  private static void requireTold(Rehearsal stage, UpdateReport report, LineSearch.Bounds bounds) {
    PolicyStatistics now = stage.measure(SURROGATE);
    assertThat(report.surrogateAfter).isEqualTo(now.surrogate());
    assertThat(report.entropy).isEqualTo(now.entropy());
    assertThat(report.kl()).isAtMost(bounds.delta());
    if (report.accepted()) {
      assertThat(report.kl()).isEqualTo(now.meanKl());
      assertThat(report.improvement()).isGreaterThan(0.0);
      assertThat(report.stepSize).isGreaterThan(0.0);
    } else {
      assertThat(report.kl()).isEqualTo(0.0);
      assertThat(report.improvement()).isEqualTo(0.0);
      assertThat(report.stepSize).isEqualTo(0.0);
    }
  }

  @Test
  void downhillNoCandidateIsTaken() {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      double[] start = stage.theta();
      Slab uphill = stage.gradient(SURROGATE);
      UpdateReport report = search(stage, uphill, -1e-3, new LineSearch.Bounds(1, 7, 0.5));
      assertThat(stage.theta()).isEqualTo(start);
      assertThat(report.accepted()).isFalse();
      assertThat(report.refusedByObjective).isEqualTo(7);
    }
  }

  @Test
  void numbersThatAreNotFiniteAreRefusedAndCounted() {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      double[] start = stage.theta();
      Slab direction = stage.own(stage.compute.allocate(start.length));
      direction.fill(1);
      // floats end at 3.4e38
      UpdateReport report = search(stage, direction, 1e39, new LineSearch.Bounds(1, 3, 0.999));
      assertThat(report.refusedByNumbers).isEqualTo(3);
      assertThat(stage.theta()).isEqualTo(start);
      direction.set(4, Double.NaN);
      report = search(stage, direction, 1e-3, LineSearch.Bounds.UNCHECKED);
      assertThat(report.refusedByNumbers).isEqualTo(1);
      assertThat(report.accepted()).isFalse();
      assertThat(stage.theta()).isEqualTo(start);
    }
  }

  @Test
  void anUncheckedStepIsTakenAlsoWhereItIsWorse() {
    try (Rehearsal stage = Rehearsal.gaussian()) {
      Slab uphill = stage.gradient(SURROGATE);
      double[] start = stage.theta();
      UpdateReport report = search(stage, uphill, -1, LineSearch.Bounds.UNCHECKED);
      assertThat(report.accepted()).isTrue();
      assertThat(report.improvement()).isLessThan(0.0);
      assertThat(stage.theta()).isNotEqualTo(start);
    }
  }
}
