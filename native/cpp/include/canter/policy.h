// SPDX-License-Identifier: Apache-2.0
//
// A policy is a network whose outputs are the parameters of a distribution. Its flat vector is
// theta[P] = the network's parameters, then log_std[F]. The network's own calls take the same
// theta: they read its first part.
#ifndef CANTER_POLICY_H_
#define CANTER_POLICY_H_

#include "canter/distribution.h"
#include "canter/mlp.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A network and a distribution: immutable, usable from any thread and with any context. */
typedef struct canter_policy canter_policy;

/**
 * Creates the policy in *out. The network's output width must equal the distribution's D. Both are
 * copied and may be destroyed afterwards; the caller owns *out.
 */
CANTER_API canter_status canter_policy_create(canter_policy** out, const canter_network* network,
                                              const canter_distribution* distribution);

/** Frees the policy; null is allowed. */
CANTER_API void canter_policy_destroy(canter_policy* policy);

/** P = parameters of the network + F; 0 for null. */
CANTER_API int64_t canter_policy_parameters(const canter_policy* policy);

/** Where log_std[F] begins in theta (the network's P); -1 for null. */
CANTER_API int64_t canter_policy_log_std_offset(const canter_policy* policy);

/** Bytes of scratch that canter_policy_act needs for `rows` rows; 0 for bad arguments. */
CANTER_API int64_t canter_policy_scratch_bytes(const canter_context* context,
                                               const canter_policy* policy, int64_t rows);

/**
 * Row call: forward pass, sample and log probability at once, for rollouts. From observation
 * (real[B, O]) and theta (real[P]) writes parameters (real[B, D]), action (real[B, A]) and
 * log_probability (real[B]) with the bits of canter_mlp_forward and canter_distribution_sample,
 * whose seed, stream and key these are. theta must be finite.
 */
CANTER_API canter_status canter_policy_act(const canter_context* context,
                                           const canter_policy* policy, void* action,
                                           void* log_probability, void* parameters,
                                           const void* theta, const void* observation,
                                           uint64_t seed, uint32_t stream, const uint32_t* key,
                                           int64_t rows, void* scratch, int64_t scratch_bytes);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_POLICY_H_
