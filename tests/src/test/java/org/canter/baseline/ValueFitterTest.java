// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Progress;
import org.canter.kernels.Slab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits of value networks: known optima, bounds, and that losses fall. */
class ValueFitterTest {
  private static final double TOLERANCE = 1e-9;

  @Test
  void lbfgsFindsTheBestPlane() {
    try (Regression plane = Regression.plane();
        ValueFitter fitter = lbfgs(plane, 20, 5)) {
      int steps = fitter.fit(plane.problem, Regression.BEGIN);
      System.out.println("L-BFGS finds a plane in " + steps + " steps");
      assertThat(steps).isAtMost(6);
      checkPlane(plane);
    }
  }

  @Test
  void oneWideTrustRegionFindsTheBestPlane() {
    // the mean squared change is at most the error's variance: 0.5 bounds nothing
    TrustRegionFitSettings wide = new TrustRegionFitSettings(0.5, 10, 0, 1);
    try (Regression plane = Regression.plane();
        ValueFitter fitter = new TrustRegionFitter(plane.compute, plane.network, wide)) {
      assertThat(fitter.fit(plane.problem, Regression.BEGIN)).isEqualTo(1);
      checkPlane(plane);
    }
  }

  @Test
  void adamFindsTheBestPlane() {
    AdamFitSettings settings = new AdamFitSettings(0.02, false, 2000, 4);
    try (Regression plane = Regression.plane();
        ValueFitter fitter = new AdamFitter(plane.compute, settings, 3, 1)) {
      assertThat(fitter.fit(plane.problem, Regression.BEGIN)).isEqualTo(2000);
      assertThat(plane.theta())
          .usingTolerance(1e-3)
          .containsExactly(Regression.BEST_PLANE)
          .inOrder();
    }
  }

  private static void checkPlane(Regression plane) {
    assertThat(plane.theta())
        .usingTolerance(TOLERANCE)
        .containsExactly(Regression.BEST_PLANE)
        .inOrder();
    assertThat(plane.loss()).isWithin(TOLERANCE).of(Regression.BEST_LOSS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1})
  void theTrustRegionBoundsTheChange(double epsilon) {
    TrustRegionFitSettings settings = new TrustRegionFitSettings(epsilon, 10, 0, 1);
    try (Regression plane = Regression.plane();
        ValueFitter fitter = new TrustRegionFitter(plane.compute, plane.network, settings)) {
      double[] before = plane.values();
      double variance = 2 * plane.loss();
      fitter.fit(plane.problem, Regression.BEGIN);
      double[] after = plane.values();
      double change = 0;
      for (int i = 0; i < before.length; i++) {
        change += (after[i] - before[i]) * (after[i] - before[i]) / before.length;
      }
      // a plane is what the Gauss-Newton model says it is: the bound is met exactly
      assertThat(change / (2 * variance)).isWithin(TOLERANCE).of(epsilon);
    }
  }

  @Test
  void moreTrustRegionsGoFurther() {
    TrustRegionFitSettings one = new TrustRegionFitSettings(0.1, 10, 0.1, 1);
    TrustRegionFitSettings ten = new TrustRegionFitSettings(0.1, 10, 0.1, 10);
    try (Regression first = Regression.curved();
        Regression second = Regression.curved();
        ValueFitter short1 = new TrustRegionFitter(first.compute, first.network, one);
        ValueFitter long1 = new TrustRegionFitter(second.compute, second.network, ten)) {
      double before = first.loss();
      assertThat(short1.fit(first.problem, Regression.BEGIN)).isEqualTo(1);
      assertThat(long1.fit(second.problem, Regression.BEGIN)).isEqualTo(10);
      assertThat(first.loss()).isLessThan(before);
      assertThat(second.loss()).isLessThan(first.loss());
    }
  }

  @Test
  void lbfgsNeverEndsHigherThanItBegan() {
    try (Regression curved = Regression.curved();
        ValueFitter fitter = lbfgs(curved, 7, 3)) {
      double first = curved.loss();
      double before = first;
      int total = 0;
      for (int i = 0; i < 60; i++) {
        int steps = fitter.fit(curved.problem, Regression.BEGIN);
        total += steps;
        double after = curved.loss();
        if (steps > 0) {
          assertWithMessage("fit %s", i).that(after).isLessThan(before);
        } else {
          assertWithMessage("fit %s", i).that(after).isEqualTo(before);
        }
        before = after;
      }
      System.out.printf("L-BFGS: loss %.4f to %.4f in %d steps%n", first, before, total);
      // the noise of deviation 0.1 alone leaves 0.005
      assertThat(before).isLessThan(0.01);
    }
  }

  @Test
  void lbfgsTakesItsHistoryNowhere() {
    try (Regression used = Regression.curved();
        Regression fresh = Regression.curved();
        ValueFitter first = lbfgs(used, 5, 3);
        ValueFitter second = lbfgs(fresh, 5, 3)) {
      first.fit(used.problem, Regression.BEGIN);
      fresh.problem.theta().copyRows(0, used.problem.theta(), 0, used.problem.theta().rows());
      first.fit(used.problem, Regression.BEGIN);
      second.fit(fresh.problem, Regression.BEGIN);
      assertThat(fresh.theta()).isEqualTo(used.theta());
    }
  }

  @Test
  void lbfgsStaysWhereItIsIfTheGradientOverflows() {
    try (Regression steep = Regression.tooSteep();
        ValueFitter fitter = lbfgs(steep, 20, 5)) {
      double[] before = steep.theta();
      assertThat(fitter.fit(steep.problem, Regression.BEGIN)).isEqualTo(0);
      assertThat(steep.theta()).isEqualTo(before);
    }
  }

  @Test
  void adamLowersTheLoss() {
    try (Regression curved = Regression.curved();
        ValueFitter fitter = adam(curved, false)) {
      double before = curved.loss();
      assertThat(fitter.fit(curved.problem, Regression.BEGIN)).isEqualTo(10 * 3);
      double after = curved.loss();
      System.out.printf("Adam: loss %.4f to %.4f%n", before, after);
      assertThat(after).isLessThan(0.7 * before);
    }
  }

  @Test
  void anAnnealedAdamStandsStillAtTheEnd() {
    try (Regression curved = Regression.curved();
        ValueFitter fitter = adam(curved, true)) {
      double[] before = curved.theta();
      fitter.fit(curved.problem, new Progress(9, 1));
      assertThat(curved.theta()).isEqualTo(before);
      fitter.fit(curved.problem, new Progress(9, 0.5));
      assertThat(curved.theta()).isNotEqualTo(before);
    }
  }

  @Test
  void aRestoredAdamGoesOnWithTheSameBits() {
    try (Regression curved = Regression.curved();
        Regression other = Regression.curved();
        ValueFitter fitter = adam(curved, false);
        ValueFitter second = adam(other, false)) {
      fitter.fit(curved.problem, new Progress(0, 0));
      StateWriter state = new StateWriter();
      fitter.save(state);
      double[] theta = curved.theta();
      fitter.fit(curved.problem, new Progress(1, 0));

      StateReader reader = StateReader.of(state.toBytes(), "fitter");
      second.restore(reader);
      reader.end();
      other.problem.theta().copyFrom(theta);
      second.fit(other.problem, new Progress(1, 0));
      assertThat(other.theta()).isEqualTo(curved.theta());
    }
  }

  @Test
  void onlyRowsOfTheIndexCount() {
    try (Regression plane = Regression.plane();
        Slab index = Slab.of(0, 1);
        ValueFitter fitter = lbfgs(plane, 50, 5)) {
      ValueProblem all = plane.problem;
      ValueProblem two =
          new ValueProblem(
              all.compute(), all.network(), all.theta(), all.observation(), all.target(), index);
      assertThat(two.rows()).isEqualTo(2);
      fitter.fit(two, Regression.BEGIN);
      // a plane goes through any two of the corners: heights 7 and 1
      double[] values = plane.values();
      assertThat(values[0]).isWithin(1e-6).of(7);
      assertThat(values[1]).isWithin(1e-6).of(1);
    }
  }

  private static ValueFitter lbfgs(Regression regression, int iterations, int history) {
    return new LbfgsFitter(
        regression.compute, regression.network, new LbfgsFitSettings(iterations, history));
  }

  private static ValueFitter adam(Regression regression, boolean anneal) {
    // 256 rows in minibatches of 100: the third of a pass is smaller
    return new AdamFitter(
        regression.compute,
        new AdamFitSettings(0.01, anneal, 10, 100),
        regression.network.parameters(),
        1);
  }
}
