// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Progress;
import org.canter.kernels.Slab;
import org.canter.rollout.UpdateBatch;

/**
 * A baseline of the processor for updates that run elsewhere: it reads the host's batch, and what
 * it predicts is copied to where advantages are estimated.
 */
final class HostBaseline implements Baseline {
  private final Compute compute;
  private final Baseline inner;
  private final boolean knowsStates;
  private Slab hostValue;
  private Slab hostSpare;

  /** Takes a baseline over that works with slabs of the host. */
  HostBaseline(Compute compute, Baseline inner) {
    this.compute = compute;
    this.inner = inner;
    this.knowsStates = !(inner instanceof BatchBaseline);
  }

  @Override
  public void predict(UpdateBatch batch, Slab value, Slab bootstrap) {
    makeRoom(value);
    if (knowsStates) {
      hostSpare.fill(0);
    }
    inner.predict(batch.host(), hostValue, hostSpare);
    value.copyRows(0, hostValue, 0, value.rows());
    if (knowsStates) {
      bootstrap.copyRows(0, hostSpare, 0, bootstrap.rows());
    }
  }

  @Override
  public FitReport fit(UpdateBatch batch, Slab target, Progress progress) {
    makeRoom(target);
    if (knowsStates) {
      hostSpare.copyRows(0, target, 0, target.rows());
    }
    return inner.fit(batch.host(), hostSpare, progress);
  }

  private void makeRoom(Slab like) {
    if (hostValue == null || hostValue.elements() != like.elements()) {
      closeRoom();
      hostValue = compute.allocateHost(like.shape());
      hostSpare = compute.allocateHost(like.shape());
    }
  }

  @Override
  public void save(StateWriter out) {
    inner.save(out);
  }

  @Override
  public void restore(StateReader in) {
    inner.restore(in);
  }

  private void closeRoom() {
    if (hostValue != null) {
      hostValue.close();
      hostSpare.close();
    }
  }

  @Override
  public void close() {
    closeRoom();
    inner.close();
  }
}
