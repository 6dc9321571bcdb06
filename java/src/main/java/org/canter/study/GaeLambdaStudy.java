// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.canter.io.WholeFile;
import org.canter.plot.CurvePlot;
import org.canter.plot.RunCurve;

/** Learning curves of cart-pole for several lambda at gamma = 0.99: thesis, Figure 8, left. */
final class GaeLambdaStudy implements Study {
  private static final String NAME = "gae-lambda";
  private static final double GAMMA = 0.99;
  private static final int ITERATIONS = 50;
  private static final int QUICK_ITERATIONS = 5;
  private static final double[] LAMBDAS = {
    0, 0.5, 0.9, 0.92, 0.96, 0.98, 0.99, 1, GaeCartPole.NO_VALUE_FUNCTION
  };
  private static final double[] QUICK_LAMBDAS = {0, 0.96, GaeCartPole.NO_VALUE_FUNCTION};

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "learning curves of paper/cart-pole by lambda of GAE (thesis, Figure 8, left)";
  }

  @Override
  public List<StudyRun> runs(StudyOptions options) {
    options.requireOwnTasks(NAME);
    int iterations = options.quick() ? QUICK_ITERATIONS : ITERATIONS;
    List<StudyRun> runs = new ArrayList<>();
    for (double lambda : options.quick() ? QUICK_LAMBDAS : LAMBDAS) {
      boolean value = !Double.isNaN(lambda);
      String name = value ? "lambda-" + lambda : "no-vf";
      String group = value ? "lambda = " + lambda : "no VF";
      for (long seed : options.seedsOr(GaeCartPole.SEEDS)) {
        runs.add(GaeCartPole.run(name, group, GAMMA, lambda, seed, iterations, options));
      }
    }
    return runs;
  }

  @Override
  public StudyReport report(StudyFolder folder, List<StudyRun> runs, StudyOptions options)
      throws IOException {
    int iterations = runs.get(0).iterations();
    int[] marks = {iterations / 5, 2 * iterations / 5, iterations};
    Table text =
        new Table(
            List.of(
                "condition",
                "iteration " + marks[0],
                "iteration " + marks[1],
                "iteration " + marks[2],
                "mean of all"));
    Table rows = new Table(List.of("condition", "iteration", "mean", "std", "iqm"));
    List<RunCurve> curves = new ArrayList<>();
    for (Map.Entry<String, List<StudyRun>> group : StudyFigures.byGroup(runs).entrySet()) {
      double[][] returns = returns(folder, group.getValue());
      text.add(
          List.of(
              group.getKey(),
              at(returns, marks[0]).brief(),
              at(returns, marks[1]).brief(),
              at(returns, marks[2]).brief(),
              overall(returns).brief()));
      for (int i = 1; i <= iterations; i++) {
        List<String> cells = new ArrayList<>(List.of(group.getKey(), Integer.toString(i)));
        cells.addAll(at(returns, i).exact());
        rows.add(cells);
      }
      for (int s = 0; s < returns.length; s++) {
        curves.add(curve(group.getValue().get(s), returns[s]));
      }
    }
    String note = "Mean return of a batch, mean ± standard deviation over seeds. Made by `";
    String table = text.markdown() + "\n" + note + options.command(NAME, List.of()) + "`.\n";
    List<Path> files = new ArrayList<>(List.of(folder.file("table.md"), folder.file("table.csv")));
    WholeFile.write(files.get(0), table);
    WholeFile.write(files.get(1), rows.csv());
    files.addAll(StudyFigures.write(folder, NAME, plot(curves)));
    return new StudyReport(table, files);
  }

  private static CurvePlot plot(List<RunCurve> curves) {
    String title = "paper/cart-pole, TRPO, gamma = " + GAMMA;
    return new CurvePlot(
        title, "iterations", "mean return of the batch", StudyFigures.bands(curves));
  }

  /** A row a seed, a column an iteration. */
  private static double[][] returns(StudyFolder folder, List<StudyRun> seeds) throws IOException {
    double[][] returns = new double[seeds.size()][];
    for (int s = 0; s < returns.length; s++) {
      returns[s] = GaeCartPole.returns(folder, seeds.get(s));
    }
    return returns;
  }

  /** Over seeds, after so many iterations, from 1. */
  private static Spread at(double[][] returns, int iteration) {
    return new Spread(Arrays.stream(returns).mapToDouble(seed -> seed[iteration - 1]).toArray());
  }

  /** Over seeds, the mean of all iterations. */
  private static Spread overall(double[][] returns) {
    return new Spread(
        Arrays.stream(returns)
            .mapToDouble(seed -> Arrays.stream(seed).average().orElse(Double.NaN))
            .toArray());
  }

  private static RunCurve curve(StudyRun run, double[] returns) {
    double[] iterations = new double[returns.length];
    Arrays.setAll(iterations, i -> i + 1);
    return new RunCurve(run.group(), run.name(), iterations, returns);
  }
}
