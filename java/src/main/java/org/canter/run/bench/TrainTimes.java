// SPDX-License-Identifier: Apache-2.0
package org.canter.run.bench;

import java.util.List;
import org.canter.train.PhaseTimes;

/**
 * What one training took.
 *
 * @param total seconds of all iterations with their metrics and the checkpoints in between
 * @param phases seconds of the phases, summed over the iterations
 * @param checkpoint seconds of one more checkpoint, after the last iteration
 * @param memory after the first iteration, in the middle, and after the last
 */
public record TrainTimes(
    double total, PhaseTimes phases, double checkpoint, List<TrainMemory> memory) {
  /**
   * Copies the list.
   *
   * @param total seconds of all iterations
   * @param phases seconds of the phases
   * @param checkpoint seconds of a checkpoint
   * @param memory at three moments
   */
  public TrainTimes {
    memory = List.copyOf(memory);
  }

  /**
   * What no phase accounts for: metrics, snapshots, checkpoints.
   *
   * @return seconds
   */
  public double rest() {
    return total - phases.total();
  }
}
