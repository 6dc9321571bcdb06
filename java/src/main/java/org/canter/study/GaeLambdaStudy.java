// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.canter.io.WholeFile;

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
    List<GaeCurves> curves = GaeCurves.read(folder, runs);
    int iterations = runs.get(0).iterations();
    Table marks = GaeCurves.marks(curves, iterations / 5, 2 * iterations / 5, iterations);
    String note = "Mean return of a batch, mean ± standard deviation over seeds. Made by `";
    String text = marks.markdown() + "\n" + note + options.command(NAME, List.of()) + "`.\n";
    List<Path> files = new ArrayList<>(List.of(folder.file("table.md"), folder.file("table.csv")));
    WholeFile.write(files.get(0), text);
    WholeFile.write(files.get(1), GaeCurves.rows(curves).csv());
    String title = "paper/cart-pole, TRPO, gamma = " + GAMMA;
    files.addAll(StudyFigures.write(folder, NAME, GaeCurves.plot(title, curves)));
    return new StudyReport(text, files);
  }
}
