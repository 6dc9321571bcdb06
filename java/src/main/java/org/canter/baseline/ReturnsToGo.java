// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.compute.Compute;
import org.canter.kernels.Slab;
import org.canter.rollout.TrajectoryBatch;

/** Discounted sums of the rewards that came; they end at timeouts and cuts. */
final class ReturnsToGo implements AutoCloseable {
  private final Compute compute;
  private final double gamma;
  private Slab room;

  ReturnsToGo(Compute compute, double gamma) {
    this.compute = compute;
    this.gamma = gamma;
  }

  /** double[T * N]. */
  double[] of(TrajectoryBatch batch) {
    makeRoom(batch.steps(), batch.environments());
    compute.scans().returns(room, batch.reward(), null, batch.step(), gamma);
    return room.toDoubles();
  }

  private void makeRoom(int steps, int environments) {
    if (room == null || room.rows() != steps || room.width() != environments) {
      close();
      room = compute.allocate(steps, environments);
    }
  }

  @Override
  public void close() {
    if (room != null) {
      room.close();
    }
  }
}
