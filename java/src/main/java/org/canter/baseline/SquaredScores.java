// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.compute.Compute;
import org.canter.kernels.RowDistributions;
import org.canter.kernels.Slab;
import org.canter.policy.PolicyModel;
import org.canter.rollout.TrajectoryBatch;

/**
 * |grad log pi(a|s)|^2 of single rows, by all parameters of a policy, the log standard deviations
 * of a Gaussian included. The distribution's derivatives come from the kernels, the network's share
 * is computed here, so that no row needs a vector of P numbers.
 */
final class SquaredScores implements AutoCloseable {
  private final Compute compute;
  private final PolicyModel policy;
  private final RowDistributions distributions;
  private final RowGradientNorm norm;
  private Slab parameterScore;
  private Slab freeScore;

  SquaredScores(Compute compute, PolicyModel policy) {
    this.compute = compute;
    this.policy = policy;
    this.distributions = new RowDistributions(compute.context(), policy.distribution());
    this.norm = new RowGradientNorm(policy.network());
  }

  /** One number for each of the rows, at the policy's theta, which must have drawn the actions. */
  double[] of(TrajectoryBatch batch, int[] rows) {
    differentiate(batch);
    norm.setTheta(policy.acting());
    double[] input = new double[batch.observation().width()];
    double[] output = new double[parameterScore.width()];
    double[] squares = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      batch.observation().copyTo((long) rows[i] * input.length, input, 0, input.length);
      parameterScore.copyTo((long) rows[i] * output.length, output, 0, output.length);
      squares[i] = norm.squared(input, output) + squaredRow(freeScore, rows[i]);
    }
    return squares;
  }

  /** Derivatives of log pi by the distribution's parameters and by the free ones, row by row. */
  private void differentiate(TrajectoryBatch batch) {
    long rows = (long) batch.steps() * batch.environments();
    makeRoom(rows);
    distributions.logProbabilityGradient(
        parameterScore,
        freeScore,
        batch.parameters().reshape(rows, batch.parameters().width()),
        policy.actingLogStd(),
        batch.action().reshape(rows, batch.action().width()));
  }

  private void makeRoom(long rows) {
    if (parameterScore == null || parameterScore.rows() != rows) {
      close();
      parameterScore = compute.allocate(rows, policy.distribution().width());
      int free = policy.distribution().free();
      freeScore = free > 0 ? compute.allocate(rows, free) : null;
    }
  }

  private static double squaredRow(Slab slab, int row) {
    double sum = 0;
    for (int j = 0; slab != null && j < slab.width(); j++) {
      double element = slab.get(row, j);
      sum += element * element;
    }
    return sum;
  }

  @Override
  public void close() {
    if (parameterScore != null) {
      parameterScore.close();
    }
    if (freeScore != null) {
      freeScore.close();
    }
  }
}
