// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.canter.rollout.bench.Bar;
import org.canter.rollout.bench.Measurement;
import org.canter.rollout.bench.MemoryUse;

/**
 * What `bench rollout` prints.
 *
 * @param found measurements
 * @param bars what was asked for
 * @param residentBefore resident bytes of the process before the first measurement
 * @param residentAfter and after the last one
 */
record RolloutReport(
    List<Measurement> found, List<Bar> bars, long residentBefore, long residentAfter) {

  String text() {
    TextTable speeds =
        new TextTable(
            "environment", "threads", "steps/s", "mj_step alone", "share", "resets", "bytes each");
    for (Measurement one : found) {
      speeds.add(
          one.environment(),
          Integer.toString(one.threads()),
          String.format(Locale.ROOT, "%,.0f", one.rate()),
          String.format(Locale.ROOT, "%,.0f", one.rawRate()),
          percent(one.share()),
          Integer.toString(one.resets()),
          bytes(one.bytesPerEnvironment()));
    }
    TextTable asked = new TextTable("bar", "where", "asked", "measured", "");
    for (Bar bar : bars) {
      asked.add(
          bar.name(),
          bar.where(),
          String.format(Locale.ROOT, "%.2f", bar.asked()),
          String.format(Locale.ROOT, "%.3f", bar.measured()),
          bar.met() ? "met" : "not met");
    }
    return machine()
        + System.lineSeparator()
        + System.lineSeparator()
        + speeds
        + System.lineSeparator()
        + (bars.isEmpty() ? "" : asked + System.lineSeparator())
        + "resident set: "
        + bytes(residentBefore)
        + " before the first measurement, "
        + bytes(residentAfter)
        + " after the last";
  }

  private String machine() {
    Measurement first = found.get(0);
    return String.format(
        Locale.ROOT,
        "%d processors; %d environments, %,d steps a measurement, median of %d rounds",
        Runtime.getRuntime().availableProcessors(),
        first.environments(),
        first.steps(),
        first.raw().length);
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("resident_before", residentBefore);
    facts.put("resident_after", residentAfter);
    facts.put("measurements", found.stream().map(RolloutReport::facts).toList());
    facts.put("bars", bars.stream().map(RolloutReport::facts).toList());
    return facts;
  }

  private static Map<String, Object> facts(Measurement one) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("environment", one.environment());
    facts.put("threads", one.threads());
    facts.put("environments", one.environments());
    facts.put("steps", one.steps());
    facts.put("rounds", one.raw().length);
    facts.put("steps_per_second", one.rate());
    facts.put("raw_steps_per_second", one.rawRate());
    facts.put("share", one.share());
    facts.put("resets", one.resets());
    facts.put("bytes_per_environment", one.bytesPerEnvironment());
    return facts;
  }

  private static Map<String, Object> facts(Bar bar) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("bar", bar.name());
    facts.put("where", bar.where());
    facts.put("asked", bar.asked());
    facts.put("measured", bar.measured());
    facts.put("met", bar.met());
    return facts;
  }

  static String text(List<MemoryUse> all) {
    TextTable table = new TextTable("environment", "simulation", "shared", "saved state");
    for (MemoryUse one : all) {
      table.add(
          one.environment(), bytes(one.simulation()), bytes(one.shared()), bytes(one.saved()));
    }
    return table.toString();
  }

  static List<Map<String, Object>> facts(List<MemoryUse> all) {
    return all.stream().map(RolloutReport::facts).toList();
  }

  private static Map<String, Object> facts(MemoryUse one) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("environment", one.environment());
    facts.put("simulation_bytes", one.simulation());
    facts.put("shared_bytes", one.shared());
    facts.put("saved_bytes", one.saved());
    return facts;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Three digits or so, and a unit. */
  private static String bytes(long bytes) {
    if (bytes < 10_000) {
      return bytes + " B";
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
