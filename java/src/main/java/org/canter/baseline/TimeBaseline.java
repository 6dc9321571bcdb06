// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import java.util.HashMap;
import java.util.Map;
import org.canter.compute.Compute;
import org.canter.kernels.Slab;
import org.canter.rollout.UpdateBatch;

/**
 * The mean return to go at each time step of the episodes, over all rows of the batch that count.
 * At a time step that only one episode reaches, that is the row's own return: its advantage is 0,
 * and it teaches nothing. So batches should hold many episodes.
 */
final class TimeBaseline extends BatchBaseline {
  private final ReturnsToGo returns;

  TimeBaseline(Compute compute, double gamma) {
    this.returns = new ReturnsToGo(compute, gamma);
  }

  @Override
  public void predict(UpdateBatch batch, Slab value, Slab bootstrap) {
    double[] found = returns.of(batch.host());
    int[] times = EpisodeTimes.of(batch.host());
    int[] rows = CountingRows.of(batch.host());
    // a map: without a time limit, times may be few and large
    Map<Integer, Mean> means = new HashMap<>();
    for (int row : rows) {
      means.computeIfAbsent(times[row], time -> new Mean()).add(found[row]);
    }
    value.fill(0);
    for (int row : rows) {
      value.set(row, means.get(times[row]).value());
    }
  }

  private static final class Mean {
    private double sum;
    private int count;

    void add(double number) {
      sum += number;
      count++;
    }

    double value() {
      return sum / count;
    }
  }

  @Override
  public void close() {
    returns.close();
  }
}
