// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import org.canter.train.IterationReport;

/** Hears how a run goes; called by the thread that runs it. */
public interface RunListener {
  /**
   * An iteration is done.
   *
   * @param report what it did
   */
  default void iterated(IterationReport report) {}

  /**
   * The policy was scored.
   *
   * @param environmentSteps training steps so far
   * @param mean of the returns
   * @param best whether it is the best so far
   */
  default void evaluated(long environmentSteps, double mean, boolean best) {}
}
