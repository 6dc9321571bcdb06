// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Progress;
import org.canter.compute.Resources;
import org.canter.kernels.Batch;
import org.canter.kernels.ElementType;
import org.canter.kernels.Objective;
import org.canter.kernels.ObjectiveKind;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.canter.kernels.SolveResult;
import org.canter.kernels.Tape;
import org.canter.policy.PolicyModel;

/**
 * One step along the natural gradient: the gradient g of the surrogate, x with F x = g by conjugate
 * gradient over Fisher-vector products, and a step rule for its length.
 */
final class NaturalUpdate implements PolicyUpdate {
  private final Resources owned = new Resources();
  private final Compute compute;
  private final NaturalSettings settings;
  private final Objective objective;
  private final PolicyModel model;
  private final PolicyObjective evaluation;
  private final FisherRows fisherRows;
  private final LineSearch lineSearch;
  private final Slab gradient;
  private final Slab direction;
  private final Slab residuals;
  private final SolveResult solve = new SolveResult();
  private final PolicyStatistics old = new PolicyStatistics();

  NaturalUpdate(Compute compute, UpdateSettings settings, PolicyModel model, int rows, long seed) {
    this.compute = compute;
    this.settings = settings.natural();
    this.model = model;
    this.objective = new Objective(ObjectiveKind.SURROGATE, 0, settings.entropyBonus(), 0);
    this.evaluation = new PolicyObjective(compute.context(), model.policy());
    this.gradient = owned.own(compute.allocate(model.policy().parameters()));
    this.direction = owned.own(compute.allocate(model.policy().parameters()));
    this.residuals = owned.own(Slab.allocate(ElementType.F64, this.settings.cgIterations() + 1L));
    this.fisherRows =
        owned.own(new FisherRows(compute, model, rows, this.settings.fisherFraction(), seed));
    this.lineSearch = owned.own(new LineSearch(compute, model, objective));
  }

  @Override
  public UpdateReport apply(Batch batch, Progress progress) {
    UpdateReport report = new UpdateReport();
    report.klWanted = settings.stepRule() == StepRule.FIXED ? Double.NaN : settings.delta();
    // where products are made on all rows, this pass keeps the activations for them
    Tape kept = fisherRows.isPart() ? null : fisherRows.tape();
    evaluation.gradient(gradient, old, kept, model.theta(), batch, objective);
    fisherRows.record(batch, progress.iteration());
    solve(batch, report);
    double longest = longestStep();
    if (!(longest > 0) || Double.isInfinite(longest)) {
      lineSearch.stay(report, old);
      return report;
    }
    LineSearch.Bounds bounds =
        settings.stepRule() == StepRule.LINE_SEARCH
            ? new LineSearch.Bounds(settings.delta(), settings.backtracks(), settings.shrink())
            : LineSearch.Bounds.UNCHECKED;
    lineSearch.run(report, batch, old, direction, longest, bounds);
    report.predictedImprovement = report.stepSize * solve.linear();
    return report;
  }

  private void solve(Batch batch, UpdateReport report) {
    compute
        .conjugateGradient()
        .fisher(
            direction,
            residuals,
            solve,
            model.policy(),
            fisherRows.tape(),
            model.theta(),
            settings.fisher() == FisherKind.EMPIRICAL ? batch.action() : null,
            gradient,
            settings.damping(),
            settings.cgIterations(),
            settings.tolerance());
    report.gradientNorm = residuals.getDouble(0);
    report.solveFirstResidual = residuals.getDouble(0);
    report.solveLastResidual = solve.residual();
    report.solveIterations = solve.iterations();
  }

  /** The multiple of the direction that the step rule begins with. */
  private double longestStep() {
    return settings.stepRule() == StepRule.FIXED
        ? settings.fixedStep()
        : StrictMath.sqrt(2 * settings.delta() / solve.quadratic());
  }

  @Override
  public void save(StateWriter out) {
    // every update begins anew
  }

  @Override
  public void restore(StateReader in) {
    // every update begins anew
  }

  @Override
  public void close() {
    owned.close();
  }
}
