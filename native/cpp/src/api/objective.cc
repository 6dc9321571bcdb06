// SPDX-License-Identifier: Apache-2.0
#include "canter/objective.h"

#include <cinttypes>

#include "api/batch_checks.h"
#include "api/guard.h"

using namespace canter;

namespace {

// what the three calls check alike; gradient is null for an evaluation
void need_call(const Context& context, const Policy* policy, const void* gradient,
               const double* statistics, const void* theta, const canter_batch* batch,
               const canter_objective* objective, bool recorded) {
  need(policy, "policy");
  need(statistics, "statistics");
  need(theta, "theta");
  need_objective(objective);
  need_batch(context, *policy, batch, *objective, recorded);
  need_apart_from_batch(context, *policy, gradient, statistics, theta, *batch, recorded);
  need_finite(context, theta, policy->parameters, "theta");
}

void need_same_rows(const Tape& tape, const canter_batch& batch) {
  if (same_rows(tape, batch.index, batch.source_rows, batch.rows)) return;
  fail(CANTER_BAD_STATE,
       "tape holds the rows of batch: %" PRId64 " of %" PRId64 " recorded, %" PRId64 " of %" PRId64
       " in the batch, or another index; record this batch",
       tape.rows, tape.source_rows, batch.rows, batch.source_rows);
}

}  // namespace

canter_status canter_policy_evaluate(canter_context* context, const canter_policy* policy,
                                     double* statistics, const void* theta,
                                     const canter_batch* batch, const canter_objective* objective) {
  return pool_call(context, [&](Context& c) {
    need_call(c, policy, nullptr, statistics, theta, batch, objective, false);
    c.kernels->policy_evaluate(c, *policy, statistics, theta, *batch, *objective);
  });
}

canter_status canter_policy_gradient(canter_context* context, const canter_policy* policy,
                                     void* gradient, double* statistics, canter_tape* tape,
                                     const void* theta, const canter_batch* batch,
                                     const canter_objective* objective) {
  return pool_call(context, [&](Context& c) {
    need(gradient, "gradient");
    need_call(c, policy, gradient, statistics, theta, batch, objective, false);
    if (tape != nullptr) need_room(c, policy->network, tape, batch->rows);
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
    need_call(c, policy, gradient, statistics, theta, batch, objective, true);
    need_same_rows(*tape, *batch);
    c.kernels->policy_gradient_recorded(c, *policy, gradient, statistics, *tape, theta, *batch,
                                        *objective);
  });
}
