// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveGroupTest {
  private static RunCurve run(String label, String name, double[] x, double... y) {
    return new RunCurve(label, name, x, y);
  }

  @Test
  void runsOfOneLabelAreOneGroup() {
    double[] x = {1};
    List<CurveGroup> groups =
        CurveGroup.byLabel(List.of(run("b", "1", x, 1), run("a", "2", x, 1), run("b", "3", x, 1)));
    assertThat(groups.stream().map(CurveGroup::label).toList()).containsExactly("b", "a").inOrder();
    assertThat(groups.get(0).runs().stream().map(RunCurve::name).toList())
        .containsExactly("1", "3")
        .inOrder();
  }

  @Test
  void equalStepsAreTheGrid() {
    double[] x = {10, 20, 50};
    Band band =
        new CurveGroup("g", List.of(run("g", "a", x, 1, 2, 3), run("g", "b", x, 3, 4, 11)))
            .band(Statistic.MEAN, Interpolation.LINEAR);
    assertThat(band.x()).isEqualTo(x);
    assertThat(band.centre()).isEqualTo(new double[] {2, 3, 7});
    // of two runs the interval goes from one to the other
    assertThat(band.low()).isEqualTo(new double[] {1, 2, 3});
    assertThat(band.high()).isEqualTo(new double[] {3, 4, 11});
    assertThat(band.finals()).isEqualTo(new double[] {3, 11});
    assertThat(band.runs()).containsExactly("a", "b").inOrder();
    assertThat(band.last()).isEqualTo(7.0);
    assertThat(band.lastInterval()).isEqualTo(new Interval(3, 11));
  }

  @Test
  void otherStepsGiveAnEvenGridWhereAllRunsAre() {
    RunCurve one = run("g", "a", new double[] {0, 100}, 0, 100);
    RunCurve other = run("g", "b", new double[] {20, 60, 80}, 40, 120, 160);
    Band band = new CurveGroup("g", List.of(one, other)).band(Statistic.MEAN, Interpolation.LINEAR);
    assertThat(band.x()).hasLength(CurveGroup.GRID);
    assertThat(band.x()[0]).isEqualTo(20.0);
    assertThat(band.x()[CurveGroup.GRID - 1]).isEqualTo(80.0);
    for (int g = 0; g < CurveGroup.GRID; g++) {
      // on straight lines of slope 1 and 2
      assertThat(band.centre()[g]).isWithin(1e-9).of(1.5 * band.x()[g]);
    }
  }

  @Test
  void oneRunHasNoInterval() {
    Band band =
        new CurveGroup("g", List.of(run("g", "a", new double[] {1, 2}, 5, 6)))
            .band(Statistic.IQM, Interpolation.LINEAR);
    assertThat(band.hasWidth()).isFalse();
    assertThat(band.centre()).isEqualTo(new double[] {5, 6});
    assertThat(band.low()).isEqualTo(band.centre());
    assertThat(band.high()).isEqualTo(band.centre());
  }

  @Test
  void theBandContainsItsCurveAndIsTheSameEachTime() {
    Band band = Runs.band("g", 5, 50, 3000);
    Band again = Runs.band("g", 5, 50, 3000);
    for (int g = 0; g < 50; g++) {
      assertWithMessage("point %s", g).that(band.low()[g]).isLessThan(band.centre()[g]);
      assertWithMessage("point %s", g).that(band.high()[g]).isGreaterThan(band.centre()[g]);
    }
    assertThat(again.low()).isEqualTo(band.low());
    assertThat(again.high()).isEqualTo(band.high());
  }

  @Test
  void runsWithNothingInCommonAreNamed() {
    RunCurve early = run("g", "a", new double[] {1, 2}, 5, 6);
    RunCurve late = run("g", "b", new double[] {3, 4}, 5, 6);
    CurveGroup apart = new CurveGroup("g", List.of(early, late));
    assertThat(
            assertThrows(
                PlotException.class, () -> apart.band(Statistic.MEAN, Interpolation.LINEAR)))
        .hasMessageThat()
        .contains("\"g\" have no environment steps in common");
    assertThrows(PlotException.class, () -> new CurveGroup("g", List.of()));
    // a single common step is enough
    RunCurve touching = run("g", "c", new double[] {2, 4}, 8, 6);
    Band band =
        new CurveGroup("g", List.of(early, touching)).band(Statistic.MEAN, Interpolation.LINEAR);
    assertThat(band.x()).isEqualTo(new double[] {2});
    assertThat(band.centre()).isEqualTo(new double[] {7});
  }
}
