// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import org.canter.config.Setting;

/**
 * How observations are scaled by their running mean and deviation.
 *
 * @param active whether they are
 * @param limit of scaled observations
 * @param epsilon added to the variance
 */
public record NormalizerSettings(
    @Setting("scale observations by their running mean and deviation") boolean active,
    @Setting(value = "largest scaled observation", min = 0, max = 1e6, aboveMin = true)
        double limit,
    @Setting(value = "added to the variance", min = 0, max = 1, aboveMin = true) double epsilon) {
  /**
   * Scaled, within 10.
   *
   * @return the defaults
   */
  public static NormalizerSettings defaults() {
    return new NormalizerSettings(true, 10, 1e-8);
  }
}
