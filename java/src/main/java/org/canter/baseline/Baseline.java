// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Progress;
import org.canter.kernels.Slab;
import org.canter.rollout.UpdateBatch;

/**
 * Predicts returns. Used by one thread; predictions of a batch come before the fit to it. All slabs
 * lie where updates run.
 */
public interface Baseline extends AutoCloseable {
  /**
   * Predicts the return of every row, and of what follows where sums go on beyond the batch.
   *
   * @param batch what happened
   * @param value out, real[T, N], in the unit of rewards
   * @param bootstrap in and out, real[T, N] of zeros: written at the places of {@link
   *     UpdateBatch#bootPlace}, left alone where the baseline does not know states
   */
  void predict(UpdateBatch batch, Slab value, Slab bootstrap);

  /**
   * Learns from a batch.
   *
   * @param batch what happened
   * @param target real[T, N], in the unit of rewards
   * @param progress where in the run this is
   * @return how well it fits
   */
  FitReport fit(UpdateBatch batch, Slab target, Progress progress);

  /**
   * Writes all that later predictions and fits follow from.
   *
   * @param out receives it
   */
  void save(StateWriter out);

  /**
   * Takes back what {@link #save} wrote.
   *
   * @param in gives it
   */
  void restore(StateReader in);

  /** Frees what is held. */
  @Override
  void close();
}
