// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.kernels.Slab;
import org.canter.rollout.TrajectoryBatch;

/** The rows of a batch that count. */
final class CountingRows {
  private CountingRows() {}

  /** Their numbers t * N + n, ascending. */
  static int[] of(TrajectoryBatch batch) {
    Slab index = batch.index();
    if (index == null) {
      int[] all = new int[batch.steps() * batch.environments()];
      for (int row = 0; row < all.length; row++) {
        all[row] = row;
      }
      return all;
    }
    int[] rows = new int[Math.toIntExact(index.elements())];
    index.copyTo(rows);
    return rows;
  }
}
