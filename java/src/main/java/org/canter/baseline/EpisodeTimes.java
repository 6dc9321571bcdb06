// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.kernels.StepKind;
import org.canter.rollout.TrajectoryBatch;

/** Which step of its episode each row of a batch is. */
final class EpisodeTimes {
  private EpisodeTimes() {}

  /** int[T * N], from 0; rows that do not count hold something. */
  static int[] of(TrajectoryBatch batch) {
    int environments = batch.environments();
    int[] times = new int[batch.steps() * environments];
    int[] next = new int[environments];
    for (int n = 0; n < environments; n++) {
      next[n] = batch.firstStep(n);
    }
    for (int row = 0; row < times.length; row++) {
      int n = row % environments;
      times[row] = next[n];
      boolean goesOn = batch.step().getByte(row) == StepKind.MID.code();
      next[n] = goesOn ? next[n] + 1 : 0;
    }
    return times;
  }
}
