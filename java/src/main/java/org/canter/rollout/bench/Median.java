// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import java.util.Arrays;

/** What counts of several rounds. */
public final class Median {
  private Median() {}

  /**
   * The median.
   *
   * @param values at least one
   * @return the middle one, or the mean of the two in the middle
   */
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
