// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.canter.config.Suggestions;
import org.canter.metric.MetricFile;
import org.canter.metric.MetricSink;

/** One metric of one run over its environment steps. */
public final class RunCurve {
  /** The file of a run directory that is read. */
  public static final String FILE_NAME = "progress.csv";

  private final String label;
  private final String name;
  private final double[] x;
  private final double[] y;

  /**
   * Makes a curve of points.
   *
   * @param label what it shares with the other seeds of its group
   * @param name the run's own name
   * @param x environment steps, at least one, each greater than the one before
   * @param y a value for each; points whose value is not finite are left out
   * @throws PlotException if nothing is left, or steps do not grow
   */
  public RunCurve(String label, String name, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new PlotException(
          name + " has " + x.length + " steps, but " + y.length + " values; give one for each");
    }
    this.label = label;
    this.name = name;
    int kept = 0;
    double[] keptX = new double[x.length];
    double[] keptY = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(y[i])) {
        keptX[kept] = x[i];
        keptY[kept++] = y[i];
      }
    }
    this.x = Arrays.copyOf(keptX, kept);
    this.y = Arrays.copyOf(keptY, kept);
    requireGrowth();
  }

  private void requireGrowth() {
    if (x.length == 0) {
      throw new PlotException(name + " has no measured value yet; wait, or choose another metric");
    }
    double before = Double.NEGATIVE_INFINITY;
    for (double steps : x) {
      // a NaN compares as neither
      if (!(steps > before && steps < Double.POSITIVE_INFINITY)) {
        throw new PlotException(
            name + ": environment steps must grow, but " + steps + " follows " + before);
      }
      before = steps;
    }
  }

  /**
   * Reads a run. The label is {@code env} and {@code algo} of its {@code config.yaml}, or the
   * directory's name where that has neither.
   *
   * @param directory the run directory
   * @param metric the column of {@code progress.csv} to read, such as {@code return_mean}
   * @return the curve
   * @throws IOException if a file cannot be read, is no table of numbers, or is empty yet
   * @throws PlotException if there is no such column, or nothing in it
   */
  public static RunCurve read(Path directory, String metric) throws IOException {
    Path file = directory.resolve(FILE_NAME);
    Map<String, double[]> columns = MetricFile.read(file);
    if (columns.isEmpty()) {
      throw new IOException(file + " is empty; wait for the first iteration");
    }
    return new RunCurve(
        RunLabel.of(directory),
        RunLabel.name(directory),
        column(columns, MetricSink.ENVIRONMENT_STEPS, file),
        column(columns, metric, file));
  }

  private static double[] column(Map<String, double[]> columns, String name, Path file) {
    double[] values = columns.get(name);
    if (values == null) {
      throw new PlotException(
          file
              + " has no column \""
              + name
              + "\""
              + Suggestions.closest(name, columns.keySet())
                  .map(close -> "; did you mean \"" + close + "\"?")
                  .orElse(".")
              + " Its columns: "
              + String.join(", ", columns.keySet()));
    }
    return values;
  }

  /**
   * Replaces each value by the mean of the last ones.
   *
   * @param window how many, itself included; at the start as many as there are; 1 changes nothing
   * @return the smoothed curve
   * @throws PlotException if the window is less than 1
   */
  public RunCurve smoothed(int window) {
    if (window < 1) {
      throw new PlotException("smoothing over " + window + " points; the least is 1");
    }
    double[] means = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      means[i] = Statistics.mean(Arrays.copyOfRange(y, Math.max(0, i + 1 - window), i + 1));
    }
    return new RunCurve(label, name, x, means);
  }

  /**
   * Reads the curve at any place.
   *
   * @param steps a place between the first and the last point; outside, the nearest one counts
   * @param interpolation what counts between points
   * @return the value there
   */
  public double at(double steps, Interpolation interpolation) {
    int found = Arrays.binarySearch(x, steps);
    if (found >= 0) {
      return y[found];
    }
    int above = -found - 1;
    if (above == 0 || above == x.length) {
      return y[Math.min(above, x.length - 1)];
    }
    int below = above - 1;
    if (interpolation == Interpolation.LAST_VALUE) {
      return y[below];
    }
    double share = (steps - x[below]) / (x[above] - x[below]);
    return y[below] + share * (y[above] - y[below]);
  }

  /**
   * What the curve shares with the other seeds of its group.
   *
   * @return the label
   */
  public String label() {
    return label;
  }

  /**
   * The run's own name.
   *
   * @return the directory's name
   */
  public String name() {
    return name;
  }

  /**
   * Where the curve was measured.
   *
   * @return a copy of the environment steps
   */
  public double[] x() {
    return x.clone();
  }

  /**
   * What was measured.
   *
   * @return a copy of the values
   */
  public double[] y() {
    return y.clone();
  }
}
