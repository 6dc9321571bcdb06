// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes every row as one JSON object on a line of its own, keys in the row's order behind {@code
 * iteration} and {@code env_steps}.
 *
 * <p>Real numbers are written by {@link Double#toString(double)}, which reads back to the same
 * number. JSON has no infinity: it is written as 1e999, a number that readers of doubles take for
 * one.
 */
public final class JsonLinesSink implements MetricSink {
  private final AppendedFile file;
  private final StringBuilder line = new StringBuilder();

  private JsonLinesSink(AppendedFile file) {
    this.file = file;
  }

  /**
   * Starts a file, or goes on with one.
   *
   * @param file where to write; created if it is not there
   * @param offset bytes to keep: 0 for a new file, else what {@link #offset} said; the rest is cut
   * @return the sink
   * @throws IOException if the file cannot be opened, is shorter than the offset, or is not cut at
   *     a line's end
   */
  public static JsonLinesSink open(Path file, long offset) throws IOException {
    return new JsonLinesSink(
        AppendedFile.open(
            file, offset, (bytes, end) -> AppendedFile.requireLineEnd(bytes, end, file)));
  }

  @Override
  public void write(long iteration, long environmentSteps, MetricRow row) {
    line.setLength(0);
    line.append("{\"").append(ITERATION).append("\":").append(iteration);
    line.append(",\"").append(ENVIRONMENT_STEPS).append("\":").append(environmentSteps);
    for (String name : row.names()) {
      line.append(",\"").append(name).append("\":").append(text(row.number(name)));
    }
    line.append("}\n");
    file.append(line.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(Number value) {
    double real = value.doubleValue();
    if (Double.isNaN(real)) {
      return "null";
    }
    if (Double.isInfinite(real)) {
      return real > 0 ? "1e999" : "-1e999";
    }
    return value.toString();
  }

  @Override
  public long offset() {
    return file.length();
  }

  @Override
  public void flush(boolean fsync) {
    file.flush(fsync);
  }

  @Override
  public void close() {
    file.close();
  }
}
