// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.config.Setting;

/**
 * A step along the natural gradient.
 *
 * @param stepRule how far it goes
 * @param delta bound on the mean KL divergence from the old policy
 * @param fixedStep multiple of the natural gradient, with the rule FIXED
 * @param cgIterations of conjugate gradient
 * @param damping added to the Fisher matrix
 * @param tolerance residual, relative to the gradient's norm, at which conjugate gradient ends
 * @param fisher which matrix
 * @param fisherFraction share of the rows that products are made on
 * @param backtracks candidates of the line search
 * @param shrink factor from a candidate to the next
 */
public record NaturalSettings(
    @Setting("how far a step goes") StepRule stepRule,
    @Setting(
            value = "bound on the mean KL divergence",
            symbol = "delta",
            unit = "nat",
            min = 0,
            max = 10,
            aboveMin = true)
        double delta,
    @Setting(value = "multiple of the natural gradient, for fixed steps", min = 0, max = 1000)
        double fixedStep,
    @Setting(value = "conjugate gradient iterations", symbol = "k", min = 1, max = 1000)
        int cgIterations,
    @Setting(value = "damping of the Fisher matrix", min = 0, max = 100) double damping,
    @Setting(value = "relative residual that ends conjugate gradient", min = 0, max = 1)
        double tolerance,
    @Setting("which Fisher matrix") FisherKind fisher,
    @Setting(
            value = "share of the rows for Fisher-vector products",
            min = 0,
            max = 1,
            aboveMin = true)
        double fisherFraction,
    @Setting(value = "candidates of the line search", min = 1, max = 64) int backtracks,
    @Setting(
            value = "factor between candidates",
            min = 0,
            max = 1,
            aboveMin = true,
            belowMax = true)
        double shrink) {
  /**
   * delta 0.01, ten iterations, damping 0.1, ten candidates of 0.8.
   *
   * @return the defaults
   */
  public static NaturalSettings defaults() {
    return new NaturalSettings(
        StepRule.LINE_SEARCH, 0.01, 0.05, 10, 0.1, 1e-10, FisherKind.ANALYTIC, 1, 10, 0.8);
  }
}
