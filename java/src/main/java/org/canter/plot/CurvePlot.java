// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.util.List;

/**
 * What a picture of curves shows.
 *
 * @param title above the curves
 * @param xTitle what lies along the horizontal axis
 * @param yTitle what lies along the vertical axis
 * @param bands the curves, at least one
 */
public record CurvePlot(String title, String xTitle, String yTitle, List<Band> bands) {
  private static final double NEAR_START = 0.2;

  /**
   * Checks the plot.
   *
   * @param title above the curves
   * @param xTitle what lies along the horizontal axis
   * @param yTitle what lies along the vertical axis
   * @param bands the curves, at least one
   * @throws PlotException if there is none
   */
  public CurvePlot {
    bands = List.copyOf(bands);
    if (bands.isEmpty()) {
      throw new PlotException("the plot \"" + title + "\" has no curves; give at least one");
    }
  }

  /** The range of all environment steps, from 0 on unless they are the end of a long run only. */
  Interval horizontal() {
    double low = bands.stream().mapToDouble(band -> band.x()[0]).min().orElseThrow();
    double high = bands.stream().mapToDouble(CurvePlot::lastStep).max().orElseThrow();
    return new Interval(low > 0 && low < NEAR_START * high ? 0 : low, high);
  }

  private static double lastStep(Band band) {
    return band.x()[band.x().length - 1];
  }

  /** The range of all values, intervals included. */
  Interval vertical() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Band band : bands) {
      for (int g = 0; g < band.x().length; g++) {
        // a skewed resample can leave the centre outside of its interval
        low = Math.min(low, Math.min(band.low()[g], band.centre()[g]));
        high = Math.max(high, Math.max(band.high()[g], band.centre()[g]));
      }
    }
    return new Interval(low, high);
  }
}
