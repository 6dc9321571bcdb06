// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Numbers over seeds. A NaN among the values makes the result NaN; no values at all are refused.
 */
public final class Statistics {
  /** Resamples of a bootstrap. */
  public static final int RESAMPLES = 2000;

  // what lies outside of the 95 % in the middle, on either side
  private static final double TAIL = 0.025;

  private Statistics() {}

  /**
   * The arithmetic mean.
   *
   * @param values at least one
   * @return their mean
   */
  public static double mean(double... values) {
    requireSome(values);
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /**
   * The sample standard deviation: squared deviations are divided by n - 1.
   *
   * @param values at least one
   * @return their deviation; NaN for a single value, which has none
   */
  public static double standardDeviation(double... values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /**
   * The interquartile mean: the mean of the middle half of the values.
   *
   * <p>Sorted, value i of n takes the share from (i - 1) / n to i / n of the whole; it counts with
   * as much of its share as lies between 1/4 and 3/4. Where n is divisible by 4 this is the plain
   * mean of the middle n / 2 values, otherwise the two outermost of those that count do so with a
   * fraction: five values have the weights 0, 0.3, 0.4, 0.3, 0. (Agarwal et al. 2021 propose it; a
   * trimmed mean that drops whole values is the same only where n is divisible by 4.)
   *
   * @param values at least one
   * @return their interquartile mean
   */
  public static double interquartileMean(double... values) {
    requireSome(values);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    // a NaN is sorted to the end
    if (Double.isNaN(sorted[n - 1])) {
      return Double.NaN;
    }
    // in units of 1 / (4 n) every share is whole: 4 a value, 2 n the middle half
    double sum = 0;
    for (int i = 0; i < n; i++) {
      int weight = Math.min(4 * (i + 1), 3 * n) - Math.max(4 * i, n);
      if (weight > 0) {
        sum += weight * sorted[i];
      }
    }
    return sum / (2 * n);
  }

  /**
   * The percentile bootstrap interval of 95 %: the statistic of {@value #RESAMPLES} resamples, each
   * of as many values drawn with replacement, sorted; from its 2.5 to its 97.5 percentile, linear
   * between neighbours.
   *
   * <p>Draws come from {@link java.util.SplittableRandom}: the same seed and the same number of
   * values draw the same places.
   *
   * @param values at least one; a single one is an interval of no width
   * @param statistic what is resampled, such as {@link #mean}
   * @param seed of the draws
   * @return the interval
   */
  public static Interval bootstrap(
      double[] values, ToDoubleFunction<double[]> statistic, long seed) {
    requireSome(values);
    SplittableRandom random = new SplittableRandom(seed);
    double[] found = new double[RESAMPLES];
    double[] resample = new double[values.length];
    for (int r = 0; r < RESAMPLES; r++) {
      for (int i = 0; i < resample.length; i++) {
        resample[i] = values[random.nextInt(values.length)];
      }
      found[r] = statistic.applyAsDouble(resample);
    }
    Arrays.sort(found);
    return new Interval(percentile(found, TAIL), percentile(found, 1 - TAIL));
  }

  private static double percentile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static void requireSome(double[] values) {
    if (values.length == 0) {
      throw new PlotException("a statistic of no values; give at least one");
    }
  }
}
