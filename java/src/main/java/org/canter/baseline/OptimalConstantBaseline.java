// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.kernels.Slab;
import org.canter.policy.PolicyModel;
import org.canter.rollout.UpdateBatch;

/**
 * The constant b that makes the variance of the gradient least. The variance of score * (R - b) is
 * E |score|^2 (R - b)^2 less what does not depend on b, which is least at b = E |score|^2 R / E
 * |score|^2, here with means over the rows that count. The score is the gradient of log pi(a|s) by
 * all parameters.
 */
final class OptimalConstantBaseline extends BatchBaseline {
  private final Resources owned = new Resources();
  private final ReturnsToGo returns;
  private final SquaredScores scores;

  OptimalConstantBaseline(Compute compute, double gamma, PolicyModel policy) {
    this.returns = owned.own(new ReturnsToGo(compute, gamma));
    this.scores = owned.own(new SquaredScores(compute, policy));
  }

  @Override
  public void predict(UpdateBatch batch, Slab value, Slab bootstrap) {
    double[] found = returns.of(batch.host());
    int[] rows = CountingRows.of(batch.host());
    double[] weights = scores.of(batch.host(), rows);
    double sum = 0;
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += weights[i] * found[rows[i]];
      total += weights[i];
    }
    // where all scores vanish every constant is as good
    value.fill(total > 0 ? sum / total : 0);
  }

  @Override
  public void close() {
    owned.close();
  }
}
