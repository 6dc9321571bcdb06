// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.config.Setting;

/**
 * Adam on minibatches of squared errors.
 *
 * @param rate step size
 * @param anneal whether the rate falls linearly to 0 over the run
 * @param epochs passes over the batch
 * @param minibatch rows of a step; the last one of a pass may be smaller
 */
public record AdamFitSettings(
    @Setting(value = "step size", min = 0, max = 1) double rate,
    @Setting("let the step size fall linearly to 0 over the run") boolean anneal,
    @Setting(value = "passes over the batch", min = 0, max = 10_000) int epochs,
    @Setting(value = "rows of a step", min = 1, max = 10_000_000) int minibatch) {
  /**
   * Twenty passes of 512 rows at 0.002.
   *
   * @return the defaults
   */
  public static AdamFitSettings defaults() {
    return new AdamFitSettings(2e-3, false, 20, 512);
  }
}
