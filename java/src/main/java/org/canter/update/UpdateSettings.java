// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.config.Setting;

/**
 * How the policy is improved.
 *
 * @param kind which of the three
 * @param entropyBonus weight of the mean entropy in the objective
 * @param natural settings of a natural step
 * @param gradient settings of a plain step
 * @param proximal settings of proximal passes
 */
public record UpdateSettings(
    @Setting("how a batch moves the policy") UpdateKind kind,
    @Setting(value = "weight of the entropy in the objective", min = 0, max = 100)
        double entropyBonus,
    @Setting("one natural step") NaturalSettings natural,
    @Setting("one plain step") GradientSettings gradient,
    @Setting("proximal passes") ProximalSettings proximal) {
  /**
   * Trust-region steps.
   *
   * @return the defaults
   */
  public static UpdateSettings defaults() {
    return new UpdateSettings(
        UpdateKind.NATURAL,
        0,
        NaturalSettings.defaults(),
        GradientSettings.defaults(),
        ProximalSettings.defaults());
  }
}
