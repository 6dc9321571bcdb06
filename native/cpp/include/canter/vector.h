// SPDX-License-Identifier: Apache-2.0
//
// Operations on flat vectors (real[n]). Sums are taken in double over fixed blocks that depend on n
// alone and are added as a binary tree, so that equal inputs give equal bits. Pool calls.
#ifndef CANTER_VECTOR_H_
#define CANTER_VECTOR_H_

#include "canter/context.h"

#ifdef __cplusplus
extern "C" {
#endif

/** *result = sum of x. */
CANTER_API canter_status canter_vector_sum(canter_context* context, double* result, const void* x,
                                           int64_t n);

/** *result = x'y; x and y may be the same. */
CANTER_API canter_status canter_vector_dot(canter_context* context, double* result, const void* x,
                                           const void* y, int64_t n);

/** *result = the largest absolute value, NaN if any is NaN. */
CANTER_API canter_status canter_vector_max_abs(canter_context* context, double* result,
                                               const void* x, int64_t n);

/** *result = how many elements are NaN or infinite. */
CANTER_API canter_status canter_vector_count_non_finite(canter_context* context, int64_t* result,
                                                        const void* x, int64_t n);

/** Mean and (population) standard deviation of x, by two passes. */
CANTER_API canter_status canter_vector_moments(canter_context* context, double* mean,
                                               double* deviation, const void* x, int64_t n);

/** y = alpha x + beta y; x and y may be the same, not overlap otherwise; beta = 0 ignores y's
 * content. */
CANTER_API canter_status canter_vector_axpby(canter_context* context, void* y, double alpha,
                                             const void* x, double beta, int64_t n);

/**
 * y = (x - mean x) / (standard deviation of x + epsilon), epsilon > 0; y may be x. This is how
 * advantages are standardised.
 */
CANTER_API canter_status canter_vector_standardize(canter_context* context, void* y, const void* x,
                                                   double epsilon, int64_t n);

/**
 * out[m] = the picked elements of x[n]: out[i] = x[index[i]], each index in 0..n - 1. out overlaps
 * neither x nor index. This is how a kept history is cut and how environments are picked.
 */
CANTER_API canter_status canter_vector_gather(canter_context* context, void* out, const void* x,
                                              const int32_t* index, int64_t n, int64_t m);

/**
 * y[n] with m elements replaced: y[index[i]] = x[i], each index in 0..n - 1; the others keep what
 * they hold. Indices are distinct, which is not checked: of two equal ones either may win. y
 * overlaps neither x nor index.
 */
CANTER_API canter_status canter_vector_scatter(canter_context* context, void* y, const void* x,
                                               const int32_t* index, int64_t n, int64_t m);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_VECTOR_H_
