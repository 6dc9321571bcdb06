// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.canter_batch;

/**
 * Where a batch lies. Buffers have M rows; the batch is the B rows that the index picks, or all M
 * without one (a view of fewer rows makes a smaller batch). Owns nothing: the slabs must stay open
 * while calls use it.
 *
 * @param observation real[M, O]; may be null for {@link PolicyObjective#gradientRecorded}
 * @param action real[M, A]
 * @param weight real[M]: advantages, or the weights of the log-likelihood
 * @param oldLogProbability real[M]: log pi_old(a|s); may be null for {@link
 *     ObjectiveKind#LOG_LIKELIHOOD}
 * @param oldParameters real[M, D]: parameters of the old distributions; null leaves the KL out
 *     (reported as NaN)
 * @param oldLogStd real[F]: log standard deviations of the old distributions; goes with
 *     oldParameters
 * @param index int[B], each in 0..M-1, or null
 */
public record Batch(
    Slab observation,
    Slab action,
    Slab weight,
    Slab oldLogProbability,
    Slab oldParameters,
    Slab oldLogStd,
    Slab index) {
  /**
   * M.
   *
   * @return rows of the buffers
   */
  public long sourceRows() {
    return Require.notNull(action, "batch.action").rows();
  }

  /**
   * B.
   *
   * @return rows of the batch
   */
  public long rows() {
    return Require.batchRows(index, sourceRows());
  }

  /**
   * The same buffers with another index: a subsample or a minibatch.
   *
   * @param picks int[B], each in 0..M-1, or null for all rows
   * @return a batch
   */
  public Batch withIndex(Slab picks) {
    return new Batch(
        observation, action, weight, oldLogProbability, oldParameters, oldLogStd, picks);
  }

  /** Checks nulls, types and shapes for a policy. */
  void check(ElementType real, Policy policy, boolean observed) {
    long source = sourceRows();
    Require.matrix(action, real, source, policy.actions(), "batch.action");
    Require.vector(weight, real, source, "batch.weight");
    if (observed) {
      Require.matrix(observation, real, source, policy.inputs(), "batch.observation");
    }
    Require.vectorOrNull(oldLogProbability, real, source, "batch.oldLogProbability");
    if (oldParameters != null) {
      Require.matrix(oldParameters, real, source, policy.width(), "batch.oldParameters");
      Require.free(oldLogStd, real, (int) policy.layout().free(), "batch.oldLogStd");
    }
    Require.batchRows(index, source);
  }

  /** Writes the struct of the C API; throws if a slab is closed or lies elsewhere. */
  canter_batch fill(canter_batch struct, KernelContext context) {
    return struct
        .observation(context.addressOrNull(observation, "batch.observation"))
        .action(context.address(action, "batch.action"))
        .weight(context.address(weight, "batch.weight"))
        .old_log_probability(context.addressOrNull(oldLogProbability, "batch.oldLogProbability"))
        .old_parameters(context.addressOrNull(oldParameters, "batch.oldParameters"))
        .old_log_std(context.addressOrNull(oldLogStd, "batch.oldLogStd"))
        .index(context.addressOrNull(index, "batch.index"))
        .source_rows(sourceRows())
        .rows(rows());
  }
}
