// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.kernels.KernelContext;

/** Makes the actors of a collector, one for each of its slices. */
public interface ActorFactory {
  /**
   * The context whose element type the slabs have.
   *
   * @return the context; stays open longer than the actors
   */
  KernelContext context();

  /**
   * O, the width of an observation.
   *
   * @return O
   */
  int observations();

  /**
   * A, the numbers of an action.
   *
   * @return A
   */
  int actions();

  /**
   * D, the distribution parameters of a row.
   *
   * @return D
   */
  int parameters();

  /**
   * Makes an actor for environments first to first + rows - 1.
   *
   * @param first the first environment
   * @param rows how many
   * @return an actor, which the caller closes
   */
  Actor open(int first, int rows);
}
