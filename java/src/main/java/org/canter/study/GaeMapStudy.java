// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.canter.io.WholeFile;
import org.canter.plot.HeatMap;

/** The return of cart-pole after 20 iterations by gamma and lambda: thesis, Figure 8, right. */
final class GaeMapStudy implements Study {
  private static final String NAME = "gae-map";
  private static final int ITERATIONS = 20;
  private static final int QUICK_ITERATIONS = 3;
  // the steps that the sums reach over, 1 / (1 - lambda), double from cell to cell
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
    double[] gammas = gammas(options);
    double[] lambdas = lambdas(options);
    Table rows = new Table(List.of("gamma", "lambda", "seeds", "mean", "std", "iqm"));
    double[][] means = new double[gammas.length][lambdas.length];
    int seeds = runs.size() / (gammas.length * lambdas.length);
    for (int g = 0; g < gammas.length; g++) {
      for (int l = 0; l < lambdas.length; l++) {
        // runs came cell by cell, in this order
        int from = (g * lambdas.length + l) * seeds;
        Spread spread = after(folder, runs.subList(from, from + seeds));
        means[g][l] = spread.mean();
        List<String> cells = new ArrayList<>(List.of("" + gammas[g], "" + lambdas[l], "" + seeds));
        cells.addAll(spread.exact());
        rows.add(cells);
      }
    }
    HeatMap map =
        new HeatMap(title(runs.get(0)), "lambda", labels(lambdas), "gamma", labels(gammas), means);
    String text = markdown(map, options);
    List<Path> files =
        List.of(folder.file("table.md"), folder.file("table.csv"), folder.file(NAME + ".png"));
    WholeFile.write(files.get(0), text);
    WholeFile.write(files.get(1), rows.csv());
    map.write(files.get(2));
    return new StudyReport(text, files);
  }

  private static String title(StudyRun run) {
    return "paper/cart-pole, TRPO: mean return after " + run.iterations() + " iterations";
  }

  /** Over seeds, the last iteration. */
  private static Spread after(StudyFolder folder, List<StudyRun> seeds) throws IOException {
    double[] last = new double[seeds.size()];
    for (int s = 0; s < last.length; s++) {
      last[s] = GaeCartPole.returns(folder, seeds.get(s))[seeds.get(s).iterations() - 1];
    }
    return new Spread(last);
  }

  private static List<String> labels(double[] values) {
    return Arrays.stream(values).mapToObj(Double::toString).toList();
  }

  private static String markdown(HeatMap map, StudyOptions options) {
    List<String> titles = new ArrayList<>(List.of("gamma \\ lambda"));
    titles.addAll(map.columns());
    Table table = new Table(titles);
    for (int r = 0; r < map.rows().size(); r++) {
      List<String> cells = new ArrayList<>(List.of(map.rows().get(r)));
      Arrays.stream(map.values()[r]).mapToObj(Table::brief).forEach(cells::add);
      table.add(cells);
    }
    return table.markdown()
        + "\n"
        + map.title()
        + ". Made by `"
        + options.command(NAME, List.of())
        + "`.\n";
  }
}
