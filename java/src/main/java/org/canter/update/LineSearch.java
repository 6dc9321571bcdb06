// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.compute.Compute;
import org.canter.kernels.Batch;
import org.canter.kernels.Objective;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.canter.policy.PolicyModel;

/**
 * Goes along a direction, shorter and shorter, until the objective is better than before and the
 * mean KL divergence is within its bound. If no candidate is, the parameters stay as they were.
 */
final class LineSearch implements AutoCloseable {
  /** What a candidate must meet, and how many there are. */
  record Bounds(double delta, int candidates, double shrink) {
    /** One step, taken if its numbers are finite. */
    static final Bounds UNCHECKED = new Bounds(Double.POSITIVE_INFINITY, 1, 1);

    boolean checked() {
      return delta < Double.POSITIVE_INFINITY;
    }
  }

  private final Compute compute;
  private final PolicyModel model;
  private final Objective objective;
  private final PolicyObjective evaluation;
  private final Slab start;
  private final PolicyStatistics candidate = new PolicyStatistics();

  LineSearch(Compute compute, PolicyModel model, Objective objective) {
    this.compute = compute;
    this.model = model;
    this.objective = objective;
    this.evaluation = new PolicyObjective(compute.context(), model.policy());
    this.start = compute.allocate(model.policy().parameters());
  }

  /** Searches, and writes what came out into the report. */
  void run(
      UpdateReport report,
      Batch batch,
      PolicyStatistics old,
      Slab direction,
      double longest,
      Bounds bounds) {
    compute.vectors().axpby(start, 1, model.theta(), 0);
    double size = longest;
    for (int i = 0; i < bounds.candidates(); i++, size *= bounds.shrink()) {
      compute.vectors().axpby(model.theta(), 1, start, 0);
      compute.vectors().axpby(model.theta(), size, direction, 1);
      report.candidates++;
      if (accepts(report, batch, old, bounds)) {
        report.accepted = true;
        report.stepSize = size;
        report.surrogateBefore = old.surrogate();
        describe(report, candidate);
        return;
      }
    }
    compute.vectors().axpby(model.theta(), 1, start, 0);
    stay(report, old);
  }

  private boolean accepts(UpdateReport report, Batch batch, PolicyStatistics old, Bounds bounds) {
    if (compute.vectors().countNonFinite(model.theta()) > 0) {
      report.refusedByNumbers++;
      return false;
    }
    evaluation.evaluate(candidate, model.theta(), batch, objective);
    if (!Double.isFinite(candidate.objective()) || !Double.isFinite(candidate.meanKl())) {
      report.refusedByNumbers++;
      return false;
    }
    if (!bounds.checked()) {
      return true;
    }
    if (candidate.meanKl() > bounds.delta()) {
      report.refusedByKl++;
      return false;
    }
    if (!(candidate.objective() > old.objective())) {
      report.refusedByObjective++;
      return false;
    }
    return true;
  }

  /** Reports that the parameters stayed. */
  void stay(UpdateReport report, PolicyStatistics old) {
    report.accepted = false;
    report.stepSize = 0;
    report.surrogateBefore = old.surrogate();
    describe(report, old);
    report.klReached = 0;
    report.klLargest = 0;
    report.predictedImprovement = 0;
  }

  private static void describe(UpdateReport report, PolicyStatistics statistics) {
    report.surrogateAfter = statistics.surrogate();
    report.klReached = statistics.meanKl();
    report.klLargest = statistics.maxKl();
    report.entropy = statistics.entropy();
  }

  @Override
  public void close() {
    start.close();
  }
}
