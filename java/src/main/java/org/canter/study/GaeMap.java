// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.canter.plot.CurvePlot;
import org.canter.plot.HeatMap;
import org.canter.plot.RunCurve;

/**
 * Returns after the last iteration, over seeds, for every pair of gamma and lambda.
 *
 * @param gammas [G]
 * @param lambdas [L]
 * @param cells [G][L]
 */
record GaeMap(double[] gammas, double[] lambdas, Spread[][] cells) {
  /** Reads runs that come cell by cell: for every gamma every lambda, for both every seed. */
  static GaeMap read(StudyFolder folder, List<StudyRun> runs, double[] gammas, double[] lambdas)
      throws IOException {
    int seeds = runs.size() / (gammas.length * lambdas.length);
    Spread[][] cells = new Spread[gammas.length][lambdas.length];
    int from = 0;
    for (Spread[] row : cells) {
      for (int l = 0; l < row.length; l++) {
        row[l] = last(folder, runs.subList(from, from + seeds));
        from += seeds;
      }
    }
    return new GaeMap(gammas, lambdas, cells);
  }

  private static Spread last(StudyFolder folder, List<StudyRun> seeds) throws IOException {
    double[] last = new double[seeds.size()];
    for (int s = 0; s < last.length; s++) {
      last[s] = GaeCartPole.returns(folder, seeds.get(s))[seeds.get(s).iterations() - 1];
    }
    return new Spread(last);
  }

  /** Means over seeds, coloured. */
  HeatMap picture(String title) {
    double[][] means = new double[gammas.length][lambdas.length];
    for (int g = 0; g < means.length; g++) {
      Arrays.setAll(means[g], cell(g));
    }
    return new HeatMap(title, "lambda", labels(lambdas), "gamma", labels(gammas), means);
  }

  private IntToDoubleFunction cell(int g) {
    return l -> cells[g][l].mean();
  }

  /** Means and bands over seeds, a curve for each gamma. */
  CurvePlot page(String title) {
    List<RunCurve> curves = new ArrayList<>();
    for (int g = 0; g < gammas.length; g++) {
      for (int s = 0; s < cells[g][0].values().length; s++) {
        double[] returns = new double[lambdas.length];
        for (int l = 0; l < returns.length; l++) {
          returns[l] = cells[g][l].values()[s];
        }
        curves.add(new RunCurve("gamma = " + gammas[g], "seed " + s, lambdas, returns));
      }
    }
    return new CurvePlot(title, "lambda", "mean return", StudyFigures.bands(curves));
  }

  /** A row a cell, for programs. */
  Table rows() {
    Table rows = new Table(List.of("gamma", "lambda", "seeds", "mean", "std", "iqm"));
    for (int g = 0; g < gammas.length; g++) {
      for (int l = 0; l < lambdas.length; l++) {
        String seeds = Integer.toString(cells[g][l].values().length);
        List<String> row =
            new ArrayList<>(
                List.of(Double.toString(gammas[g]), Double.toString(lambdas[l]), seeds));
        row.addAll(cells[g][l].exact());
        rows.add(row);
      }
    }
    return rows;
  }

  /** A row a gamma, a column a lambda, for readers. */
  Table matrix() {
    List<String> titles = new ArrayList<>(List.of("gamma \\ lambda"));
    titles.addAll(labels(lambdas));
    Table table = new Table(titles);
    for (int g = 0; g < gammas.length; g++) {
      List<String> row = new ArrayList<>(List.of(Double.toString(gammas[g])));
      Arrays.stream(cells[g]).map(cell -> Table.brief(cell.mean())).forEach(row::add);
      table.add(row);
    }
    return table;
  }

  private static List<String> labels(double[] values) {
    return Arrays.stream(values).mapToObj(Double::toString).toList();
  }
}
