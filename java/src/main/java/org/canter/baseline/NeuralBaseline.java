// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Progress;
import org.canter.compute.Resources;
import org.canter.kernels.Mlp;
import org.canter.kernels.Network;
import org.canter.kernels.Slab;
import org.canter.kernels.ValueStatistics;
import org.canter.policy.NetworkShape;
import org.canter.rollout.UpdateBatch;

/** A value network V(s), in units of the targets' running deviation. */
final class NeuralBaseline implements Baseline {
  // another seed than the policy's initialisation
  private static final long SEED_OFFSET = 0x9E3779B97F4A7C15L;

  private final Resources owned = new Resources();
  private final Compute compute;
  private final Network network;
  private final Slab theta;
  private final ValueFitter fitter;
  private final TargetScale scale;
  private final Mlp forward;
  private final ValueStatistics before = new ValueStatistics();
  private final ValueStatistics after = new ValueStatistics();
  private Slab scratch;
  private Slab scaledTarget;
  private Slab bootValue;

  NeuralBaseline(Compute compute, int observations, BaselineSettings settings, long seed) {
    this.compute = compute;
    this.network =
        owned.own(NetworkShape.create(observations, settings.hidden(), 1, settings.activation()));
    this.theta = owned.own(compute.allocate(network.parameters()));
    NetworkShape.initialize(
        compute, network, theta, Math.sqrt(2), settings.outputGain(), seed + SEED_OFFSET);
    this.fitter = owned.own(fitter(settings, seed));
    this.scale = owned.own(new TargetScale(compute, settings.scaleTargets()));
    this.forward = new Mlp(compute.context(), network);
  }

  private ValueFitter fitter(BaselineSettings settings, long seed) {
    return switch (settings.fit()) {
      case ADAM -> new AdamFitter(compute, settings.adam(), network.parameters(), seed);
      case TRUST_REGION -> new TrustRegionFitter(compute, network, settings.trustRegion());
      case LBFGS -> new LbfgsFitter(compute, network, settings.lbfgs());
    };
  }

  @Override
  public void predict(UpdateBatch batch, Slab value, Slab bootstrap) {
    values(batch.observation(), value);
    int count = batch.bootCount();
    if (count > 0) {
      bootValue = atLeast(bootValue, count);
      Slab found = bootValue.rows(0, count);
      values(batch.bootObservation(), found);
      compute.vectors().scatter(bootstrap, found, batch.bootPlace());
    }
  }

  private void values(Slab observation, Slab out) {
    long rows = observation.rows();
    if (scratch == null) {
      scratch = owned.own(forward.scratch(rows));
    }
    forward.forward(out.reshape(rows, 1), theta, observation, scratch);
    compute.vectors().axpby(out, scale.deviation(), out, 0);
  }

  @Override
  public FitReport fit(UpdateBatch batch, Slab target, Progress progress) {
    scale.absorb(target, batch.index());
    scaledTarget = atLeast(scaledTarget, target.elements());
    compute.vectors().axpby(scaledTarget, 1 / scale.deviation(), target, 0);
    ValueProblem problem =
        new ValueProblem(compute, network, theta, batch.observation(), scaledTarget, batch.index());
    problem.measure(before);
    int steps = fitter.fit(problem, progress);
    problem.measure(after);
    return new FitReport(
        before.explainedVariance(), after.explainedVariance(), before.loss(), after.loss(), steps);
  }

  private Slab atLeast(Slab slab, long elements) {
    if (slab != null && slab.elements() >= elements) {
      return slab;
    }
    if (slab != null) {
      slab.close();
    }
    return owned.own(compute.allocate(elements));
  }

  @Override
  public void save(StateWriter out) {
    out.put("value.theta", theta);
    scale.save(out);
    fitter.save(out);
  }

  @Override
  public void restore(StateReader in) {
    in.read("value.theta", theta);
    scale.restore(in);
    fitter.restore(in);
  }

  @Override
  public void close() {
    owned.close();
  }
}
