// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.Arrays;

/** Times of one thing, in seconds for each call. */
final class Samples {
  private final double[] sorted;

  Samples(double[] seconds) {
    sorted = seconds.clone();
    Arrays.sort(sorted);
  }

  int count() {
    return sorted.length;
  }

  double median() {
    return quantile(0.5);
  }

  double fastest() {
    return quantile(0);
  }

  /** Linear between neighbours; 0 is the fastest, 1 the slowest. */
  double quantile(double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
