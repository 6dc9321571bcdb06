// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Minibatches;
import org.canter.compute.Progress;
import org.canter.compute.Resources;
import org.canter.kernels.Batch;
import org.canter.kernels.Objective;
import org.canter.kernels.ObjectiveKind;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.canter.policy.PolicyModel;

/** Passes of minibatches on the clipped surrogate, or on the surrogate less a KL penalty. */
final class ProximalUpdate implements PolicyUpdate {
  private static final int PURPOSE = 3;
  // the penalty doubles or halves where the divergence is off by more than this factor
  private static final double OFF = 1.5;
  private static final double LEAST_PENALTY = 1e-4;
  private static final double LARGEST_PENALTY = 1e4;

  private final Resources owned = new Resources();
  private final ProximalSettings settings;
  private final double entropyBonus;
  private final PolicyModel model;
  private final PolicyObjective evaluation;
  private final GradientStep step;
  private final Minibatches minibatches;
  private final Slab gradient;
  private final PolicyStatistics old = new PolicyStatistics();
  private final PolicyStatistics part = new PolicyStatistics();
  private final PolicyStatistics after = new PolicyStatistics();
  private double penalty;

  ProximalUpdate(Compute compute, UpdateSettings settings, PolicyModel model, long seed) {
    this.settings = settings.proximal();
    this.entropyBonus = settings.entropyBonus();
    this.model = model;
    this.evaluation = new PolicyObjective(compute.context(), model.policy());
    this.gradient = owned.own(compute.allocate(model.policy().parameters()));
    GradientSettings adam =
        new GradientSettings(OptimizerKind.ADAM, this.settings.rate(), 0, this.settings.maxNorm());
    this.step = owned.own(new GradientStep(compute, adam, model.policy().parameters()));
    this.minibatches = owned.own(new Minibatches(compute, seed, PURPOSE));
    this.penalty = this.settings.clip() > 0 ? 0 : this.settings.penalty();
  }

  @Override
  public UpdateReport apply(Batch batch, Progress progress) {
    UpdateReport report = new UpdateReport();
    Objective objective = objective();
    evaluation.gradient(gradient, old, null, model.theta(), batch, objective);
    report.penalty = settings.clip() > 0 ? Double.NaN : penalty;
    report.klWanted = settings.clip() > 0 ? Double.NaN : settings.target();
    double rate = progress.rate(settings.rate(), settings.anneal());
    double[] norm = {Double.NaN};
    report.candidates =
        minibatches.forEach(
            batch.index(),
            Math.toIntExact(batch.sourceRows()),
            settings.epochs(),
            settings.minibatch(),
            progress.iteration(),
            rows -> {
              Batch minibatch = batch.withIndex(rows);
              evaluation.gradient(gradient, part, null, model.theta(), minibatch, objective);
              if (settings.stop() > 0 && part.meanKl() > settings.stop()) {
                return false;
              }
              double found = step.ascend(model.theta(), gradient, rate);
              norm[0] = Double.isNaN(norm[0]) ? found : norm[0];
              return true;
            });
    report.gradientNorm = norm[0];
    evaluation.evaluate(after, model.theta(), batch, objective);
    report.step(old, after, rate);
    report.clipFraction = settings.clip() > 0 ? after.clipFraction() : Double.NaN;
    adapt(after.meanKl());
    return report;
  }

  private Objective objective() {
    return settings.clip() > 0
        ? new Objective(ObjectiveKind.CLIPPED, settings.clip(), entropyBonus, 0)
        : new Objective(ObjectiveKind.SURROGATE, 0, entropyBonus, penalty);
  }

  private void adapt(double kl) {
    if (settings.clip() > 0) {
      return;
    }
    if (kl > settings.target() * OFF) {
      penalty = Math.min(LARGEST_PENALTY, 2 * penalty);
    } else if (kl < settings.target() / OFF) {
      penalty = Math.max(LEAST_PENALTY, penalty / 2);
    }
  }

  @Override
  public void save(StateWriter out) {
    step.save(out);
    out.put("policy.penalty", penalty);
  }

  @Override
  public void restore(StateReader in) {
    step.restore(in);
    penalty = in.getDouble("policy.penalty");
  }

  @Override
  public void close() {
    owned.close();
  }
}
