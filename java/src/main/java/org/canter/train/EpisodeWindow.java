// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import java.util.List;
import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.kernels.StepKind;
import org.canter.metric.MetricRow;
import org.canter.rollout.EpisodeRecord;

/** Returns and lengths of the last episodes that ended; those with a fault are left out. */
final class EpisodeWindow {
  private static final int SIZE = 100;

  private final double[] returns = new double[SIZE];
  private final double[] lengths = new double[SIZE];
  private long count;
  private long faults;
  private int ended;
  private double batchTotal;

  /** Takes the episodes of an iteration in. */
  void add(List<EpisodeRecord> episodes) {
    ended = 0;
    batchTotal = 0;
    for (EpisodeRecord episode : episodes) {
      if (episode.end() == StepKind.FAULT) {
        faults++;
      } else {
        int place = (int) (count++ % SIZE);
        returns[place] = episode.totalReward();
        lengths[place] = episode.length();
        ended++;
        batchTotal += episode.totalReward();
      }
    }
  }

  /** Writes the statistics of the window, NaN while it is empty. */
  void writeTo(MetricRow row) {
    row.put("episodes", (long) ended);
    row.put("batch_return_mean", batchTotal / ended);
    row.put("return_mean", mean(returns));
    row.put("return_std", deviation(returns));
    row.put("return_min", least(returns));
    row.put("return_max", -least(negated(returns)));
    row.put("length_mean", mean(lengths));
    row.put("length_std", deviation(lengths));
    row.put("physics_faults", faults);
  }

  double returnMean() {
    return mean(returns);
  }

  private int filled() {
    return (int) Math.min(count, SIZE);
  }

  private double mean(double[] values) {
    double sum = 0;
    for (int i = 0; i < filled(); i++) {
      sum += values[i];
    }
    return sum / filled();
  }

  private double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (int i = 0; i < filled(); i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return StrictMath.sqrt(sum / filled());
  }

  private double least(double[] values) {
    double least = filled() == 0 ? Double.NaN : values[0];
    for (int i = 1; i < filled(); i++) {
      least = Math.min(least, values[i]);
    }
    return least;
  }

  private static double[] negated(double[] values) {
    double[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = -result[i];
    }
    return result;
  }

  void save(StateWriter out) {
    out.put("episodes.count", count);
    out.put("episodes.faults", faults);
    out.put("episodes.returns", returns);
    out.put("episodes.lengths", lengths);
  }

  void restore(StateReader in) {
    count = in.getLong("episodes.count");
    faults = in.getLong("episodes.faults");
    System.arraycopy(in.getDoubles("episodes.returns"), 0, returns, 0, SIZE);
    System.arraycopy(in.getDoubles("episodes.lengths"), 0, lengths, 0, SIZE);
  }
}
