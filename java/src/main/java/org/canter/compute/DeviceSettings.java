// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import org.canter.config.Setting;

/**
 * How the device of updates computes, where that changes results. Which device it is, is no
 * setting.
 *
 * @param tf32 whether a GPU multiplies matrices on tensor cores, each product put together from
 *     three in TF32; the processor never does
 */
public record DeviceSettings(
    @Setting("products on a GPU's tensor cores, in TF32: errors near 1e-6; nothing on the CPU")
        boolean tf32) {
  /**
   * Plain floats.
   *
   * @return the defaults
   */
  public static DeviceSettings defaults() {
    return new DeviceSettings(false);
  }
}
