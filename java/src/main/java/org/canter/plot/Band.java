// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.util.List;

/**
 * Several seeds as one curve with an interval around it, on a grid of G environment steps.
 *
 * @param label what the seeds have in common
 * @param x [G] environment steps
 * @param centre [G] mean or interquartile mean over seeds
 * @param low [G] lower end of the interval
 * @param high [G] upper end of the interval
 * @param runs names of the runs
 * @param finals the value of each run at the last step of the grid
 */
public record Band(
    String label,
    double[] x,
    double[] centre,
    double[] low,
    double[] high,
    List<String> runs,
    double[] finals) {

  /**
   * Reads the curve's last value.
   *
   * @return the last of {@code centre}
   */
  public double last() {
    return centre[centre.length - 1];
  }

  /**
   * Reads the last interval.
   *
   * @return the last of {@code low} and {@code high}
   */
  public Interval lastInterval() {
    return new Interval(low[low.length - 1], high[high.length - 1]);
  }

  /**
   * Says whether there is an interval to draw.
   *
   * @return whether there is more than one run
   */
  public boolean hasWidth() {
    return runs.size() > 1;
  }
}
