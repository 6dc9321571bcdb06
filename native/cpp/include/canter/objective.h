// SPDX-License-Identifier: Apache-2.0
//
// Objectives of a policy over a batch, their statistics and gradients. With r = pi(a|s) /
// pi_old(a|s) and a weight w per row (the advantage), each is a mean over the batch, to be
// maximised:
//   CANTER_SURROGATE       mean r w                                     (thesis Eq. 14)
//   CANTER_CLIPPED         mean min(r w, clip(r, 1 - clip, 1 + clip) w)
//   CANTER_LOG_LIKELIHOOD  mean w log pi(a|s)
// plus entropy_bonus * mean entropy, minus kl_penalty * mean KL(old || new).
#ifndef CANTER_OBJECTIVE_H_
#define CANTER_OBJECTIVE_H_

#include "canter/policy.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The first term of an objective. */
typedef enum canter_objective_kind {
  /** importance-weighted surrogate */
  CANTER_SURROGATE = 0,
  /** clipped surrogate; its derivative is zero where the clipped branch is the smaller one */
  CANTER_CLIPPED = 1,
  /** weighted log-likelihood */
  CANTER_LOG_LIKELIHOOD = 2
} canter_objective_kind;

/** An objective: its first term and the weights of the others. */
typedef struct canter_objective {
  /** a canter_objective_kind */
  int32_t kind;
  /** half-width of the clipping interval, in (0, 1); read by CANTER_CLIPPED only */
  double clip;
  /** weight of the mean entropy, finite */
  double entropy_bonus;
  /** weight of the mean KL divergence, finite and >= 0 */
  double kl_penalty;
} canter_objective;

/**
 * Where a batch lies. Buffers have M = source_rows rows; the batch is the B = rows rows that
 * `index` picks, or rows 0..B-1 where it is null. Nothing is owned.
 */
typedef struct canter_batch {
  /** real[M, O] */
  const void* observation;
  /** real[M, A] */
  const void* action;
  /** real[M]: advantages, or the weights of the log-likelihood */
  const void* weight;
  /** real[M]: log pi_old(a|s); may be null for CANTER_LOG_LIKELIHOOD */
  const void* old_log_probability;
  /** real[M, D]: parameters of the old distributions; null leaves the KL out (reported as NaN) */
  const void* old_parameters;
  /** real[F]: log standard deviations of the old distributions; goes with old_parameters */
  const void* old_log_std;
  /** int32[B], each in 0..M-1, or null */
  const int32_t* index;
  /** M */
  int64_t source_rows;
  /** B */
  int64_t rows;
} canter_batch;

/** Places in the statistics array. All means are over the batch. */
typedef enum canter_statistic {
  /** the whole objective */
  CANTER_STAT_OBJECTIVE = 0,
  /** the mean of r w (of w log pi for CANTER_LOG_LIKELIHOOD), before clipping */
  CANTER_STAT_SURROGATE = 1,
  /** mean KL(old || new), NaN without old parameters */
  CANTER_STAT_MEAN_KL = 2,
  /** largest KL(old || new) of a row, NaN without old parameters */
  CANTER_STAT_MAX_KL = 3,
  /** mean entropy of the new distributions */
  CANTER_STAT_ENTROPY = 4,
  /** share of rows whose ratio lies outside the clipping interval; 0 but for CANTER_CLIPPED */
  CANTER_STAT_CLIP_FRACTION = 5,
  /** mean of r, NaN without old log probabilities */
  CANTER_STAT_MEAN_RATIO = 6,
  /** largest r, NaN without old log probabilities */
  CANTER_STAT_MAX_RATIO = 7,
  /** the length of the array */
  CANTER_STAT_COUNT = 8
} canter_statistic;

/**
 * Pool call. statistics (double[CANTER_STAT_COUNT]) of the policy theta (real[P]) on the batch.
 * This is what a line search evaluates: one forward pass, nothing kept.
 */
CANTER_API canter_status canter_policy_evaluate(canter_context* context,
                                                const canter_policy* policy, double* statistics,
                                                const void* theta, const canter_batch* batch,
                                                const canter_objective* objective);

/**
 * Pool call. gradient (real[P]) of the objective by theta, and its statistics
 * (double[CANTER_STAT_COUNT]). `tape` (may be null) keeps the activations of this forward pass, as
 * canter_mlp_record of the same rows would, for the Fisher-vector products that follow.
 */
CANTER_API canter_status canter_policy_gradient(canter_context* context,
                                                const canter_policy* policy, void* gradient,
                                                double* statistics, canter_tape* tape,
                                                const void* theta, const canter_batch* batch,
                                                const canter_objective* objective);

/**
 * Pool call. As canter_policy_gradient, but reads the activations of `tape`, recorded at the same
 * theta from the same rows; batch->observation is ignored and may be null.
 */
CANTER_API canter_status canter_policy_gradient_recorded(canter_context* context,
                                                         const canter_policy* policy,
                                                         void* gradient, double* statistics,
                                                         const canter_tape* tape, const void* theta,
                                                         const canter_batch* batch,
                                                         const canter_objective* objective);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_OBJECTIVE_H_
