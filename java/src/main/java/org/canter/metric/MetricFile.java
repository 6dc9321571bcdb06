// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads back what {@link CsvSink} wrote, also while it is being written. */
public final class MetricFile {
  private MetricFile() {}

  /**
   * Reads a file. A last line without its line feed is still being written, or was torn when the
   * run was killed, and is left out.
   *
   * @param csv the file
   * @return every column by its name, in the file's order, all equally long; an empty cell is NaN;
   *     no columns if not even the header is whole
   * @throws IOException if the file cannot be read, or a whole line of it has another number of
   *     cells than the header or a cell that is no number
   */
  public static Map<String, double[]> read(Path csv) throws IOException {
    String text = Files.readString(csv, StandardCharsets.ISO_8859_1);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    Map<String, double[]> columns = new LinkedHashMap<>();
    if (lines.isEmpty()) {
      return columns;
    }
    String[] names = lines.get(0).split(",", -1);
    double[][] values = new double[names.length][lines.size() - 1];
    for (int row = 1; row < lines.size(); row++) {
      readRow(csv, lines.get(row), row, names, values);
    }
    for (int c = 0; c < names.length; c++) {
      if (columns.put(names[c], values[c]) != null) {
        throw new IOException(csv + " has two columns named " + names[c]);
      }
    }
    return columns;
  }

  private static void readRow(Path csv, String line, int row, String[] names, double[][] values)
      throws IOException {
    String[] cells = line.split(",", -1);
    String place = csv + " line " + (row + 1);
    if (cells.length != names.length) {
      throw new IOException(
          place + " has " + cells.length + " cells, but the header has " + names.length);
    }
    for (int c = 0; c < cells.length; c++) {
      try {
        values[c][row - 1] = cells[c].isEmpty() ? Double.NaN : Double.parseDouble(cells[c]);
      } catch (NumberFormatException wrong) {
        throw new IOException(
            place + ", column " + names[c] + ": \"" + cells[c] + "\" is no number", wrong);
      }
    }
  }
}
