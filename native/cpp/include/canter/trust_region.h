// SPDX-License-Identifier: Apache-2.0
//
// One step of trust-region policy optimisation from a gradient: direction, length and line search
// (thesis 3.6 and appendix C) in one call, so that a GPU needs no answer from the host in between.
#ifndef CANTER_TRUST_REGION_H_
#define CANTER_TRUST_REGION_H_

#include "canter/conjugate_gradient.h"
#include "canter/objective.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The most candidates of one line search. */
enum { CANTER_MAX_CANDIDATES = 64 };

/** How a step is chosen. */
typedef struct canter_trust_region_settings {
  /** delta: the bound of the mean KL divergence, positive and finite */
  double max_kl;
  /** added to the diagonal of the Fisher matrix, >= 0 */
  double damping;
  /** conjugate gradient stops at this share of |gradient|, >= 0 */
  double tolerance;
  /** the ratio of each candidate's step size to that of the one before, in (0, 1]: size 0 is the
   * longest, size k + 1 is size k * shrink */
  double shrink;
  /** the most iterations of conjugate gradient, >= 1 */
  int32_t iterations;
  /** how many candidates there are, 1..CANTER_MAX_CANDIDATES */
  int32_t candidates;
} canter_trust_region_settings;

/** What a step reports. */
typedef struct canter_trust_region_result {
  /** the solve F s = g; s'Fs is its `quadratic` */
  canter_cg_result solve;
  /** the first candidate that was taken, counted from 0; -1 where theta stayed as it was */
  int32_t accepted;
  /** candidates that were looked at: accepted + 1, or all, or 0 where there was no direction */
  int32_t examined;
  /** those whose parameters, objective or KL divergence were NaN or infinite */
  int32_t refused_by_numbers;
  /** those whose mean KL divergence was larger than delta */
  int32_t refused_by_kl;
  /** those that did not raise the objective */
  int32_t refused_by_objective;
  /** sqrt(2 delta / s'Fs), the step size of candidate 0; 0 where there was no direction */
  double longest;
  /** the step size of the accepted candidate, 0 without one */
  double step_size;
  /** a canter_statistic each, of the accepted candidate; NaN without one */
  double statistics[CANTER_STAT_COUNT];
  /** |gradient|, the residual before the first iteration */
  double first_residual;
} canter_trust_region_result;

/**
 * Pool call. Solves F s = gradient as canter_conjugate_gradient_fisher does on `fisher_tape`
 * (fisher_action as there), then takes the first of the steps theta + longest shrink^k s whose
 * objective on the batch exceeds objective_before and whose mean KL divergence is at most delta.
 * theta (real[P]) becomes it, or stays; direction (real[P]) receives s. The batch needs old
 * parameters. A direction with s'Fs <= 0 or NaN leads nowhere.
 */
CANTER_API canter_status canter_trust_region_step(
    canter_context* context, const canter_policy* policy, void* theta, void* direction,
    canter_trust_region_result* result, const canter_tape* fisher_tape, const void* fisher_action,
    const void* gradient, double objective_before, const canter_batch* batch,
    const canter_objective* objective, const canter_trust_region_settings* settings);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_TRUST_REGION_H_
