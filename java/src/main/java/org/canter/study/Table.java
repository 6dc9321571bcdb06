// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Rows of cells under titles, for readers as Markdown and for programs as CSV. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> titles) {
    rows.add(List.copyOf(titles));
  }

  /** Adds a row of as many cells as there are titles. */
  void add(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(cells.size() + " cells under " + rows.get(0));
    }
    rows.add(List.copyOf(cells));
  }

  /** Aligned columns, readable as they are. */
  String markdown() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < widths.length; c++) {
        String cell = rows.get(r).get(c);
        out.append("| ").append(cell).append(" ".repeat(widths[c] - cell.length())).append(' ');
      }
      out.append("|\n");
      if (r == 0) {
        for (int width : widths) {
          out.append("|").append("-".repeat(width + 2));
        }
        out.append("|\n");
      }
    }
    return out.toString();
  }

  /** Cells with commas or quotes in quotes. */
  String csv() {
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringJoiner line = new StringJoiner(",", "", "\n");
      row.forEach(cell -> line.add(quoted(cell)));
      out.append(line);
    }
    return out.toString();
  }

  private static String quoted(String cell) {
    boolean plain = cell.indexOf(',') < 0 && cell.indexOf('"') < 0 && cell.indexOf('\n') < 0;
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** A number for a reader: about four digits; a dash for none. */
  static String brief(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    String format = size >= 1000 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A number for a program: all its digits; nothing for none. */
  static String exact(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
