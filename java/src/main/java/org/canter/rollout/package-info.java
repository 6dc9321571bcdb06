// SPDX-License-Identifier: Apache-2.0
/**
 * Rollouts: a policy acts in many environments at once, and everything that happens lands in one
 * {@link org.canter.rollout.TrajectoryBatch}.
 *
 * <p>A {@link org.canter.rollout.RolloutCollector} gives each of its threads a contiguous slice of
 * the environments for the whole horizon. The threads meet at its end and nowhere before; nothing
 * that they compute depends on where the slices are cut, so any number of threads gives the same
 * bits.
 *
 * <p>Dimension letters: T rows of time, N environments, O observation, A action, D distribution
 * parameters, M bootstrap rows. Row t of column n is element t * N + n.
 */
package org.canter.rollout;
