// SPDX-License-Identifier: Apache-2.0
#include "canter/objective.h"

#include "api/batch_checks.h"
#include "api/guard.h"

using namespace canter;

namespace {

// what the three calls check alike but for what buffers hold, which `checks` is told; gradient is
// null for an evaluation
void need_call(const Context& context, BufferChecks& checks, const Policy* policy,
               const void* gradient, const double* statistics, const void* theta,
               const canter_batch* batch, const canter_objective* objective, bool recorded) {
  need(policy, "policy");
  need(statistics, "statistics");
  need(theta, "theta");
  need_objective(objective);
  need_batch(checks, *policy, batch, *objective, recorded);
  need_apart_from_batch(context, *policy, gradient, statistics, theta, *batch, recorded);
  checks.finite(theta, policy->parameters, "theta");
}

}  // namespace

canter_status canter_policy_evaluate(canter_context* context, const canter_policy* policy,
                                     double* statistics, const void* theta,
                                     const canter_batch* batch, const canter_objective* objective) {
  return pool_call(context, [&](Context& c) {
    BufferChecks checks(c, "canter_policy_evaluate");
    need_call(c, checks, policy, nullptr, statistics, theta, batch, objective, false);
    c.alarm = checks.run(BufferChecks::Picks::kStopped);
    c.kernels->policy_evaluate(c, *policy, statistics, theta, *batch, *objective);
  });
}

canter_status canter_policy_gradient(canter_context* context, const canter_policy* policy,
                                     void* gradient, double* statistics, canter_tape* tape,
                                     const void* theta, const canter_batch* batch,
                                     const canter_objective* objective) {
  return pool_call(context, [&](Context& c) {
    need(gradient, "gradient");
    BufferChecks checks(c, "canter_policy_gradient");
    need_call(c, checks, policy, gradient, statistics, theta, batch, objective, false);
    if (tape != nullptr) need_room(c, policy->network, tape, batch->rows);
    c.alarm = checks.run(BufferChecks::Picks::kStopped);
    recording(tape, [&] {
      c.kernels->policy_gradient(c, *policy, gradient, statistics, tape, theta, *batch, *objective);
    });
  });
}

canter_status canter_policy_gradient_recorded(canter_context* context, const canter_policy* policy,
                                              void* gradient, double* statistics,
                                              const canter_tape* tape, const void* theta,
                                              const canter_batch* batch,
                                              const canter_objective* objective) {
  return pool_call(context, [&](Context& c) {
    need(gradient, "gradient");
    need(policy, "policy");
    need_recorded(c, policy->network, tape);
    BufferChecks checks(c, "canter_policy_gradient_recorded");
    need_call(c, checks, policy, gradient, statistics, theta, batch, objective, true);
    checks.same_rows(*tape, batch->index, batch->source_rows, batch->rows);
    c.alarm = checks.run(BufferChecks::Picks::kStopped);
    c.kernels->policy_gradient_recorded(c, *policy, gradient, statistics, *tape, theta, *batch,
                                        *objective);
  });
}
