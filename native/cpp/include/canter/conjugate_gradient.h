// SPDX-License-Identifier: Apache-2.0
//
// Conjugate gradient for A x = b, with A symmetric and positive definite, given as a product. It
// starts at x = 0, so equal inputs give equal bits; a breakdown is a value of the result, not a
// failure. Vectors are kept in double inside; products are taken in the context's element type.
#ifndef CANTER_CONJUGATE_GRADIENT_H_
#define CANTER_CONJUGATE_GRADIENT_H_

#include "canter/fisher.h"
#include "canter/value.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Why the iteration ended. */
typedef enum canter_cg_outcome {
  /** the residual fell to tolerance * |b| (at once where b = 0) */
  CANTER_CG_CONVERGED = 0,
  /** the iteration limit was reached */
  CANTER_CG_ITERATION_LIMIT = 1,
  /** p'Ap <= 0: x is the last iterate before */
  CANTER_CG_NON_POSITIVE_CURVATURE = 2,
  /** a product was NaN or infinite: x is the last iterate before */
  CANTER_CG_NON_FINITE = 3
} canter_cg_outcome;

/** What a solve reports. */
typedef struct canter_cg_result {
  /** a canter_cg_outcome */
  int32_t outcome;
  /** iterations done; the residual history holds iterations + 1 numbers */
  int32_t iterations;
  /** |b - A x| by the recursion */
  double residual;
  /** x'A x by the recursion: what the step size of a trust region needs */
  double quadratic;
  /** x'b */
  double linear;
} canter_cg_result;

/** A product: writes out (real[n]) = A v (real[n]); any status but CANTER_OK ends the solve with
 * it. */
typedef canter_status (*canter_linear_operator)(void* self, void* out, const void* v);

/**
 * Pool call. Solves op(x) = b for x (real[n]), b (real[n]), in at most `iterations` (>= 1) steps or
 * until |r| <= tolerance * |b| (tolerance >= 0). residuals (double[iterations + 1], may be null)
 * receives |r| before the first and after each step. `op` is called with `self`; it may make pool
 * calls of another context only.
 */
CANTER_API canter_status canter_conjugate_gradient(canter_context* context, void* x,
                                                   double* residuals, canter_cg_result* result,
                                                   canter_linear_operator op, void* self,
                                                   const void* b, int64_t n, int32_t iterations,
                                                   double tolerance);

/** Pool call. The same for a dense symmetric matrix (real[n, n]): small problems and tests. */
CANTER_API canter_status canter_conjugate_gradient_dense(
    canter_context* context, void* x, double* residuals, canter_cg_result* result,
    const void* matrix, const void* b, int64_t n, int32_t iterations, double tolerance);

/**
 * Pool call. The same for the damped Fisher matrix of canter_fisher_product, or, where action
 * (real[M, A]) is not null, of canter_fisher_product_empirical; n = P of the policy.
 */
CANTER_API canter_status canter_conjugate_gradient_fisher(
    canter_context* context, const canter_policy* policy, void* x, double* residuals,
    canter_cg_result* result, const canter_tape* tape, const void* theta, const void* action,
    const void* b, double damping, int32_t iterations, double tolerance);

/** Pool call. The same for the damped matrix of canter_gauss_newton_product; n = P of the network.
 */
CANTER_API canter_status canter_conjugate_gradient_gauss_newton(
    canter_context* context, const canter_network* network, void* x, double* residuals,
    canter_cg_result* result, const canter_tape* tape, const void* theta, const void* b,
    double damping, int32_t iterations, double tolerance);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_CONJUGATE_GRADIENT_H_
