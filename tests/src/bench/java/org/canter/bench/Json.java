// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Results for programs: times in seconds, rates for each second. */
final class Json {
  private Json() {}

  static String of(Map<String, String> machine, List<Row> rows, List<Bars.Verdict> verdicts) {
    return "{\n\"machine\": {"
        + pairs(machine)
        + "},\n\"rows\": [\n"
        + rows.stream().map(Json::row).collect(Collectors.joining(",\n"))
        + "\n],\n\"bars\": [\n"
        + verdicts.stream().map(Json::bar).collect(Collectors.joining(",\n"))
        + "\n]\n}";
  }

  /** The members of an object of texts. */
  static String pairs(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> text(fact.getKey()) + ": " + text(fact.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String row(Row row) {
    return String.format(
        Locale.ROOT,
        "{\"operation\": %s, \"subject\": %s, \"rows\": %d, \"threads\": %d, \"samples\": %d,"
            + " \"median\": %s, \"lower_quartile\": %s, \"upper_quartile\": %s, \"work\": %s,"
            + " \"rate\": %s, \"limit\": %s, \"share\": %s, \"floor\": %s, \"reference\": %s,"
            + " \"ratio\": %s, \"error\": %s, \"round_trip\": %s}",
        text(row.operation().name().toLowerCase(Locale.ROOT)),
        text(row.subject()),
        row.batch(),
        row.threads(),
        row.ours().count(),
        number(row.ours().median()),
        number(row.ours().quantile(0.25)),
        number(row.ours().quantile(0.75)),
        number(row.work()),
        number(row.rate()),
        number(row.limit()),
        number(row.share()),
        number(row.floor()),
        number(row.peer() == null ? Double.NaN : row.peer().median()),
        number(row.ratio()),
        number(row.error()),
        number(row.roundTrip()));
  }

  static String bar(Bars.Verdict verdict) {
    return String.format(
        Locale.ROOT,
        "{\"bar\": %s, \"where\": %s, \"asked\": %s, \"measured\": %s, \"met\": %b}",
        text(verdict.bar()),
        text(verdict.place()),
        number(verdict.bound()),
        number(verdict.measured()),
        verdict.met());
  }

  static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "null";
  }

  static String text(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
