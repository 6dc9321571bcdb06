// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.config.Setting;

/**
 * The thesis's Equations 33 and 34: the squared error is lowered while the mean squared change of
 * V, over twice the error's variance before, stays at or below epsilon.
 *
 * @param epsilon the bound
 * @param iterations of conjugate gradient
 * @param damping added to the Gauss-Newton matrix
 * @param steps how many such steps an iteration makes
 */
public record TrustRegionFitSettings(
    @Setting(value = "bound on the change", symbol = "epsilon", min = 0, max = 10, aboveMin = true)
        double epsilon,
    @Setting(value = "conjugate gradient iterations", symbol = "k", min = 1, max = 1000)
        int iterations,
    @Setting(value = "damping of the Gauss-Newton matrix", min = 0, max = 100) double damping,
    @Setting(value = "steps of an iteration", min = 1, max = 1000) int steps) {
  /**
   * epsilon = 0.1, ten iterations, one step.
   *
   * @return the defaults
   */
  public static TrustRegionFitSettings defaults() {
    return new TrustRegionFitSettings(0.1, 10, 0.1, 1);
  }
}
