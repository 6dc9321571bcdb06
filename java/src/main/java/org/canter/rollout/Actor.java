// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.kernels.Slab;

/**
 * What chooses the actions of one slice of environments; used by one thread at a time. What it
 * chooses for a row must follow from that row's observation and key alone.
 */
public interface Actor extends AutoCloseable {
  /**
   * Acts for all rows of the slice, without allocating. The slabs are windows that move on.
   *
   * @param action out, real[rows, A]
   * @param logProbability out, real[rows]
   * @param parameters out, real[rows, D]
   * @param observation real[rows, O]
   * @param key int[rows, 3]: environment, episode, step from 0
   */
  void act(Slab action, Slab logProbability, Slab parameters, Slab observation, Slab key);

  /** Frees what it holds. */
  @Override
  void close();
}
