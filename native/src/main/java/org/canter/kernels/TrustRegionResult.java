// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.canter_cg_result;
import org.canter.kernels.c.canter_trust_region_result;

/**
 * What a step of {@link TrustRegion} reports. Made once and filled by each call, so that calls
 * allocate nothing. Not for use by several threads at once.
 */
public final class TrustRegionResult {
  private final SolveResult solve = new SolveResult();
  private final PolicyStatistics statistics = new PolicyStatistics();
  private int accepted = -1;
  private int examined;
  private int refusedByNumbers;
  private int refusedByKl;
  private int refusedByObjective;
  private double gradientNorm = Double.NaN;
  private double longest;
  private double stepSize;

  /** Creates a result without a step. */
  public TrustRegionResult() {}

  /**
   * The solve F s = g; s'Fs is its {@link SolveResult#quadratic()}.
   *
   * @return the same object for each step
   */
  public SolveResult solve() {
    return solve;
  }

  /**
   * The first candidate that was taken, counted from 0.
   *
   * @return -1 where theta stayed as it was
   */
  public int accepted() {
    return accepted;
  }

  /**
   * Candidates that were looked at.
   *
   * @return accepted + 1, or all, or 0 where there was no direction
   */
  public int examined() {
    return examined;
  }

  /**
   * Candidates whose parameters, objective or KL divergence were NaN or infinite.
   *
   * @return a count of those examined
   */
  public int refusedByNumbers() {
    return refusedByNumbers;
  }

  /**
   * Candidates whose mean KL divergence was above the bound.
   *
   * @return a count of those examined
   */
  public int refusedByKl() {
    return refusedByKl;
  }

  /**
   * Candidates that did not raise the objective.
   *
   * @return a count of those examined
   */
  public int refusedByObjective() {
    return refusedByObjective;
  }

  /**
   * |gradient|, where the solve began.
   *
   * @return the norm; NaN before the first step
   */
  public double gradientNorm() {
    return gradientNorm;
  }

  /**
   * sqrt(2 delta / s'Fs): the step size of candidate 0.
   *
   * @return 0 where there was no direction
   */
  public double longest() {
    return longest;
  }

  /**
   * The step size of the accepted candidate.
   *
   * @return 0 without one
   */
  public double stepSize() {
    return stepSize;
  }

  /**
   * The statistics of the accepted candidate.
   *
   * @return the same object for each step; NaN everywhere without one
   */
  public PolicyStatistics statistics() {
    return statistics;
  }

  /** Takes the values of a call; `solved` is the struct's own part. */
  void read(canter_trust_region_result struct, canter_cg_result solved) {
    solve.read(solved);
    statistics.read(struct);
    accepted = struct.accepted();
    examined = struct.examined();
    refusedByNumbers = struct.refused_by_numbers();
    refusedByKl = struct.refused_by_kl();
    refusedByObjective = struct.refused_by_objective();
    gradientNorm = struct.first_residual();
    longest = struct.longest();
    stepSize = struct.step_size();
  }

  @Override
  public String toString() {
    return "candidate "
        + accepted
        + " of "
        + examined
        + ", step size "
        + stepSize
        + " of "
        + longest
        + ", refused by numbers "
        + refusedByNumbers
        + ", by KL "
        + refusedByKl
        + ", by the objective "
        + refusedByObjective
        + "; "
        + statistics
        + "; solve: "
        + solve;
  }
}
