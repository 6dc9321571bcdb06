// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.kernels.Moments;
import org.canter.kernels.Slab;

/**
 * The running deviation of all targets so far, which a value network's targets are divided by. It
 * changes once an iteration, before the fit; the mean is not subtracted.
 */
final class TargetScale implements AutoCloseable {
  // keeps the scale of constant targets away from 0
  private static final double LEAST = 1e-4;

  private final Compute compute;
  private final boolean active;
  private final Moments moments = new Moments(1);

  TargetScale(Compute compute, boolean active) {
    this.compute = compute;
    this.active = active;
  }

  /** Takes the targets of a batch in. */
  void absorb(Slab target, Slab index) {
    if (active) {
      moments.update(compute.context(), target.reshape(target.elements(), 1), index);
    }
  }

  /** What targets are divided by; 1 at first. */
  double deviation() {
    double count = moments.count().getDouble(0);
    if (!active || count == 0) {
      return 1;
    }
    return Math.max(LEAST, StrictMath.sqrt(moments.m2().getDouble(0) / count));
  }

  void save(StateWriter out) {
    out.put("value.scale.count", moments.count());
    out.put("value.scale.mean", moments.mean());
    out.put("value.scale.m2", moments.m2());
  }

  void restore(StateReader in) {
    in.read("value.scale.count", moments.count());
    in.read("value.scale.mean", moments.mean());
    in.read("value.scale.m2", moments.m2());
  }

  @Override
  public void close() {
    moments.close();
  }
}
