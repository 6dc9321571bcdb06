// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

/** How far predictions are from targets, and how much of the targets' variance they explain. */
final class SquaredError {
  private int count;
  private double mean;
  private double deviations;
  private double errors;

  /** Takes a row in. */
  void add(double predicted, double target) {
    count++;
    // by Welford: a large mean does not eat the variance
    double difference = target - mean;
    mean += difference / count;
    deviations += difference * (target - mean);
    errors += (predicted - target) * (predicted - target);
  }

  /** Mean squared error / 2. */
  double loss() {
    return errors / count / 2;
  }

  /** 1 - mean squared error / variance of the targets; NaN where that variance is 0. */
  double explainedVariance() {
    return deviations > 0 ? 1 - errors / deviations : Double.NaN;
  }
}
