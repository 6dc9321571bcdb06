// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.canter_cg_result;

/**
 * What a conjugate gradient solve reports. Made once and filled by each call, so that calls
 * allocate nothing. Not for use by several threads at once.
 */
public final class SolveResult {
  private SolveOutcome outcome;
  private int iterations;
  private double residual = Double.NaN;
  private double quadratic = Double.NaN;
  private double linear = Double.NaN;

  /** Creates a result without an outcome, of NaN. */
  public SolveResult() {}

  /**
   * Why the iteration ended.
   *
   * @return null before the first solve
   */
  public SolveOutcome outcome() {
    return outcome;
  }

  /**
   * Iterations done; the residual history holds one number more.
   *
   * @return at least 0
   */
  public int iterations() {
    return iterations;
  }

  /**
   * |b - A x| by the recursion.
   *
   * @return the residual's norm
   */
  public double residual() {
    return residual;
  }

  /**
   * x'A x by the recursion: what the step size of a trust region needs.
   *
   * @return the quadratic form
   */
  public double quadratic() {
    return quadratic;
  }

  /**
   * x'b.
   *
   * @return the inner product
   */
  public double linear() {
    return linear;
  }

  /** Takes the values of a call. */
  void read(canter_cg_result struct) {
    outcome = SolveOutcome.of(struct.outcome());
    iterations = struct.iterations();
    residual = struct.residual();
    quadratic = struct.quadratic();
    linear = struct.linear();
  }

  @Override
  public String toString() {
    return outcome
        + " after "
        + iterations
        + ", residual "
        + residual
        + ", x'Ax "
        + quadratic
        + ", x'b "
        + linear;
  }
}
