// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.canter.rollout.bench.Bar;
import org.canter.rollout.bench.Median;
import org.canter.run.bench.TrainMeasurement;
import org.canter.run.bench.TrainMemory;
import org.canter.train.PhaseTimes;

/**
 * What `bench train` prints.
 *
 * @param found measurements
 * @param bars what was asked for
 */
record TrainReport(List<TrainMeasurement> found, List<Bar> bars) {
  String text() {
    String gap = System.lineSeparator();
    return machine()
        + gap
        + gap
        + speeds()
        + gap
        + "where the time of training goes, in shares of it:"
        + gap
        + gap
        + shares()
        + gap
        + "memory after the first iteration, in the middle and after the last:"
        + gap
        + gap
        + memory()
        + gap
        + (bars.isEmpty() ? "" : asked().toString());
  }

  private String machine() {
    TrainMeasurement first = found.get(0);
    return String.format(
        Locale.ROOT,
        "%d processors; %d threads, median of %d rounds",
        Runtime.getRuntime().availableProcessors(),
        first.threads(),
        first.raw().length);
  }

  private TextTable speeds() {
    TextTable table =
        new TextTable(
            "environment", "steps", "trained steps/s", "mj_step alone", "share", "resets");
    for (TrainMeasurement one : found) {
      table.add(
          one.config().env(),
          number(one.steps()),
          number(one.rate()),
          number(one.rawRate()),
          percent(one.share()),
          Integer.toString(one.resets()));
    }
    return table;
  }

  private TextTable shares() {
    TextTable table =
        new TextTable(
            "environment",
            "physics",
            "rollout besides",
            "update",
            "fit",
            "metrics, snapshots",
            "checkpoints",
            "one checkpoint");
    for (TrainMeasurement one : found) {
      PhaseTimes phases = one.phases();
      double seconds = one.seconds();
      double physics = Median.of(one.raw());
      table.add(
          one.config().env(),
          percent(physics / seconds),
          percent((phases.rollout() - physics) / seconds),
          percent(phases.update() / seconds),
          percent(phases.fit() / seconds),
          percent(one.rest() / seconds),
          String.format(Locale.ROOT, "%.2f %%", 100 * one.checkpointShare()),
          String.format(Locale.ROOT, "%.1f ms", 1e3 * one.checkpoint()));
    }
    return table;
  }

  private TextTable memory() {
    TextTable table =
        new TextTable("environment", "resident set", "middle", "end", "handles", "middle", "end");
    for (TrainMeasurement one : found) {
      List<TrainMemory> moments = one.trained().get(one.trained().size() - 1).memory();
      TrainMemory first = moments.get(0);
      TrainMemory middle = moments.get(moments.size() / 2);
      TrainMemory last = moments.get(moments.size() - 1);
      table.add(
          one.config().env(),
          megabytes(first),
          megabytes(middle),
          megabytes(last),
          Integer.toString(first.handles()),
          Integer.toString(middle.handles()),
          Integer.toString(last.handles()));
    }
    return table;
  }

  private TextTable asked() {
    TextTable table = new TextTable("bar", "where", "asked", "measured", "");
    for (Bar bar : bars) {
      table.add(
          bar.name(),
          bar.where(),
          String.format(Locale.ROOT, "%.2f", bar.asked()),
          String.format(Locale.ROOT, "%.3f", bar.measured()),
          bar.met() ? "met" : "not met");
    }
    return table;
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("measurements", found.stream().map(TrainReport::facts).toList());
    facts.put("bars", bars.stream().map(TrainReport::facts).toList());
    return facts;
  }

  private static Map<String, Object> facts(TrainMeasurement one) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("environment", one.config().env());
    facts.put("algo", one.config().algo());
    facts.put("threads", one.threads());
    facts.put("environments", one.config().rollout().environments());
    facts.put("steps", one.steps());
    facts.put("iterations", one.iterations());
    facts.put("rounds", one.raw().length);
    facts.put("resets", one.resets());
    facts.put("steps_per_second", one.rate());
    facts.put("raw_steps_per_second", one.rawRate());
    facts.put("share", one.share());
    facts.put("seconds", one.seconds());
    facts.put("raw_seconds", Median.of(one.raw()));
    facts.put("rollout_seconds", one.phases().rollout());
    facts.put("update_seconds", one.phases().update());
    facts.put("fit_seconds", one.phases().fit());
    facts.put("rest_seconds", one.rest());
    facts.put("checkpoint_seconds", one.checkpoint());
    facts.put("checkpoint_every", one.config().checkpoint().every());
    facts.put("checkpoint_share", one.checkpointShare());
    List<TrainMemory> moments = one.trained().get(one.trained().size() - 1).memory();
    facts.put("resident_bytes", moments.stream().map(TrainMemory::resident).toList());
    facts.put("live_handles", moments.stream().map(TrainMemory::handles).toList());
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

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String megabytes(TrainMemory memory) {
    return String.format(Locale.ROOT, "%.1f MiB", memory.resident() / 1048576.0);
  }
}
