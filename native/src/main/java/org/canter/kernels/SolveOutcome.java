// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/** Why a conjugate gradient iteration ended. */
public enum SolveOutcome {
  /** the residual fell to tolerance times |b| (at once where b = 0) */
  CONVERGED(KernelsApi.CANTER_CG_CONVERGED),
  /** the iteration limit was reached */
  ITERATION_LIMIT(KernelsApi.CANTER_CG_ITERATION_LIMIT),
  /** p'Ap was not positive: x is the last iterate before */
  NON_POSITIVE_CURVATURE(KernelsApi.CANTER_CG_NON_POSITIVE_CURVATURE),
  /** a product was NaN or infinite: x is the last iterate before */
  NON_FINITE(KernelsApi.CANTER_CG_NON_FINITE);

  private static final SolveOutcome[] OUTCOMES = values();

  private final int code;

  SolveOutcome(int code) {
    this.code = code;
  }

  /**
   * The code of the C API.
   *
   * @return a canter_cg_outcome
   */
  public int code() {
    return code;
  }

  /** The outcome of a code of the C API. */
  static SolveOutcome of(int code) {
    for (SolveOutcome outcome : OUTCOMES) {
      if (outcome.code == code) {
        return outcome;
      }
    }
    throw new KernelInternalException(
        "canter_cg_outcome " + code + " is unknown; rebuild both sides");
  }
}
