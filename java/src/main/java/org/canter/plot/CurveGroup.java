// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The runs, one per seed, of one label.
 *
 * @param label what they have in common
 * @param runs at least one
 */
public record CurveGroup(String label, List<RunCurve> runs) {
  /** The most points of a band whose runs were not measured at the same steps. */
  public static final int GRID = 400;

  // any number does, as long as it stays
  private static final long SEED = 20_150_608L;

  /**
   * Checks the group.
   *
   * @param label what the runs have in common
   * @param runs at least one
   * @throws PlotException if there is no run
   */
  public CurveGroup {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new PlotException("the group \"" + label + "\" has no runs; give at least one");
    }
  }

  /**
   * Sorts runs into groups.
   *
   * @param runs in any order
   * @return a group per label, in the order in which labels come up
   */
  public static List<CurveGroup> byLabel(List<RunCurve> runs) {
    Map<String, List<RunCurve>> found = new LinkedHashMap<>();
    runs.forEach(run -> found.computeIfAbsent(run.label(), key -> new ArrayList<>()).add(run));
    return found.entrySet().stream()
        .map(one -> new CurveGroup(one.getKey(), one.getValue()))
        .toList();
  }

  /**
   * Makes one curve of all runs, with the 95 % bootstrap interval over seeds at every point.
   *
   * <p>The grid spans the steps that all runs have in common. Where all were measured at the same
   * steps these are the grid, otherwise it is even. At every point the same resamples of seeds are
   * drawn, so the interval is as smooth as the runs are.
   *
   * @param statistic mean or interquartile mean
   * @param interpolation what counts between the points of a run
   * @return the band
   * @throws PlotException if the runs have no steps in common
   */
  public Band band(Statistic statistic, Interpolation interpolation) {
    double[] grid = grid();
    double[] centre = new double[grid.length];
    double[] low = new double[grid.length];
    double[] high = new double[grid.length];
    double[] seeds = new double[runs.size()];
    for (int g = 0; g < grid.length; g++) {
      double steps = grid[g];
      Arrays.setAll(seeds, run -> runs.get(run).at(steps, interpolation));
      centre[g] = statistic.of(seeds);
      Interval interval = Statistics.bootstrap(seeds, statistic::of, SEED);
      low[g] = interval.low();
      high[g] = interval.high();
    }
    // the last point was the last to be filled in
    List<String> names = runs.stream().map(RunCurve::name).toList();
    return new Band(label, grid, centre, low, high, names, seeds);
  }

  private double[] grid() {
    double[] first = runs.get(0).x();
    if (runs.stream().allMatch(run -> Arrays.equals(run.x(), first))) {
      return first;
    }
    double start = runs.stream().mapToDouble(run -> run.x()[0]).max().orElseThrow();
    double end = runs.stream().mapToDouble(CurveGroup::lastStep).min().orElseThrow();
    if (start > end) {
      throw new PlotException(
          "the runs of \"" + label + "\" have no environment steps in common; plot them apart");
    }
    int points = start == end ? 1 : GRID;
    double[] even = new double[points];
    Arrays.setAll(even, g -> start + (end - start) * g / Math.max(1, points - 1));
    return even;
  }

  private static double lastStep(RunCurve run) {
    double[] x = run.x();
    return x[x.length - 1];
  }
}
