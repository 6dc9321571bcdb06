// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.AdamState;
import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.kernels.Slab;

/** Ascends a gradient by Adam or SGD, after cutting its norm. */
final class GradientStep implements AutoCloseable {
  private final Resources owned = new Resources();
  private final Compute compute;
  private final GradientSettings settings;
  private final AdamState adam;
  private final Slab velocity;

  GradientStep(Compute compute, GradientSettings settings, long parameters) {
    this.compute = compute;
    this.settings = settings;
    boolean adaptive = settings.optimizer() == OptimizerKind.ADAM;
    this.adam = adaptive ? owned.own(new AdamState(compute, parameters)) : null;
    this.velocity = adaptive ? null : owned.own(compute.allocate(parameters));
  }

  double rate() {
    return settings.rate();
  }

  /** Makes a step; the gradient's norm before cutting is the answer. The gradient is used up. */
  double ascend(Slab theta, Slab gradient) {
    return ascend(theta, gradient, settings.rate());
  }

  /** As above, with another rate. */
  double ascend(Slab theta, Slab gradient, double rate) {
    double norm = StrictMath.sqrt(compute.vectors().dot(gradient, gradient));
    double limit = settings.maxNorm();
    // optimisers descend: the sign is turned on the way
    double factor = limit > 0 && norm > limit ? -limit / norm : -1;
    compute.vectors().axpby(gradient, factor, gradient, 0);
    if (adam != null) {
      adam.step(theta, gradient, rate);
    } else {
      compute.optimizers().sgd(theta, velocity, gradient, rate, settings.momentum());
    }
    return norm;
  }

  void save(StateWriter out) {
    if (adam != null) {
      adam.save(out, "policy.adam");
    } else {
      out.put("policy.velocity", velocity);
    }
  }

  void restore(StateReader in) {
    if (adam != null) {
      adam.restore(in, "policy.adam");
    } else {
      in.read("policy.velocity", velocity);
    }
  }

  @Override
  public void close() {
    owned.close();
  }
}
