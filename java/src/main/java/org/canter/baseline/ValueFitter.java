// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Progress;

/** A way to fit a value network. */
interface ValueFitter extends AutoCloseable {
  /**
   * Changes the problem's theta.
   *
   * @param problem what is fitted
   * @param progress where in the run this is
   * @return parameter updates made
   */
  int fit(ValueProblem problem, Progress progress);

  /** Writes what later fits follow from. */
  void save(StateWriter out);

  /** Takes back what {@link #save} wrote. */
  void restore(StateReader in);

  @Override
  void close();
}
