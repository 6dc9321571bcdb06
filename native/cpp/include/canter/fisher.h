// SPDX-License-Identifier: Apache-2.0
//
// Fisher-vector products of a policy over a recorded batch. No matrix is formed and no score
// stored. The tape must hold activations of the policy's network at theta; a subsample of states is
// a tape recorded with an index of those states.
#ifndef CANTER_FISHER_H_
#define CANTER_FISHER_H_

#include "canter/policy.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Pool call. out (real[P]) = (1/B) sum_b J_b' M_b J_b v + damping v: a tangent pass, the
 * distribution's Fisher matrix M_b, a backward pass (thesis 3.12.1). v is real[P], damping >= 0.
 */
CANTER_API canter_status canter_fisher_product(canter_context* context, const canter_policy* policy,
                                               void* out, const canter_tape* tape,
                                               const void* theta, const void* v, double damping);

/**
 * Pool call. out (real[P]) = (1/B) sum_b s_b (s_b' v) + damping v with the scores
 * s_b = grad log pi(a_b | s_b), for action (real[M, A]) where M and the index are the tape's.
 */
CANTER_API canter_status canter_fisher_product_empirical(canter_context* context,
                                                         const canter_policy* policy, void* out,
                                                         const canter_tape* tape, const void* theta,
                                                         const void* action, const void* v,
                                                         double damping);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_FISHER_H_
