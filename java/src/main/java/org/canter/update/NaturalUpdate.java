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
import org.canter.kernels.TrustRegion;
import org.canter.kernels.TrustRegionResult;
import org.canter.kernels.TrustRegionSettings;
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
  private final TrustRegion trustRegion;
  private final UncheckedStep unchecked;
  private final Slab gradient;
  private final Slab direction;
  private final Slab residuals;
  private final SolveResult solve = new SolveResult();
  private final TrustRegionResult searched = new TrustRegionResult();
  private final PolicyStatistics old = new PolicyStatistics();

  NaturalUpdate(Compute compute, UpdateSettings settings, PolicyModel model, int rows, long seed) {
    this.compute = compute;
    this.settings = settings.natural();
    this.model = model;
    this.objective = new Objective(ObjectiveKind.SURROGATE, 0, settings.entropyBonus(), 0);
    this.evaluation = new PolicyObjective(compute.context(), model.policy());
    this.trustRegion = new TrustRegion(compute.context(), model.policy());
    this.gradient = owned.own(compute.allocate(model.policy().parameters()));
    this.direction = owned.own(compute.allocate(model.policy().parameters()));
    this.residuals = owned.own(Slab.allocate(ElementType.F64, this.settings.cgIterations() + 1L));
    this.fisherRows =
        owned.own(new FisherRows(compute, model, rows, this.settings.fisherFraction(), seed));
    this.unchecked = owned.own(new UncheckedStep(compute, model, objective));
  }

  @Override
  public UpdateReport apply(Batch batch, Progress progress) {
    UpdateReport report = new UpdateReport();
    report.klWanted = settings.stepRule() == StepRule.FIXED ? Double.NaN : settings.delta();
    // where products are made on all rows, this pass keeps the activations for them
    Tape kept = fisherRows.isPart() ? null : fisherRows.tape();
    evaluation.gradient(gradient, old, kept, model.theta(), batch, objective);
    fisherRows.record(batch, progress.iteration());
    if (settings.stepRule() == StepRule.LINE_SEARCH) {
      search(report, batch);
    } else {
      goAllTheWay(report, batch);
    }
    return report;
  }

  /** Direction, length and line search in one call. */
  private void search(UpdateReport report, Batch batch) {
    trustRegion.step(
        searched,
        model.theta(),
        direction,
        fisherRows.tape(),
        fisherAction(batch),
        gradient,
        old.objective(),
        batch,
        objective,
        new TrustRegionSettings(
            settings.delta(),
            settings.damping(),
            settings.tolerance(),
            settings.shrink(),
            settings.cgIterations(),
            settings.backtracks()));
    report.candidates = searched.examined();
    report.refusedByNumbers = searched.refusedByNumbers();
    report.refusedByKl = searched.refusedByKl();
    report.refusedByObjective = searched.refusedByObjective();
    if (searched.accepted() >= 0) {
      report.step(old, searched.statistics(), searched.stepSize());
    } else {
      report.stay(old);
    }
    describe(report, searched.solve(), searched.gradientNorm());
  }

  /** A direction, and a step along it whose length nothing checks. */
  private void goAllTheWay(UpdateReport report, Batch batch) {
    compute
        .conjugateGradient()
        .fisher(
            direction,
            residuals,
            solve,
            model.policy(),
            fisherRows.tape(),
            model.theta(),
            fisherAction(batch),
            gradient,
            settings.damping(),
            settings.cgIterations(),
            settings.tolerance());
    double size = stepSize();
    if (size > 0 && !Double.isInfinite(size)) {
      unchecked.take(report, batch, old, direction, size);
    } else {
      report.stay(old);
    }
    describe(report, solve, residuals.getDouble(0));
  }

  private Slab fisherAction(Batch batch) {
    return settings.fisher() == FisherKind.EMPIRICAL ? batch.action() : null;
  }

  /** The multiple of the direction that is taken without a search. */
  private double stepSize() {
    return settings.stepRule() == StepRule.FIXED
        ? settings.fixedStep()
        : StrictMath.sqrt(2 * settings.delta() / solve.quadratic());
  }

  private static void describe(UpdateReport report, SolveResult solved, double gradientNorm) {
    report.gradientNorm = gradientNorm;
    // the solve starts at 0, where the residual is the gradient
    report.solveFirstResidual = gradientNorm;
    report.solveLastResidual = solved.residual();
    report.solveIterations = solved.iterations();
    if (report.accepted) {
      report.predictedImprovement = report.stepSize * solved.linear();
    }
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
