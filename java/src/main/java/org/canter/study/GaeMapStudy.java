// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.canter.io.WholeFile;
import org.canter.plot.HtmlPlot;

/** The return of cart-pole after 20 iterations by gamma and lambda: thesis, Figure 8, right. */
final class GaeMapStudy implements Study {
  private static final String NAME = "gae-map";
  private static final int ITERATIONS = 20;
  private static final int QUICK_ITERATIONS = 3;
  // from cell to cell the steps that a sum reaches over, 1 / (1 - lambda), about double
  private static final double[] GAMMAS = {0.84, 0.92, 0.96, 0.98, 0.99, 0.995, 1};
  private static final double[] LAMBDAS = {0, 0.36, 0.68, 0.84, 0.92, 0.96, 0.98, 0.99, 1};
  private static final double[] QUICK_GAMMAS = {0.96, 0.99};
  private static final double[] QUICK_LAMBDAS = {0, 0.96, 1};

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "return of paper/cart-pole by gamma and lambda of GAE (thesis, Figure 8, right)";
  }

  private static double[] gammas(StudyOptions options) {
    return options.quick() ? QUICK_GAMMAS : GAMMAS;
  }

  private static double[] lambdas(StudyOptions options) {
    return options.quick() ? QUICK_LAMBDAS : LAMBDAS;
  }

  @Override
  public List<StudyRun> runs(StudyOptions options) {
    options.requireOwnTasks(NAME);
    List<StudyRun> runs = new ArrayList<>();
    for (double gamma : gammas(options)) {
      for (double lambda : lambdas(options)) {
        runs.addAll(cell(gamma, lambda, options));
      }
    }
    return runs;
  }

  private static List<StudyRun> cell(double gamma, double lambda, StudyOptions options) {
    int iterations = options.quick() ? QUICK_ITERATIONS : ITERATIONS;
    String name = "gamma-" + gamma + "-lambda-" + lambda;
    return options.seedsOr(GaeCartPole.SEEDS).stream()
        .map(seed -> GaeCartPole.run(name, name, gamma, lambda, seed, iterations, options))
        .toList();
  }

  @Override
  public StudyReport report(StudyFolder folder, List<StudyRun> runs, StudyOptions options)
      throws IOException {
    GaeMap map = GaeMap.read(folder, runs, gammas(options), lambdas(options));
    int iterations = runs.get(0).iterations();
    String title = "paper/cart-pole, TRPO: mean return after " + iterations + " iterations";
    String note = title + ". Made by `" + options.command(NAME, List.of()) + "`.\n";
    String text = map.matrix().markdown() + "\n" + note;
    Path picture = folder.file(NAME + ".png");
    Path page = folder.file(NAME + ".html");
    WholeFile.write(folder.file("table.md"), text);
    WholeFile.write(folder.file("table.csv"), map.rows().csv());
    map.picture(title).write(picture);
    HtmlPlot.write(page, map.page(title));
    return new StudyReport(
        text, List.of(folder.file("table.md"), folder.file("table.csv"), picture, page));
  }
}
