// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.metric.MetricRow;

/**
 * How a fit went.
 *
 * @param varianceBefore explained variance of the targets before the fit, NaN if not measured
 * @param varianceAfter and after it
 * @param lossBefore mean squared error / 2 in the scale of the network, before
 * @param lossAfter and after
 * @param steps parameter updates made
 */
public record FitReport(
    double varianceBefore, double varianceAfter, double lossBefore, double lossAfter, int steps) {
  /** For baselines that have nothing to fit. */
  public static final FitReport NONE =
      new FitReport(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);

  /**
   * Writes everything as metrics.
   *
   * @param row receives them
   */
  public void writeTo(MetricRow row) {
    row.put("explained_variance_before", varianceBefore);
    row.put("explained_variance_after", varianceAfter);
    row.put("value_loss_before", lossBefore);
    row.put("value_loss_after", lossAfter);
    row.put("value_steps", (long) steps);
  }
}
