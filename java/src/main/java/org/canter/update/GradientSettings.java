// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.config.Setting;

/**
 * A step along the gradient.
 *
 * @param optimizer what makes a step of it
 * @param rate step size
 * @param momentum of SGD
 * @param maxNorm the gradient is scaled down to this norm; 0 for no limit
 */
public record GradientSettings(
    @Setting("what makes a step of the gradient") OptimizerKind optimizer,
    @Setting(value = "step size", symbol = "alpha", min = 0, max = 100) double rate,
    @Setting(value = "momentum of SGD", min = 0, max = 1, belowMax = true) double momentum,
    @Setting(value = "largest norm of the gradient, 0 for any", min = 0, max = 1e6)
        double maxNorm) {
  /**
   * Adam at 0.003.
   *
   * @return the defaults
   */
  public static GradientSettings defaults() {
    return new GradientSettings(OptimizerKind.ADAM, 3e-3, 0, 0);
  }
}
