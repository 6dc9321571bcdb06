// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A speed that was asked for, with the one that was measured.
 *
 * @param name what is compared
 * @param where which environment and threads
 * @param asked the least that was asked for
 * @param measured what was found
 */
public record Bar(String name, String where, double asked, double measured) {
  /** Light bodies leave less time to hide the rest behind than heavy ones. */
  private static final Map<String, Double> SHARES =
      Map.of(
          "gym/HalfCheetah-v4", 0.93,
          "gym/Hopper-v4", 0.93,
          "gym/Walker2d-v4", 0.93,
          "gym/Swimmer-v4", 0.93,
          "gym/Ant-v4", 0.97,
          "gym/Humanoid-v4", 0.97);

  private static final double SPEEDUP = 1.9;

  /**
   * Whether it is met.
   *
   * @return true if so
   */
  public boolean met() {
    return measured >= asked;
  }

  /**
   * The bars that these measurements have to do with.
   *
   * @param found measurements
   * @return a bar for each share of the simulator's speed, and for two threads against one
   */
  public static List<Bar> of(List<Measurement> found) {
    List<Bar> bars = new ArrayList<>();
    for (Measurement one : found) {
      Double share = SHARES.get(one.environment());
      if (share != null && one.threads() <= 2) {
        String where = one.environment() + ", " + one.threads() + " threads";
        bars.add(new Bar("share of raw mj_step", where, share, one.share()));
      }
    }
    for (Measurement two : found) {
      for (Measurement one : found) {
        if (one.environment().equals(two.environment())
            && one.threads() == 1
            && two.threads() == 2) {
          double speedup = two.rate() / one.rate();
          bars.add(new Bar("2 threads over 1", two.environment(), SPEEDUP, speedup));
        }
      }
    }
    return bars;
  }
}
