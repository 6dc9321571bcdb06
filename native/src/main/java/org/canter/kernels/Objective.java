// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.canter_objective;

/**
 * An objective of a policy over a batch, a mean to be maximised: its first term, plus entropyBonus
 * times the mean entropy, minus klPenalty times the mean KL(old || new).
 *
 * @param kind the first term
 * @param clip half-width of the clipping interval, in (0, 1); read by {@link ObjectiveKind#CLIPPED}
 *     only
 * @param entropyBonus weight of the mean entropy, finite
 * @param klPenalty weight of the mean KL divergence, finite and at least 0; not 0 needs the batch's
 *     old parameters
 */
public record Objective(ObjectiveKind kind, double clip, double entropyBonus, double klPenalty) {
  /**
   * The importance-weighted surrogate alone.
   *
   * @return the objective
   */
  public static Objective surrogate() {
    return new Objective(ObjectiveKind.SURROGATE, 0, 0, 0);
  }

  /**
   * The clipped surrogate alone.
   *
   * @param clip half-width of the clipping interval, in (0, 1)
   * @return the objective
   */
  public static Objective clipped(double clip) {
    return new Objective(ObjectiveKind.CLIPPED, clip, 0, 0);
  }

  /**
   * The weighted log-likelihood alone.
   *
   * @return the objective
   */
  public static Objective logLikelihood() {
    return new Objective(ObjectiveKind.LOG_LIKELIHOOD, 0, 0, 0);
  }

  /** Writes the struct of the C API. */
  canter_objective fill(canter_objective struct) {
    return struct.kind(kind.code()).clip(clip).entropy_bonus(entropyBonus).kl_penalty(klPenalty);
  }
}
