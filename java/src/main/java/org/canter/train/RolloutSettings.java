// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import org.canter.config.ConfigException;
import org.canter.config.Setting;
import org.canter.env.EnvironmentSpec;
import org.canter.rollout.ActionMapping;
import org.canter.rollout.Horizon;

/**
 * What an iteration gathers.
 *
 * @param environments N
 * @param horizon T, rows of a batch; with whole episodes 0 stands for the time limit
 * @param unit steps, or whole episodes
 * @param episodes the most episodes of an environment and iteration; 0 for as many as fit
 * @param actions how the policy's actions reach the task
 */
public record RolloutSettings(
    @Setting(value = "environments", symbol = "N", min = 1, max = 65536) int environments,
    @Setting(
            value = "steps of each environment an iteration; 0 with whole episodes: the time limit",
            symbol = "T",
            min = 0,
            max = 10_000_000)
        int horizon,
    @Setting("what fills a batch") Horizon.Unit unit,
    @Setting(value = "most episodes of an environment, 0 for all that fit", min = 0, max = 100_000)
        int episodes,
    @Setting("how the policy's actions reach the task") ActionMapping actions) {
  /**
   * Two environments of 1024 steps.
   *
   * @return the defaults
   */
  public static RolloutSettings defaults() {
    return new RolloutSettings(2, 1024, Horizon.Unit.STEPS, 0, ActionMapping.RESCALED);
  }

  /**
   * The horizon of a collector.
   *
   * @param spec of the environment
   * @return the horizon
   * @throws ConfigException if it is 0 and the environment has no time limit
   */
  public Horizon horizonOf(EnvironmentSpec spec) {
    int rows = horizon > 0 ? horizon : spec.timeLimit();
    if (rows < 1) {
      throw new ConfigException(
          "rollout.horizon = 0, but "
              + spec.id()
              + " has no time limit that could stand for it; set it to at least 1");
    }
    return new Horizon(unit, rows, unit == Horizon.Unit.EPISODES ? episodes : 0);
  }
}
