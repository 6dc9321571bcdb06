// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/**
 * Mean and standard deviation of a vector. Made once and filled by each call, so that calls
 * allocate nothing; NaN before the first. Not for use by several threads at once.
 */
public final class MeanAndDeviation {
  private double mean = Double.NaN;
  private double deviation = Double.NaN;

  /** Creates a pair of NaN. */
  public MeanAndDeviation() {}

  /**
   * The mean.
   *
   * @return the mean
   */
  public double mean() {
    return mean;
  }

  /**
   * The population standard deviation.
   *
   * @return at least 0
   */
  public double deviation() {
    return deviation;
  }

  /** Takes the values of a call. */
  void set(double newMean, double newDeviation) {
    mean = newMean;
    deviation = newDeviation;
  }

  @Override
  public String toString() {
    return mean + " +- " + deviation;
  }
}
