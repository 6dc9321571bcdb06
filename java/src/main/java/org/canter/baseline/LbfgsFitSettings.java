// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.config.Setting;

/**
 * L-BFGS on the squared error of the whole batch.
 *
 * @param iterations at most so many
 * @param history pairs of steps and gradients that are kept
 */
public record LbfgsFitSettings(
    @Setting(value = "most iterations", min = 1, max = 10_000) int iterations,
    @Setting(value = "pairs kept", symbol = "m", min = 1, max = 100) int history) {
  /**
   * Twenty iterations with ten pairs.
   *
   * @return the defaults
   */
  public static LbfgsFitSettings defaults() {
    return new LbfgsFitSettings(20, 10);
  }
}
