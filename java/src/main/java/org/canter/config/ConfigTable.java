// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All settings as a table, for the command line and for the documentation. */
public final class ConfigTable {
  private static final List<String> TITLES =
      List.of("setting", "default", "range", "unit", "symbol", "meaning");

  private ConfigTable() {}

  /**
   * The table: Markdown, in columns that are aligned and so can be read as they are.
   *
   * @param <R> the record
   * @param type the record
   * @param defaults its defaults
   * @return lines that end in a line feed
   * @throws ConfigException if a default is out of range
   */
  public static <R extends Record> String text(Class<R> type, R defaults) {
    ConfigSchema schema = ConfigSchema.of(type);
    Map<String, Object> values = schema.valuesOf(defaults, "default");
    List<List<String>> rows = new ArrayList<>();
    rows.add(TITLES);
    for (ConfigKey key : schema.keys()) {
      String range = key.choices().isEmpty() ? key.range() : String.join(", ", key.choices());
      rows.add(
          List.of(
              key.key(),
              ValueText.yaml(values.get(key.key())),
              range,
              key.unit(),
              cell(key.symbol()),
              cell(key.meaning())));
    }
    return table(rows);
  }

  /** A bar would end the cell. */
  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String table(List<List<String>> rows) {
    int[] widths = new int[TITLES.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], length(row.get(c)));
      }
    }
    StringBuilder out = new StringBuilder();
    line(out, rows.get(0), widths, " ");
    line(out, TITLES.stream().map(title -> "-").toList(), widths, "-");
    rows.subList(1, rows.size()).forEach(row -> line(out, row, widths, " "));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells, int[] widths, String fill) {
    for (int c = 0; c < widths.length; c++) {
      String padding = fill.repeat(widths[c] - length(cells.get(c)));
      out.append("| ").append(cells.get(c)).append(padding).append(' ');
    }
    out.append("|\n");
  }

  /** In letters, of which some take two chars. */
  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
