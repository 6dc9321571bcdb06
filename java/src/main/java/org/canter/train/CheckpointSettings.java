// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import org.canter.config.Setting;

/**
 * When a run is saved.
 *
 * @param every iterations between checkpoints
 * @param keep how many checkpoints stay
 */
public record CheckpointSettings(
    @Setting(value = "iterations between checkpoints", min = 1, max = 1e9) int every,
    @Setting(value = "checkpoints kept", min = 2, max = 1000) int keep) {
  /**
   * Every 50 iterations, two kept.
   *
   * @return the defaults
   */
  public static CheckpointSettings defaults() {
    return new CheckpointSettings(50, 2);
  }
}
