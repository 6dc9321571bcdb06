// SPDX-License-Identifier: Apache-2.0
//
// Running mean and variance of observations, merged batch by batch (Chan, Golub, LeVeque), and the
// normalisation that uses them. The state is count (double[1]), mean (double[O]) and m2
// (double[O]), the sum of squared deviations from the mean; all zero at first.
#ifndef CANTER_MOMENTS_H_
#define CANTER_MOMENTS_H_

#include "canter/context.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Pool call. Absorbs x (real[M, O]) into the state; index (int32[B], may be null) picks rows, null
 * takes rows 0..B-1. A non-finite x is refused before the state changes.
 */
CANTER_API canter_status canter_moments_update(canter_context* context, double* count, double* mean,
                                               double* m2, const void* x, const int32_t* index,
                                               int64_t source_rows, int64_t rows, int64_t width);

/** Adds the state (other_count, other_mean, other_m2) to the first one. Any thread. */
CANTER_API canter_status canter_moments_merge(double* count, double* mean, double* m2,
                                              const double* other_count, const double* other_mean,
                                              const double* other_m2, int64_t width);

/**
 * Row call. From the state: shift (real[O]) = mean, scale (real[O]) = 1 / sqrt(m2 / count +
 * epsilon), epsilon > 0; shift 0 and scale 1 while count is 0.
 */
CANTER_API canter_status canter_moments_freeze(const canter_context* context, void* shift,
                                               void* scale, const double* count, const double* mean,
                                               const double* m2, double epsilon, int64_t width);

/**
 * Row call. y (real[B, O]) = (x - shift) * scale, limited to [-limit, limit] (limit > 0, infinity
 * allowed); y may be x. A NaN in x stays NaN.
 */
CANTER_API canter_status canter_moments_normalize(const canter_context* context, void* y,
                                                  const void* x, const void* shift,
                                                  const void* scale, double limit, int64_t rows,
                                                  int64_t width);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_MOMENTS_H_
