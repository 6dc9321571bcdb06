// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Progress;
import org.canter.compute.Resources;
import org.canter.kernels.Batch;
import org.canter.kernels.Objective;
import org.canter.kernels.ObjectiveKind;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.canter.policy.PolicyModel;

/** One step along the gradient of the mean of A log pi(a|s). */
final class GradientUpdate implements PolicyUpdate {
  private final Resources owned = new Resources();
  private final PolicyModel model;
  private final Objective objective;
  private final PolicyObjective evaluation;
  private final GradientStep step;
  private final Slab gradient;
  private final PolicyStatistics old = new PolicyStatistics();
  private final PolicyStatistics after = new PolicyStatistics();

  GradientUpdate(Compute compute, UpdateSettings settings, PolicyModel model) {
    this.model = model;
    this.objective = new Objective(ObjectiveKind.LOG_LIKELIHOOD, 0, settings.entropyBonus(), 0);
    this.evaluation = new PolicyObjective(compute.context(), model.policy());
    this.gradient = owned.own(compute.allocate(model.policy().parameters()));
    this.step =
        owned.own(new GradientStep(compute, settings.gradient(), model.policy().parameters()));
  }

  @Override
  public UpdateReport apply(Batch batch, Progress progress) {
    UpdateReport report = new UpdateReport();
    Objective surrogate = Objective.surrogate();
    evaluation.evaluate(old, model.theta(), batch, surrogate);
    evaluation.gradient(gradient, after, null, model.theta(), batch, objective);
    report.gradientNorm = step.ascend(model.theta(), gradient);
    evaluation.evaluate(after, model.theta(), batch, surrogate);
    report.step(old, after, step.rate());
    return report;
  }

  @Override
  public void save(StateWriter out) {
    step.save(out);
  }

  @Override
  public void restore(StateReader in) {
    step.restore(in);
  }

  @Override
  public void close() {
    owned.close();
  }
}
