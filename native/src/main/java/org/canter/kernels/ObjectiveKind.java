// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/** The first term of an objective, with r = pi(a|s) / pi_old(a|s) and w the weight of a row. */
public enum ObjectiveKind {
  /** importance-weighted surrogate: mean r w */
  SURROGATE(KernelsApi.CANTER_SURROGATE),
  /** clipped surrogate: mean min(r w, clip(r, 1 - clip, 1 + clip) w) */
  CLIPPED(KernelsApi.CANTER_CLIPPED),
  /** weighted log-likelihood: mean w log pi(a|s) */
  LOG_LIKELIHOOD(KernelsApi.CANTER_LOG_LIKELIHOOD);

  private final int code;

  ObjectiveKind(int code) {
    this.code = code;
  }

  /**
   * The code of the C API.
   *
   * @return a canter_objective_kind
   */
  public int code() {
    return code;
  }
}
