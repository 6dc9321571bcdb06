// SPDX-License-Identifier: Apache-2.0
package org.canter.run.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.canter.rollout.bench.Bar;

/** What is asked of training. */
public final class TrainBars {
  /** Light bodies leave less time to hide the rest behind than heavy ones. */
  private static final Map<String, Double> SHARES =
      Map.of(
          "gym/HalfCheetah-v4", 0.50,
          "gym/Hopper-v4", 0.70,
          "gym/Walker2d-v4", 0.70,
          "gym/Swimmer-v4", 0.50,
          "gym/Ant-v4", 0.80,
          "gym/Humanoid-v4", 0.80);

  private static final double CHECKPOINTS = 0.02;
  private static final int MOST_THREADS = 2;

  private TrainBars() {}

  /**
   * The bars that these measurements have to do with.
   *
   * @param found measurements
   * @return a bar for each share of the simulator's speed, and for the cost of checkpoints
   */
  public static List<Bar> of(List<TrainMeasurement> found) {
    List<Bar> bars = new ArrayList<>();
    for (TrainMeasurement one : found) {
      Double share = SHARES.get(one.config().env());
      if (share != null && one.threads() <= MOST_THREADS) {
        String where = one.config().env() + ", " + one.threads() + " threads";
        bars.add(new Bar("share of raw mj_step", where, share, one.share()));
        bars.add(
            new Bar("time beside checkpoints", where, 1 - CHECKPOINTS, 1 - one.checkpointShare()));
      }
    }
    return bars;
  }
}
