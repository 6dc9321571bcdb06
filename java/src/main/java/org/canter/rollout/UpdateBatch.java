// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.kernels.Slab;

/**
 * What updates read of a batch, in slabs that lie where updates run. On the processor this is the
 * {@link TrajectoryBatch} itself; elsewhere a copy of it.
 */
public interface UpdateBatch {
  /**
   * T.
   *
   * @return rows of time
   */
  int steps();

  /**
   * N.
   *
   * @return columns
   */
  int environments();

  /**
   * How many rows count in all.
   *
   * @return B, at most T * N
   */
  int size();

  /**
   * Observations as the tasks gave them, rounded: what running moments absorb.
   *
   * @return real[T, N, O]
   */
  Slab raw();

  /**
   * Observations as the policy saw them.
   *
   * @return real[T, N, O]; the same slab as {@link #raw()} unless scaled
   */
  Slab observation();

  /**
   * Actions as the policy chose them, before any mapping.
   *
   * @return real[T, N, A]
   */
  Slab action();

  /**
   * Log probabilities of the actions.
   *
   * @return real[T, N]
   */
  Slab logProbability();

  /**
   * Distribution parameters that the actions were drawn from.
   *
   * @return real[T, N, D]
   */
  Slab parameters();

  /**
   * Rewards of the tasks, rounded, not scaled; 0 at a FAULT.
   *
   * @return real[T, N]
   */
  Slab reward();

  /**
   * Kinds of the steps, codes of {@link org.canter.kernels.StepKind}.
   *
   * @return byte[T, N]
   */
  Slab step();

  /**
   * The rows that count, for kernels that take an index.
   *
   * @return int[B], ascending; null if all T * N do
   */
  Slab index();

  /**
   * How many observations there are to bootstrap from.
   *
   * @return M, perhaps 0
   */
  int bootCount();

  /**
   * Those observations, scaled as the batch's are.
   *
   * @return real[M, O]; null if M is 0
   */
  Slab bootObservation();

  /**
   * The places t * N + n that their values belong to.
   *
   * @return int[M], ascending; null if M is 0
   */
  Slab bootPlace();

  /**
   * What this is a copy of, with what is known of episodes.
   *
   * @return the batch with the host; this itself where updates run there
   */
  TrajectoryBatch host();
}
