// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.AdamState;
import org.canter.compute.Compute;
import org.canter.compute.Minibatches;
import org.canter.compute.Progress;
import org.canter.compute.Resources;
import org.canter.kernels.Slab;

/** Adam on minibatches. */
final class AdamFitter implements ValueFitter {
  private static final int PURPOSE = 1;

  private final Resources owned = new Resources();
  private final AdamFitSettings settings;
  private final AdamState adam;
  private final Slab gradient;
  private final Minibatches minibatches;

  AdamFitter(Compute compute, AdamFitSettings settings, long parameters, long seed) {
    this.settings = settings;
    this.adam = owned.own(new AdamState(compute, parameters));
    this.gradient = owned.own(compute.allocate(parameters));
    this.minibatches = owned.own(new Minibatches(compute, seed, PURPOSE));
  }

  @Override
  public int fit(ValueProblem problem, Progress progress) {
    double rate = progress.rate(settings.rate(), settings.anneal());
    return minibatches.forEach(
        problem.index(),
        Math.toIntExact(problem.observation().rows()),
        settings.epochs(),
        settings.minibatch(),
        progress.iteration(),
        rows -> {
          problem.gradient(gradient, null, null, rows);
          adam.step(problem.theta(), gradient, rate);
          return true;
        });
  }

  @Override
  public void save(StateWriter out) {
    adam.save(out, "value.adam");
  }

  @Override
  public void restore(StateReader in) {
    adam.restore(in, "value.adam");
  }

  @Override
  public void close() {
    owned.close();
  }
}
