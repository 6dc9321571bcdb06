// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import org.canter.config.Setting;

/**
 * When the deterministic policy is measured.
 *
 * @param every training steps between measurements that choose the best policy; 0 for none
 * @param episodes of such a measurement
 * @param finalEpisodes of the measurement after the run
 */
public record EvaluationSettings(
    @Setting(value = "steps between evaluations, 0 for none", min = 0, max = 1e12) long every,
    @Setting(value = "episodes that choose the best policy", min = 1, max = 100_000) int episodes,
    @Setting(value = "episodes that score a policy after the run", min = 1, max = 100_000)
        int finalEpisodes) {
  /**
   * Ten episodes every 50,000 steps, a hundred at the end.
   *
   * @return the defaults
   */
  public static EvaluationSettings defaults() {
    return new EvaluationSettings(50_000, 10, 100);
  }
}
