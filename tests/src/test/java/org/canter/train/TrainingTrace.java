// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.canter.metric.MetricRow;

/** What some iterations of a trainer leave, in a form that can be compared. */
final class TrainingTrace {
  private TrainingTrace() {}

  /** The environment of a configuration. */
  static EnvironmentFactory world(TrainConfig config) {
    return EnvironmentRegistry.standard().find(config.env());
  }

  /** Metrics of some iterations and the state after each. */
  static List<Object> iterate(Trainer trainer, int iterations) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < iterations; i++) {
      IterationReport report = trainer.iterate();
      all.add(report.iteration());
      all.add(report.environmentSteps());
      all.add(text(report.metrics()));
      all.add(text(trainer.save()));
    }
    return all;
  }

  /** A line for each metric. */
  static String text(MetricRow row) {
    StringBuilder text = new StringBuilder();
    row.names().forEach(name -> text.append(name).append(' ').append(row.get(name)).append('\n'));
    return text.toString();
  }

  /** A line for each entry, with its bytes' hash. */
  static String text(SortedMap<String, byte[]> entries) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      text.append(entry.getKey()).append(' ').append(Arrays.hashCode(entry.getValue()));
      text.append(" of ").append(entry.getValue().length).append('\n');
    }
    return text.toString();
  }
}
