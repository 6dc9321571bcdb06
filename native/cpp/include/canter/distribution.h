// SPDX-License-Identifier: Apache-2.0
//
// Distributions over actions, row by row. All of these are row calls without scratch.
//
// Gaussian with A dimensions: D = A means a row, F = A log standard deviations shared by all rows.
// Categorical with factors of K_1, ..., K_A choices: D = K_1 + ... + K_A unnormalised log
// probabilities (logits) a row, F = 0; an action is A numbers, each a choice 0..K_j - 1 stored as a
// real. One factor is the ordinary categorical; 3 + 3 + 2 is the factored one of the thesis, 3.13.
//
// Where F = 0 the pointers to log standard deviations and to their derivatives are ignored and may
// be null. Derivatives with respect to them are given row by row, [B, F].
#ifndef CANTER_DISTRIBUTION_H_
#define CANTER_DISTRIBUTION_H_

#include "canter/context.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The family of a distribution. */
typedef enum canter_distribution_kind {
  /** diagonal Gaussian with free log standard deviations */
  CANTER_GAUSSIAN = 0,
  /** product of one or more categorical factors */
  CANTER_CATEGORICAL = 1
} canter_distribution_kind;

/** The most factors of a categorical. */
enum { CANTER_MAX_FACTORS = 64 };

/** The shape of a distribution: immutable, usable from any thread and with any context. */
typedef struct canter_distribution canter_distribution;

/**
 * Creates the shape in *out. CANTER_GAUSSIAN: factors = 1 and sizes[0] = A >= 1.
 * CANTER_CATEGORICAL: sizes[factors], each >= 2, factors in 1..CANTER_MAX_FACTORS. The sizes are
 * copied; the caller owns *out. D is at most CANTER_MAX_WIDTH of network.h.
 */
CANTER_API canter_status canter_distribution_create(canter_distribution** out,
                                                    canter_distribution_kind kind,
                                                    const int32_t* sizes, int32_t factors);

/** Frees the shape; null is allowed. */
CANTER_API void canter_distribution_destroy(canter_distribution* distribution);

/** D, the distribution parameters of a row; 0 for null. */
CANTER_API int32_t canter_distribution_width(const canter_distribution* distribution);

/** A, the numbers of an action; 0 for null. */
CANTER_API int32_t canter_distribution_actions(const canter_distribution* distribution);

/** F, the free parameters (log standard deviations); 0 for null and for categoricals. */
CANTER_API int32_t canter_distribution_free(const canter_distribution* distribution);

/**
 * Draws action (real[B, A]) from parameters (real[B, D]) and log_std (real[F]), and writes its
 * log_probability (real[B], may be null). Row b uses the random numbers of (seed, stream,
 * environment, episode, step) with key[b, 3] (uint32) = environment, episode, step: normal j for
 * Gaussian dimension j, uniform j for categorical factor j (see random.h). A row's bits do not
 * depend on B or on its position, and its log probability has the bits of
 * canter_distribution_log_probability.
 */
CANTER_API canter_status canter_distribution_sample(const canter_context* context,
                                                    const canter_distribution* distribution,
                                                    void* action, void* log_probability,
                                                    const void* parameters, const void* log_std,
                                                    uint64_t seed, uint32_t stream,
                                                    const uint32_t* key, int64_t rows);

/** action (real[B, A]) = the mean of a Gaussian, the first of the most likely choices of a factor.
 */
CANTER_API canter_status canter_distribution_mode(const canter_context* context,
                                                  const canter_distribution* distribution,
                                                  void* action, const void* parameters,
                                                  int64_t rows);

/** log_probability (real[B]) = log p(action (real[B, A]) | parameters, log_std). */
CANTER_API canter_status canter_distribution_log_probability(
    const canter_context* context, const canter_distribution* distribution, void* log_probability,
    const void* parameters, const void* log_std, const void* action, int64_t rows);

/** Derivatives of the above: d_parameters (real[B, D]) and d_log_std (real[B, F]). */
CANTER_API canter_status canter_distribution_log_probability_gradient(
    const canter_context* context, const canter_distribution* distribution, void* d_parameters,
    void* d_log_std, const void* parameters, const void* log_std, const void* action, int64_t rows);

/** entropy (real[B]) of each row's distribution, in nats. */
CANTER_API canter_status canter_distribution_entropy(const canter_context* context,
                                                     const canter_distribution* distribution,
                                                     void* entropy, const void* parameters,
                                                     const void* log_std, int64_t rows);

/** Derivatives of the entropy: d_parameters (real[B, D]) and d_log_std (real[B, F]). */
CANTER_API canter_status canter_distribution_entropy_gradient(
    const canter_context* context, const canter_distribution* distribution, void* d_parameters,
    void* d_log_std, const void* parameters, const void* log_std, int64_t rows);

/** kl (real[B]) = KL(old || new) of each row; exactly 0 where the arguments have the same bits. */
CANTER_API canter_status canter_distribution_kl(const canter_context* context,
                                                const canter_distribution* distribution, void* kl,
                                                const void* old_parameters, const void* old_log_std,
                                                const void* new_parameters, const void* new_log_std,
                                                int64_t rows);

/** Derivatives of KL(old || new) by the new: d_parameters (real[B, D]), d_log_std (real[B, F]). */
CANTER_API canter_status canter_distribution_kl_gradient(
    const canter_context* context, const canter_distribution* distribution, void* d_parameters,
    void* d_log_std, const void* old_parameters, const void* old_log_std,
    const void* new_parameters, const void* new_log_std, int64_t rows);

/**
 * The Fisher matrix M of each row in distribution-parameter space, applied: out (real[B, D]) and
 * out_log_std (real[B, F]) = M (v (real[B, D]), v_log_std (real[B, F])). M is the Hessian of
 * KL(old || new) by the new parameters at new = old.
 */
CANTER_API canter_status canter_distribution_fisher(const canter_context* context,
                                                    const canter_distribution* distribution,
                                                    void* out, void* out_log_std,
                                                    const void* parameters, const void* log_std,
                                                    const void* v, const void* v_log_std,
                                                    int64_t rows);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_DISTRIBUTION_H_
