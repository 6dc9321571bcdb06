// SPDX-License-Identifier: Apache-2.0
package org.canter.advantage;

import org.canter.baseline.Baseline;
import org.canter.baseline.FitReport;
import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Progress;
import org.canter.kernels.Slab;
import org.canter.rollout.UpdateBatch;

/** A baseline with a number for every row, and another one for what follows it. */
final class GivenValues implements Baseline {
  /** The value of a row. */
  static double at(int row) {
    return Math.sin(row + 1);
  }

  /** The value of what follows a row where sums go on beyond the batch. */
  static double after(int row) {
    return 3 * Math.cos(row + 1);
  }

  @Override
  public void predict(UpdateBatch batch, Slab value, Slab bootstrap) {
    for (int row = 0; row < value.elements(); row++) {
      value.set(row, at(row));
    }
    for (int i = 0; i < batch.bootCount(); i++) {
      int place = batch.bootPlace().getInt(i);
      bootstrap.set(place, after(place));
    }
  }

  @Override
  public FitReport fit(UpdateBatch batch, Slab target, Progress progress) {
    return FitReport.NONE;
  }

  @Override
  public void save(StateWriter out) {
    // nothing to keep
  }

  @Override
  public void restore(StateReader in) {
    // nothing to take back
  }

  @Override
  public void close() {
    // nothing to free
  }
}
