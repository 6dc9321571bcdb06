// SPDX-License-Identifier: Apache-2.0
//
// Checks that products over a tape share with the solves that use them.
#ifndef CANTER_API_PRODUCT_CHECKS_H_
#define CANTER_API_PRODUCT_CHECKS_H_

#include "api/batch_checks.h"

namespace canter {

// the operands of a Fisher-vector product but the direction, of whose content `checks` is told;
// action is null for the analytic one
inline void need_fisher(const Context& context, BufferChecks& checks, const Policy* policy,
                        const Tape* tape, const void* theta, const void* action, double damping) {
  need(policy, "policy");
  need(theta, "theta");
  need_recorded(context, policy->network, tape);
  need_at_least_zero(damping, "damping");
  if (action != nullptr) {
    checks.actions(policy->distribution, action, tape->picks(), tape->source_rows, tape->rows);
  }
  checks.finite(theta, policy->parameters, "theta");
}

// the operands of a Gauss-Newton product but the direction
inline void need_gauss_newton(const Context& context, BufferChecks& checks, const Network* network,
                              const Tape* tape, const void* theta, double damping) {
  need(network, "network");
  need(theta, "theta");
  need_recorded(context, *network, tape);
  need_at_least_zero(damping, "damping");
  checks.finite(theta, network->parameters, "theta");
}

// action[M, A] of the buffers that the tape was recorded from; null spans nothing
inline Span action_span(const Context& context, const Policy& policy, const Tape& tape,
                        const void* action) {
  return Reals(context)(action, tape.source_rows * policy.distribution.actions, "action");
}

}  // namespace canter

#endif  // CANTER_API_PRODUCT_CHECKS_H_
