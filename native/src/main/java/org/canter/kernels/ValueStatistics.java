// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.canter.kernels.c.KernelsApi;

/**
 * How well a value network fits its targets. Made once and filled by each call, so that calls
 * allocate nothing; NaN before the first. Not for use by several threads at once.
 */
public final class ValueStatistics {
  private final double[] values = new double[KernelsApi.CANTER_VALUE_COUNT];

  /** Creates statistics that are NaN. */
  public ValueStatistics() {
    Arrays.fill(values, Double.NaN);
  }

  /**
   * The mean of (V - target)^2 / 2.
   *
   * @return the loss
   */
  public double loss() {
    return values[KernelsApi.CANTER_VALUE_LOSS];
  }

  /**
   * 1 - mean (V - target)^2 / variance of the targets.
   *
   * @return 1 for a perfect fit; NaN where that variance is zero
   */
  public double explainedVariance() {
    return values[KernelsApi.CANTER_VALUE_EXPLAINED_VARIANCE];
  }

  /** Takes the values of a call. */
  void read(DoublePointer source) {
    source.get(values);
  }

  @Override
  public String toString() {
    return "loss " + loss() + ", explained variance " + explainedVariance();
  }
}
