// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Results as Markdown: what a page of results shows, and readable as it is. */
final class Table {
  private static final List<String> COLUMNS =
      List.of(
          "operation",
          "network",
          "rows",
          "threads",
          "median",
          "quartiles",
          "rate",
          "of limit",
          "floor",
          "reference",
          "ratio",
          "error",
          "line");

  private static final List<String> BAR_COLUMNS = List.of("bar", "where", "asked", "measured", "");

  private Table() {}

  static String ofRows(List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(COLUMNS);
    rows.forEach(row -> cells.add(cells(row)));
    return text(cells);
  }

  static String ofBars(List<Bars.Verdict> verdicts) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(BAR_COLUMNS);
    for (Bars.Verdict v : verdicts) {
      String met = v.met() ? "met" : "not met";
      cells.add(List.of(v.bar(), v.place(), number(v.bound()), number(v.measured()), met));
    }
    return text(cells);
  }

  /** The cells of a row; also what is said while it is measured. */
  static List<String> cells(Row row) {
    Samples ours = row.ours();
    return List.of(
        row.operation().label(),
        row.subject(),
        Integer.toString(row.batch()),
        Integer.toString(row.threads()),
        time(ours.median()),
        time(ours.quantile(0.25)) + " .. " + time(ours.quantile(0.75)),
        number(row.rate() * 1e-9) + (row.isBoundByMemory() ? " GB/s" : " GFLOP/s"),
        percent(row.share()),
        time(row.floor()),
        row.peer() == null ? "" : time(row.peer().median()),
        row.peer() == null ? "" : number(row.ratio()),
        String.format(Locale.ROOT, "%.0e", row.error()),
        Double.isNaN(row.roundTrip()) ? "" : time(row.roundTrip()));
  }

  /** Three digits and a unit. */
  static String time(double seconds) {
    if (seconds >= 1) {
      return number(seconds) + " s";
    }
    if (seconds >= 1e-3) {
      return number(seconds * 1e3) + " ms";
    }
    return seconds >= 1e-6 ? number(seconds * 1e6) + " us" : number(seconds * 1e9) + " ns";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** About three digits. */
  static String number(double value) {
    int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A table of cells, the titles first. */
  static String text(List<List<String>> cells) {
    int[] widths = new int[cells.get(0).size()];
    Arrays.fill(widths, 1);
    for (List<String> row : cells) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < cells.size(); r++) {
      line(text, cells.get(r), widths, ' ');
      if (r == 0) {
        line(text, cells.get(0).stream().map(title -> "-").toList(), widths, '-');
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> row, int[] widths, char fill) {
    for (int c = 0; c < widths.length; c++) {
      String padding = String.valueOf(fill).repeat(widths[c] - row.get(c).length());
      text.append("| ").append(row.get(c)).append(padding).append(' ');
    }
    text.append("|\n");
  }
}
