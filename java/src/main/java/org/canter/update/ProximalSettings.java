// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.config.Setting;

/**
 * Passes of minibatches on the clipped surrogate, or on the surrogate less a KL penalty that
 * adapts.
 *
 * @param clip half-width of the interval that ratios count in; 0 for a KL penalty instead
 * @param target mean KL divergence that the penalty steers for
 * @param penalty the first weight of the KL divergence
 * @param stop passes end when the mean KL divergence exceeds this; 0 for never
 * @param epochs passes over the batch
 * @param minibatch rows of a step
 * @param rate Adam's step size
 * @param anneal whether the rate falls linearly to 0 over the run
 * @param maxNorm the gradient is scaled down to this norm; 0 for no limit
 */
public record ProximalSettings(
    @Setting(value = "clipping, 0 for a KL penalty", symbol = "epsilon", min = 0, max = 0.99)
        double clip,
    @Setting(value = "KL divergence aimed at", unit = "nat", min = 0, max = 10, aboveMin = true)
        double target,
    @Setting(value = "first weight of the KL penalty", symbol = "beta", min = 0, max = 1e6)
        double penalty,
    @Setting(value = "KL divergence that ends the passes, 0 for none", min = 0, max = 10)
        double stop,
    @Setting(value = "passes over the batch", min = 1, max = 1000) int epochs,
    @Setting(value = "rows of a step", min = 1, max = 10_000_000) int minibatch,
    @Setting(value = "step size", symbol = "alpha", min = 0, max = 1) double rate,
    @Setting("let the step size fall linearly to 0 over the run") boolean anneal,
    @Setting(value = "largest norm of the gradient, 0 for any", min = 0, max = 1e6)
        double maxNorm) {
  /**
   * Clipping at 0.2, ten passes of 64 rows at 0.0003.
   *
   * @return the defaults
   */
  public static ProximalSettings defaults() {
    return new ProximalSettings(0.2, 0.01, 1, 0, 10, 64, 3e-4, true, 0.5);
  }
}
