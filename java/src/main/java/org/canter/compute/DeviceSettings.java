// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import org.canter.config.Setting;

/**
 * How the device of updates computes, where that changes results. Which device it is, is no
 * setting.
 *
 * @param tf32 whether a GPU multiplies matrices in TF32, with 10 bits of mantissa; the processor
 *     never does
 */
public record DeviceSettings(
    @Setting("TF32 on a GPU, 10 bits of mantissa: refused by this version; nothing on the CPU")
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
