// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Writes rows as comma-separated values: one header, lines ended by a line feed, no quotes.
 *
 * <p>Columns are {@code iteration}, {@code env_steps}, then the names of the first row; every later
 * row must have these names in this order. Real numbers are written by {@link
 * Double#toString(double)}, which reads back to the same number.
 */
public final class CsvSink implements MetricSink {
  private final Path path;
  private final AppendedFile file;
  // null until the first row of a new file
  private List<String> names;
  private final StringBuilder line = new StringBuilder();

  private CsvSink(Path path, AppendedFile file, List<String> names) {
    this.path = path;
    this.file = file;
    this.names = names;
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
  public static CsvSink open(Path file, long offset) throws IOException {
    List<String> names = new ArrayList<>();
    AppendedFile opened =
        AppendedFile.open(
            file,
            offset,
            (bytes, end) -> {
              AppendedFile.requireLineEnd(bytes, end, file);
              names.addAll(readHeader(bytes, file));
            });
    return new CsvSink(file, opened, offset == 0 ? null : names);
  }

  private static List<String> readHeader(RandomAccessFile bytes, Path file) throws IOException {
    bytes.seek(0);
    List<String> cells = Arrays.asList(bytes.readLine().split(",", -1));
    if (cells.size() < 2 || !cells.subList(0, 2).equals(List.of(ITERATION, ENVIRONMENT_STEPS))) {
      throw new IOException(
          file + " begins with " + cells + ", not with iteration,env_steps; was it replaced?");
    }
    return cells.subList(2, cells.size());
  }

  @Override
  public void write(long iteration, long environmentSteps, MetricRow row) {
    line.setLength(0);
    if (names == null) {
      names = List.copyOf(row.names());
      line.append(ITERATION).append(',').append(ENVIRONMENT_STEPS);
      names.forEach(name -> line.append(',').append(name));
      line.append('\n');
    }
    requireSameNames(row);
    line.append(iteration).append(',').append(environmentSteps);
    for (String name : names) {
      line.append(',');
      if (row.isMeasured(name)) {
        line.append(row.number(name));
      }
    }
    line.append('\n');
    file.append(line.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private void requireSameNames(MetricRow row) {
    Iterator<String> wanted = names.iterator();
    boolean same = row.names().size() == names.size();
    for (Iterator<String> given = row.names().iterator(); same && given.hasNext(); ) {
      same = given.next().equals(wanted.next());
    }
    if (!same) {
      throw new MetricException(
          path
              + " has the columns "
              + names
              + ", but a row has "
              + row.names()
              + "; put every name in every row in one order, NaN where nothing was measured");
    }
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
