// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Progress;
import org.canter.kernels.Slab;
import org.canter.rollout.UpdateBatch;

/**
 * A baseline that is found anew in every batch, of the batch itself. It keeps nothing, and does not
 * know states: bootstraps stay as they are, so that sums end at timeouts and cuts.
 */
abstract class BatchBaseline implements Baseline {
  @Override
  public final FitReport fit(UpdateBatch batch, Slab target, Progress progress) {
    return FitReport.NONE;
  }

  @Override
  public final void save(StateWriter out) {
    // every batch begins anew
  }

  @Override
  public final void restore(StateReader in) {
    // every batch begins anew
  }

  @Override
  public void close() {
    // holds nothing
  }
}
