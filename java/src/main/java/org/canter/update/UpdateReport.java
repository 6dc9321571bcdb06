// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.kernels.PolicyStatistics;
import org.canter.metric.MetricRow;

/** What an update did; NaN for what a method does not have. */
public final class UpdateReport {
  // surrogate of the old policy: the mean advantage
  double surrogateBefore = Double.NaN;

  // surrogate of the new policy
  double surrogateAfter = Double.NaN;

  // the bound that was set on the mean KL divergence
  double klWanted = Double.NaN;

  // mean KL divergence of the new policy from the old one
  double klReached = Double.NaN;

  // largest KL divergence over the states of the batch
  double klLargest = Double.NaN;

  // mean entropy of the new policy
  double entropy = Double.NaN;

  // norm of the objective's gradient at the old policy
  double gradientNorm = Double.NaN;

  // residual of conjugate gradient before its first step
  double solveFirstResidual = Double.NaN;

  // residual of conjugate gradient after its last step
  double solveLastResidual = Double.NaN;

  // iterations of conjugate gradient
  long solveIterations;

  // improvement that the gradient promised for the step that was taken
  double predictedImprovement = Double.NaN;

  // multiple of the natural gradient that was taken, 0 if none
  double stepSize = Double.NaN;

  // candidates that were tried
  long candidates;

  // candidates that were refused because the surrogate did not improve
  long refusedByObjective;

  // candidates that were refused because of their KL divergence
  long refusedByKl;

  // candidates that were refused because something was not finite
  long refusedByNumbers;

  // whether the policy changed
  boolean accepted;

  // share of the rows whose ratio is outside of the clipping interval
  double clipFraction = Double.NaN;

  // weight of the KL penalty during the update
  double penalty = Double.NaN;

  /** Creates an empty report. */
  public UpdateReport() {}

  /** Tells of a policy that a step was taken to. */
  void step(PolicyStatistics old, PolicyStatistics found, double size) {
    accepted = true;
    stepSize = size;
    describe(old, found);
  }

  /** Tells of a policy that stayed as it was. */
  void stay(PolicyStatistics old) {
    accepted = false;
    stepSize = 0;
    describe(old, old);
    klReached = 0;
    klLargest = 0;
    predictedImprovement = 0;
  }

  private void describe(PolicyStatistics old, PolicyStatistics now) {
    surrogateBefore = old.surrogate();
    surrogateAfter = now.surrogate();
    klReached = now.meanKl();
    klLargest = now.maxKl();
    entropy = now.entropy();
  }

  /**
   * Writes everything as metrics.
   *
   * @param row receives them
   */
  public void writeTo(MetricRow row) {
    row.put("surrogate_before", surrogateBefore);
    row.put("surrogate_after", surrogateAfter);
    row.put("improvement_predicted", predictedImprovement);
    row.put("improvement_actual", surrogateAfter - surrogateBefore);
    row.put("kl_wanted", klWanted);
    row.put("kl", klReached);
    row.put("kl_max", klLargest);
    row.put("entropy", entropy);
    row.put("gradient_norm", gradientNorm);
    row.put("cg_iterations", solveIterations);
    row.put("cg_residual_first", solveFirstResidual);
    row.put("cg_residual_last", solveLastResidual);
    row.put("step_accepted", accepted ? 1L : 0L);
    row.put("step_size", stepSize);
    row.put("step_candidates", candidates);
    row.put("step_refused_objective", refusedByObjective);
    row.put("step_refused_kl", refusedByKl);
    row.put("step_refused_not_finite", refusedByNumbers);
    row.put("clip_fraction", clipFraction);
    row.put("kl_penalty", penalty);
  }

  /**
   * Mean KL divergence of the new policy from the old one.
   *
   * @return 0 where the policy stayed
   */
  public double kl() {
    return klReached;
  }

  /**
   * Whether the policy changed.
   *
   * @return false where no candidate was accepted
   */
  public boolean accepted() {
    return accepted;
  }

  /**
   * The surrogate of the policy that came out, less that of the old one.
   *
   * @return at least 0 for a line search
   */
  public double improvement() {
    return surrogateAfter - surrogateBefore;
  }
}
