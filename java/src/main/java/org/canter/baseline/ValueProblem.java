// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.compute.Compute;
import org.canter.kernels.Network;
import org.canter.kernels.Slab;
import org.canter.kernels.Tape;
import org.canter.kernels.ValueNetwork;
import org.canter.kernels.ValueStatistics;

/**
 * A regression: the mean over rows of (V - target)^2 / 2, as a function of theta.
 *
 * @param compute where
 * @param network the shape, with one output
 * @param theta real[P], what is to be changed
 * @param observation real[M, O]
 * @param target real[M], in the network's scale
 * @param index int[B], the rows that count; null for all
 */
record ValueProblem(
    Compute compute, Network network, Slab theta, Slab observation, Slab target, Slab index) {
  /** B. */
  int rows() {
    return Math.toIntExact(index == null ? observation.rows() : index.elements());
  }

  /** Loss and explained variance at theta. */
  ValueStatistics measure(ValueStatistics statistics) {
    gradient(null, statistics, null, index);
    return statistics;
  }

  /** The gradient over some rows; any of the three may be null, but not gradient and statistics. */
  void gradient(Slab gradient, ValueStatistics statistics, Tape tape, Slab rows) {
    new ValueNetwork(compute.context(), network)
        .gradient(gradient, statistics, tape, theta, observation, target, rows);
  }
}
