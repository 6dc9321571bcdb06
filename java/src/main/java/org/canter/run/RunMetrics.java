// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.util.Arrays;
import org.canter.metric.MetricRow;
import org.canter.rollout.EpisodeReturns;
import org.canter.rollout.bench.MemoryUse;
import org.canter.train.IterationReport;
import org.canter.train.PhaseTimes;

/** Rows of metrics that do not come from the trainer. */
final class RunMetrics {
  private RunMetrics() {}

  /** Where the time of an iteration went. */
  static MetricRow times(IterationReport report, RunClock clock, int threads) {
    PhaseTimes times = report.times();
    MetricRow row = new MetricRow();
    row.put("wall_seconds", clock.seconds());
    row.put("rollout_seconds", times.rollout());
    row.put("update_seconds", times.update());
    row.put("fit_seconds", times.fit());
    row.put("steps_per_second", report.batchSteps() / times.total());
    row.put("rollout_steps_per_second", report.batchSteps() / times.rollout());
    row.put("resident_bytes", MemoryUse.resident());
    row.put("threads", (long) threads);
    return row;
  }

  /** A score of the deterministic policy. */
  static MetricRow evaluation(EpisodeReturns found, boolean leads) {
    MetricRow row = new MetricRow();
    row.put("evaluation_return_mean", found.mean());
    row.put("evaluation_return_std", found.deviation());
    row.put("evaluation_length_mean", Arrays.stream(found.lengths()).average().orElse(0));
    row.put("evaluation_best", leads ? 1L : 0L);
    return row;
  }
}
