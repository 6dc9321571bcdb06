// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.canter.metric.CsvSink;
import org.canter.metric.MetricRow;

/** Runs to draw in tests. */
public final class Runs {
  private Runs() {}

  /** A run directory of so many iterations, its return growing to a level. */
  public static Path write(Path directory, long seed, int iterations, double level)
      throws IOException {
    Files.createDirectories(directory);
    Random random = new Random(seed);
    try (CsvSink sink = CsvSink.open(directory.resolve(RunCurve.FILE_NAME), 0)) {
      for (int i = 0; i < iterations; i++) {
        double mean = level * (1 - Math.exp(-i / 10.0)) + 0.05 * level * random.nextGaussian();
        MetricRow row = new MetricRow().put("return_mean", mean).put("kl", 0.01);
        sink.write(i, 2048L * (i + 1), row);
      }
    }
    return directory;
  }

  /** The same with a configuration that gives it a label. */
  public static Path write(Path directory, long seed, int iterations, double level, String algo)
      throws IOException {
    write(directory, seed, iterations, level);
    Files.writeString(
        directory.resolve("config.yaml"), "env: gym/Hopper-v4\nalgo: " + algo + "\nseed: 3\n");
    return directory;
  }

  /** A band of several seeds on a grid of steps. */
  static Band band(String label, int seeds, int points, double level) {
    List<RunCurve> runs = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      Random random = new Random(seed);
      double[] x = new double[points];
      double[] y = new double[points];
      Arrays.setAll(x, i -> 2048.0 * (i + 1));
      Arrays.setAll(y, i -> level * (i + 0.2 * points * random.nextDouble()) / points);
      runs.add(new RunCurve(label, label + "-" + seed, x, y));
    }
    return new CurveGroup(label, runs).band(Statistic.MEAN, Interpolation.LINEAR);
  }
}
