// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_trust_region_result;

/**
 * Statistics of an objective on a batch. Made once and filled by each call, so that calls allocate
 * nothing; NaN everywhere before the first. Not for use by several threads at once.
 */
public final class PolicyStatistics {
  private final double[] values = new double[KernelsApi.CANTER_STAT_COUNT];

  /** Creates statistics that are NaN. */
  public PolicyStatistics() {
    Arrays.fill(values, Double.NaN);
  }

  /**
   * The whole objective.
   *
   * @return the mean over the batch
   */
  public double objective() {
    return values[KernelsApi.CANTER_STAT_OBJECTIVE];
  }

  /**
   * The mean of r w, before clipping; of w log pi for {@link ObjectiveKind#LOG_LIKELIHOOD}.
   *
   * @return the mean
   */
  public double surrogate() {
    return values[KernelsApi.CANTER_STAT_SURROGATE];
  }

  /**
   * The mean of KL(old || new).
   *
   * @return nats, NaN without old parameters
   */
  public double meanKl() {
    return values[KernelsApi.CANTER_STAT_MEAN_KL];
  }

  /**
   * The largest KL(old || new) of a row.
   *
   * @return nats, NaN without old parameters
   */
  public double maxKl() {
    return values[KernelsApi.CANTER_STAT_MAX_KL];
  }

  /**
   * The mean entropy of the new distributions.
   *
   * @return nats
   */
  public double entropy() {
    return values[KernelsApi.CANTER_STAT_ENTROPY];
  }

  /**
   * The share of rows whose ratio lies outside of the clipping interval.
   *
   * @return 0 but for {@link ObjectiveKind#CLIPPED}
   */
  public double clipFraction() {
    return values[KernelsApi.CANTER_STAT_CLIP_FRACTION];
  }

  /**
   * The mean of r = pi(a|s) / pi_old(a|s).
   *
   * @return NaN without old log probabilities
   */
  public double meanRatio() {
    return values[KernelsApi.CANTER_STAT_MEAN_RATIO];
  }

  /**
   * The largest r.
   *
   * @return NaN without old log probabilities
   */
  public double maxRatio() {
    return values[KernelsApi.CANTER_STAT_MAX_RATIO];
  }

  /** Takes the values of a call. */
  void read(DoublePointer source) {
    source.get(values);
  }

  /** Takes the values of a step's accepted candidate. */
  void read(canter_trust_region_result struct) {
    for (int i = 0; i < values.length; i++) {
      values[i] = struct.statistics(i);
    }
  }

  @Override
  public String toString() {
    return "objective "
        + objective()
        + ", surrogate "
        + surrogate()
        + ", KL "
        + meanKl()
        + " (max "
        + maxKl()
        + "), entropy "
        + entropy()
        + ", clipped "
        + clipFraction()
        + ", ratio "
        + meanRatio()
        + " (max "
        + maxRatio()
        + ")";
  }
}
