// SPDX-License-Identifier: Apache-2.0
//
// Fitting a value network V(s; phi): the gradient of its squared error and the Gauss-Newton product
// of its trust region (thesis 4.5, Eq. 33 and 34).
#ifndef CANTER_VALUE_H_
#define CANTER_VALUE_H_

#include "canter/mlp.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Places in the statistics array of canter_value_gradient. */
typedef enum canter_value_statistic {
  /** mean of (V - target)^2 / 2 */
  CANTER_VALUE_LOSS = 0,
  /** 1 - mean (V - target)^2 / variance of the targets; NaN where that variance is zero */
  CANTER_VALUE_EXPLAINED_VARIANCE = 1,
  /** the length of the array */
  CANTER_VALUE_COUNT = 2
} canter_value_statistic;

/**
 * Pool call. gradient (real[P], may be null: statistics only) of the mean of (V - target)^2 / 2 by
 * theta, and statistics (double[CANTER_VALUE_COUNT], may be null where there is a gradient: then a
 * device is not waited for). The network has one output. observation is
 * real[M, I], target real[M], index int32[B] or null (rows 0..B-1). `tape` (may be null) keeps the
 * activations.
 */
CANTER_API canter_status canter_value_gradient(canter_context* context,
                                               const canter_network* network, void* gradient,
                                               double* statistics, canter_tape* tape,
                                               const void* theta, const void* observation,
                                               const void* target, const int32_t* index,
                                               int64_t source_rows, int64_t rows);

/**
 * Pool call. out (real[P]) = (1/B) sum_b J_b' J_b v + damping v over the tape's rows, for a network
 * with any number of outputs; damping >= 0.
 */
CANTER_API canter_status canter_gauss_newton_product(canter_context* context,
                                                     const canter_network* network, void* out,
                                                     const canter_tape* tape, const void* theta,
                                                     const void* v, double damping);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_VALUE_H_
