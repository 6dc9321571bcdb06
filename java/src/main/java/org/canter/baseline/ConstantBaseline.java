// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.compute.Compute;
import org.canter.kernels.Slab;
import org.canter.rollout.UpdateBatch;

/** The mean return to go of all rows that count. */
final class ConstantBaseline extends BatchBaseline {
  private final ReturnsToGo returns;

  ConstantBaseline(Compute compute, double gamma) {
    this.returns = new ReturnsToGo(compute, gamma);
  }

  @Override
  public void predict(UpdateBatch batch, Slab value, Slab bootstrap) {
    double[] found = returns.of(batch.host());
    int[] rows = CountingRows.of(batch.host());
    double sum = 0;
    for (int row : rows) {
      sum += found[row];
    }
    value.fill(sum / rows.length);
  }

  @Override
  public void close() {
    returns.close();
  }
}
