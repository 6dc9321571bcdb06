// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static final double ROUNDING = 1e-12;

  private static double[] normal(int count, long seed) {
    Random random = new Random(seed);
    double[] values = new double[count];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  @Test
  void meanAndDeviationByHand() {
    assertThat(Statistics.mean(2, 4, 4, 4, 5, 5, 7, 9)).isEqualTo(5.0);
    // squares of -3 -1 -1 -1 0 0 2 4 make 32, over seven
    assertThat(Statistics.standardDeviation(2, 4, 4, 4, 5, 5, 7, 9)).isEqualTo(Math.sqrt(32 / 7.0));
    assertThat(Statistics.mean(3)).isEqualTo(3.0);
    assertThat(Statistics.standardDeviation(3)).isNaN();
  }

  @Test
  void interquartileMeanByHand() {
    // weights 1 | 1/2 1/2 | 1/6 2/3 1/6 | 0 1/2 1/2 0 | 0 .3 .4 .3 0 | 0 1/6 1/3 1/3 1/6 0
    assertIqm(7, 7);
    assertIqm(2, 1, 3);
    assertIqm((1 + 4 * 10 + 100) / 6.0, 100, 1, 10);
    assertIqm(15, 1000, 10, 20, -1000);
    assertIqm(0.3 * 2 + 0.4 * 3 + 0.3 * 10, 10, 2, 1e9, 3, -1e9);
    assertIqm((2 + 2 * 3 + 2 * 10 + 20) / 6.0, 20, 10, 2, 1e9, 3, -1e9);
    // seven: 1.25 of seven shares are cut away on either side of 2 3 4 5 6, so 2 and 6 keep 1/4
    assertIqm((0.25 * 2 + 3 + 4 + 5.5 + 0.25 * 60) / 3.5, 1, 2, 3, 4, 5.5, 60, 700);
    // eight: the mean of the middle four
    assertIqm((3 + 4 + 5 + 7) / 4.0, 8, 7, 5, 4, 3, 2, -9, 99);
  }

  private static void assertIqm(double expected, double... values) {
    assertWithMessage(Arrays.toString(values))
        .that(Statistics.interquartileMean(values))
        .isWithin(ROUNDING * Math.max(1, Math.abs(expected)))
        .of(expected);
  }

  @Test
  void interquartileMeanIsTheIntegralOfTheSortedSteps() {
    for (int count = 1; count <= 40; count++) {
      double[] values = normal(count, count);
      double[] before = values.clone();
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      // each value repeated four times has a middle half without fractions
      double sum = 0;
      for (int i = count; i < 3 * count; i++) {
        sum += sorted[i / 4];
      }
      assertThat(Statistics.interquartileMean(values)).isWithin(ROUNDING).of(sum / (2 * count));
      assertThat(values).isEqualTo(before);
    }
  }

  @Test
  void anIntervalByHand() {
    // of two values a resample's mean is 0, 5 or 10 with chances 1/4, 1/2, 1/4: the tails are cut
    // far from where they change
    Interval two = Statistics.bootstrap(new double[] {0, 10}, Statistics::mean, 1);
    assertThat(two).isEqualTo(new Interval(0, 10));
    Interval one = Statistics.bootstrap(new double[] {4}, Statistics::mean, 1);
    assertThat(one).isEqualTo(new Interval(4, 4));
    double[] same = {2, 2, 2, 2, 2};
    Interval equal = Statistics.bootstrap(same, Statistics::standardDeviation, 1);
    assertThat(equal).isEqualTo(new Interval(0, 0));
  }

  @Test
  void anIntervalOfManyIsThatOfTheNormalDistribution() {
    double[] values = normal(400, 3);
    Interval found = Statistics.bootstrap(values, Statistics::mean, 5);
    double mean = Statistics.mean(values);
    double error = Statistics.standardDeviation(values) / Math.sqrt(values.length);
    System.out.printf(
        "bootstrap of 400 normals: mean %+.4f, from %+.2f to %+.2f standard errors (normal:"
            + " 1.96)%n",
        mean, (found.low() - mean) / error, (found.high() - mean) / error);
    assertThat((mean - found.low()) / error).isWithin(0.2).of(1.96);
    assertThat((found.high() - mean) / error).isWithin(0.2).of(1.96);
  }

  @Test
  void intervalsCoverTheTruthAboutAsOftenAsTheySay() {
    int covered = 0;
    for (int trial = 0; trial < 400; trial++) {
      double[] values = normal(20, 1000 + trial);
      covered += Statistics.bootstrap(values, Statistics::mean, trial).contains(0) ? 1 : 0;
    }
    System.out.printf("true mean inside of %d of 400 intervals of 20 values%n", covered);
    // a bootstrap of few values is a little too narrow: 93 % are expected, with a deviation of 1.3
    // %
    assertThat(covered).isAtLeast(352);
    assertThat(covered).isAtMost(392);
  }

  @Test
  void theSeedDecides() {
    double[] values = normal(9, 7);
    Interval first = Statistics.bootstrap(values, Statistics::interquartileMean, 11);
    assertThat(Statistics.bootstrap(values, Statistics::interquartileMean, 11)).isEqualTo(first);
    assertThat(Statistics.bootstrap(values, Statistics::interquartileMean, 12)).isNotEqualTo(first);
  }

  @Test
  void nothingAndNotANumber() {
    assertThat(assertThrows(PlotException.class, () -> Statistics.mean()))
        .hasMessageThat()
        .contains("at least one");
    assertThrows(PlotException.class, () -> Statistics.interquartileMean());
    assertThrows(PlotException.class, () -> Statistics.standardDeviation());
    assertThat(Statistics.mean(1, Double.NaN)).isNaN();
    assertThat(Statistics.interquartileMean(1, Double.NaN, 2, 3, 4, 5)).isNaN();
  }

  @Test
  void aStatisticHasNames() {
    assertThat(Statistic.MEAN.of(1, 2, 9)).isEqualTo(4.0);
    assertThat(Statistic.IQM.of(0, 1, 3, 900)).isEqualTo(2.0);
    assertThat(Statistic.IQM.id()).isEqualTo("iqm");
    assertThat(Statistic.IQM.title()).isEqualTo("interquartile mean");
  }
}
