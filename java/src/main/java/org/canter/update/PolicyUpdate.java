// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Progress;
import org.canter.kernels.Batch;

/** A way to improve a policy by a batch. */
public interface PolicyUpdate extends AutoCloseable {
  /**
   * Changes the policy's parameters, or leaves them.
   *
   * @param batch rows with their advantages as weights, and the old distributions
   * @param progress where in the run this is
   * @return what was done
   */
  UpdateReport apply(Batch batch, Progress progress);

  /**
   * Writes all that later updates follow from, apart from the policy.
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
