// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.canter.plot.CurvePlot;
import org.canter.plot.RunCurve;

/**
 * Returns of one condition over iterations.
 *
 * @param label of the condition
 * @param returns [seeds][iterations]
 */
record GaeCurves(String label, double[][] returns) {
  /** Reads all conditions. */
  static List<GaeCurves> read(StudyFolder folder, List<StudyRun> runs) throws IOException {
    List<GaeCurves> all = new ArrayList<>();
    for (Map.Entry<String, List<StudyRun>> group : StudyFigures.byGroup(runs).entrySet()) {
      List<StudyRun> seeds = group.getValue();
      double[][] returns = new double[seeds.size()][];
      for (int s = 0; s < returns.length; s++) {
        returns[s] = GaeCartPole.returns(folder, seeds.get(s));
      }
      all.add(new GaeCurves(group.getKey(), returns));
    }
    return all;
  }

  /** Over seeds, after so many iterations, from 1. */
  private Spread at(int iteration) {
    return new Spread(Arrays.stream(returns).mapToDouble(seed -> seed[iteration - 1]).toArray());
  }

  /** Over seeds, the mean of all iterations. */
  private Spread overall() {
    return new Spread(
        Arrays.stream(returns)
            .mapToDouble(seed -> Arrays.stream(seed).average().orElse(Double.NaN))
            .toArray());
  }

  /** A row a condition, a column for some of the iterations, for readers. */
  static Table marks(List<GaeCurves> all, int... iterations) {
    List<String> titles = new ArrayList<>(List.of("condition"));
    Arrays.stream(iterations).forEach(iteration -> titles.add("iteration " + iteration));
    titles.add("mean of all");
    Table table = new Table(titles);
    for (GaeCurves one : all) {
      List<String> row = new ArrayList<>(List.of(one.label()));
      Arrays.stream(iterations).forEach(iteration -> row.add(one.at(iteration).brief()));
      row.add(one.overall().brief());
      table.add(row);
    }
    return table;
  }

  /** A row a condition and iteration, for programs. */
  static Table rows(List<GaeCurves> all) {
    Table table = new Table(List.of("condition", "iteration", "seeds", "mean", "std", "iqm"));
    for (GaeCurves one : all) {
      for (int i = 1; i <= one.returns()[0].length; i++) {
        String seeds = Integer.toString(one.returns().length);
        List<String> row = new ArrayList<>(List.of(one.label(), Integer.toString(i), seeds));
        row.addAll(one.at(i).exact());
        table.add(row);
      }
    }
    return table;
  }

  /** A curve a condition, with a band over seeds. */
  static CurvePlot plot(String title, List<GaeCurves> all) {
    List<RunCurve> curves = new ArrayList<>();
    for (GaeCurves one : all) {
      double[] iterations = new double[one.returns()[0].length];
      Arrays.setAll(iterations, i -> i + 1);
      for (int s = 0; s < one.returns().length; s++) {
        curves.add(new RunCurve(one.label(), "seed " + s, iterations, one.returns()[s]));
      }
    }
    return new CurvePlot(
        title, "iterations", "mean return of the batch", StudyFigures.bands(curves));
  }
}
