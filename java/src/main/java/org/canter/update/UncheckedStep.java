// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.compute.Compute;
import org.canter.kernels.Batch;
import org.canter.kernels.Objective;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.canter.policy.PolicyModel;

/** Goes a given way along a direction; only numbers that are not finite keep it from that. */
final class UncheckedStep implements AutoCloseable {
  private final Compute compute;
  private final PolicyModel model;
  private final Objective objective;
  private final PolicyObjective evaluation;
  private final Slab start;
  private final PolicyStatistics found = new PolicyStatistics();

  UncheckedStep(Compute compute, PolicyModel model, Objective objective) {
    this.compute = compute;
    this.model = model;
    this.objective = objective;
    this.evaluation = new PolicyObjective(compute.context(), model.policy());
    this.start = compute.allocate(model.policy().parameters());
  }

  /** Takes the step, and writes what came out into the report. */
  void take(UpdateReport report, Batch batch, PolicyStatistics old, Slab direction, double size) {
    compute.vectors().axpby(start, 1, model.theta(), 0);
    compute.vectors().axpby(model.theta(), size, direction, 1);
    report.candidates = 1;
    if (isFinite(batch)) {
      report.step(old, found, size);
    } else {
      report.refusedByNumbers = 1;
      compute.vectors().axpby(model.theta(), 1, start, 0);
      report.stay(old);
    }
  }

  private boolean isFinite(Batch batch) {
    if (compute.vectors().countNonFinite(model.theta()) > 0) {
      return false;
    }
    evaluation.evaluate(found, model.theta(), batch, objective);
    return Double.isFinite(found.objective()) && Double.isFinite(found.meanKl());
  }

  @Override
  public void close() {
    start.close();
  }
}
