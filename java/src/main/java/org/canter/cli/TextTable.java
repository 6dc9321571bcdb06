// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in aligned columns: a Markdown table, readable as it is. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... titles) {
    rows.add(List.of(titles));
  }

  /** Adds a row of as many cells as there are titles. */
  void add(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder out = new StringBuilder();
    line(out, rows.get(0), widths, " ");
    line(out, rows.get(0).stream().map(title -> "-").toList(), widths, "-");
    rows.subList(1, rows.size()).forEach(row -> line(out, row, widths, " "));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells, int[] widths, String fill) {
    for (int c = 0; c < widths.length; c++) {
      String padding = fill.repeat(widths[c] - cells.get(c).length());
      out.append("| ").append(cells.get(c)).append(padding).append(' ');
    }
    out.append("|").append(System.lineSeparator());
  }
}
