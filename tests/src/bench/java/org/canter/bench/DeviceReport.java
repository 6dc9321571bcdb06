// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.canter.kernels.CudaTraffic;

/** Results on a GPU as Markdown and as JSON; what is asked of them beside its own limits. */
final class DeviceReport {
  private static final List<String> COLUMNS =
      List.of(
          "operation",
          "network",
          "rows",
          "median",
          "quartiles",
          "floor",
          "bound by",
          "of limit",
          "error",
          "waits",
          "launches");

  private static final double SHARE = 0.4;
  private static final double SCAN_SHARE = 0.6;
  private static final int LARGE = 50_000;

  private DeviceReport() {}

  static String table(List<DeviceRow> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(COLUMNS);
    rows.forEach(row -> lines.add(cells(row)));
    return Table.text(lines);
  }

  /** The cells of a row; also what is said when it was measured. */
  static List<String> cells(DeviceRow row) {
    Samples ours = row.ours();
    CudaTraffic traffic = row.traffic();
    return List.of(
        row.operation().label(),
        row.subject(),
        Long.toString(row.batch()),
        Table.time(ours.median()),
        Table.time(ours.quantile(0.25)) + " .. " + Table.time(ours.quantile(0.75)),
        Table.time(row.floor()),
        row.isBoundByMemory() ? "memory" : "arithmetic",
        Table.percent(row.share()),
        String.format(Locale.ROOT, "%.0e", row.error()),
        Long.toString(traffic.waits()),
        traffic.launches() + " and " + traffic.graphLaunches() + " graphs");
  }

  /** Every bar that needs no peer. */
  static List<Bars.Verdict> bars(List<DeviceRow> rows) {
    List<Bars.Verdict> verdicts = new ArrayList<>();
    for (DeviceRow row : rows) {
      double bound =
          switch (row.operation()) {
            case FISHER, GRADIENT -> row.batch() >= LARGE ? SHARE : Double.NaN;
            case GAE -> SCAN_SHARE;
            case SOLVE, UPDATE -> Double.NaN;
          };
      if (!Double.isNaN(bound)) {
        boolean met = row.share() >= bound;
        verdicts.add(new Bars.Verdict("share of the limit", row.place(), row.share(), bound, met));
      }
    }
    return verdicts;
  }

  static String json(Map<String, String> facts, DeviceLimits limits, List<DeviceRow> rows) {
    return "{\n\"machine\": {"
        + Json.pairs(facts)
        + "},\n\"limits\": {\"operations\": "
        + Json.number(limits.operations())
        + ", \"bytes\": "
        + Json.number(limits.bytes())
        + "},\n\"rows\": [\n"
        + rows.stream().map(DeviceReport::json).collect(Collectors.joining(",\n"))
        + "\n],\n\"bars\": [\n"
        + bars(rows).stream().map(Json::bar).collect(Collectors.joining(",\n"))
        + "\n]\n}";
  }

  private static String json(DeviceRow row) {
    Work work = row.work();
    return String.format(
        Locale.ROOT,
        "{\"operation\": %s, \"network\": %s, \"rows\": %d, \"samples\": %d, \"median\": %s,"
            + " \"lower_quartile\": %s, \"upper_quartile\": %s, \"operations\": %s, \"bytes\": %s,"
            + " \"floor_arithmetic\": %s, \"floor_memory\": %s, \"floor\": %s, \"share\": %s,"
            + " \"error\": %s, \"examined\": %d, \"traffic\": %s}",
        Json.text(row.operation().key()),
        Json.text(row.subject()),
        row.batch(),
        row.ours().count(),
        Json.number(row.ours().median()),
        Json.number(row.ours().quantile(0.25)),
        Json.number(row.ours().quantile(0.75)),
        Json.number(work.operations()),
        Json.number(work.bytes()),
        Json.number(work.arithmeticSeconds(row.limits())),
        Json.number(work.memorySeconds(row.limits())),
        Json.number(row.floor()),
        Json.number(row.share()),
        Json.number(row.error()),
        row.examined(),
        json(row.traffic()));
  }

  private static String json(CudaTraffic traffic) {
    return String.format(
        Locale.ROOT,
        "{\"uploads\": %d, \"upload_bytes\": %d, \"downloads\": %d, \"download_bytes\": %d,"
            + " \"waits\": %d, \"launches\": %d, \"graph_launches\": %d}",
        traffic.uploads(),
        traffic.uploadBytes(),
        traffic.downloads(),
        traffic.downloadBytes(),
        traffic.waits(),
        traffic.launches(),
        traffic.graphLaunches());
  }
}
