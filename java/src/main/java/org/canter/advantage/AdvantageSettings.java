// SPDX-License-Identifier: Apache-2.0
package org.canter.advantage;

import org.canter.config.Setting;

/**
 * How advantages and value targets are estimated.
 *
 * @param kind of the estimate
 * @param gamma discount
 * @param lambda of GAE: 0 is the residual, 1 is Monte Carlo
 * @param steps of the n-step estimate
 * @param standardize whether advantages are shifted and scaled to mean 0 and deviation 1
 * @param target what the value function is fitted to
 * @param targetLambda of TD(lambda) targets
 */
public record AdvantageSettings(
    @Setting("estimator of advantages") AdvantageKind kind,
    @Setting(value = "discount", symbol = "gamma", min = 0, max = 1) double gamma,
    @Setting(value = "decay of GAE", symbol = "lambda", min = 0, max = 1) double lambda,
    @Setting(value = "rewards of the n-step estimate", symbol = "n", min = 1, max = 1_000_000)
        int steps,
    @Setting("shift and scale advantages to mean 0 and deviation 1") boolean standardize,
    @Setting("what the value function is fitted to") TargetKind target,
    @Setting(value = "decay of TD(lambda) targets", symbol = "lambda", min = 0, max = 1)
        double targetLambda) {
  /**
   * GAE(0.99, 0.95), standardised; targets TD(0.95).
   *
   * @return the defaults
   */
  public static AdvantageSettings defaults() {
    return new AdvantageSettings(
        AdvantageKind.GAE, 0.99, 0.95, 5, true, TargetKind.TD_LAMBDA, 0.95);
  }
}
