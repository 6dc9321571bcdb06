// SPDX-License-Identifier: Apache-2.0
#include "core/trust_region.h"

#include "api/guard.h"
#include "api/product_checks.h"

using namespace canter;

namespace {

void need_settings(const canter_trust_region_settings* settings) {
  need(settings, "settings");
  need_positive(settings->max_kl, "settings->max_kl");
  need_at_least_zero(settings->damping, "settings->damping");
  need_at_least_zero(settings->tolerance, "settings->tolerance");
  need_unit(settings->shrink, "settings->shrink");
  need_positive(settings->shrink, "settings->shrink");
  if (settings->iterations < 1) {
    fail(CANTER_BAD_VALUE, "settings->iterations >= 1: %d; 10 is usual", settings->iterations);
  }
  if (settings->candidates < 1 || settings->candidates > CANTER_MAX_CANDIDATES) {
    fail(CANTER_BAD_VALUE, "settings->candidates in 1..%d: %d; 10 is usual", CANTER_MAX_CANDIDATES,
         settings->candidates);
  }
}

}  // namespace

canter_status canter_trust_region_step(canter_context* context, const canter_policy* policy,
                                       void* theta, void* direction,
                                       canter_trust_region_result* result,
                                       const canter_tape* fisher_tape, const void* fisher_action,
                                       const void* gradient, double objective_before,
                                       const canter_batch* batch, const canter_objective* objective,
                                       const canter_trust_region_settings* settings) {
  return pool_call(context, [&](Context& c) {
    need(direction, "direction");
    need(result, "result");
    need(gradient, "gradient");
    need_settings(settings);
    need_finite(objective_before, "objective_before");
    BufferChecks checks(c, "canter_trust_region_step");
    need_fisher(c, checks, policy, fisher_tape, theta, fisher_action, settings->damping);
    need_objective(objective);
    need_batch(checks, *policy, batch, *objective, false);
    need(batch->old_parameters, "batch->old_parameters");
    const int64_t p = policy->parameters;
    need_disjoint(
        {Reals(c)(theta, p, "theta"), Reals(c)(direction, p, "direction"),
         span(result, 1, "result")},
        {Reals(c)(gradient, p, "gradient"), action_span(c, *policy, *fisher_tape, fisher_action)});
    need_apart_from_batch(c, *policy, direction, nullptr, theta, *batch, false);
    checks.finite(gradient, p, "gradient");
    c.alarm = checks.run(BufferChecks::Picks::kStopped);
    const TrustRegionProblem problem = {*policy,          *fisher_tape, fisher_action, gradient,
                                        objective_before, *batch,       *objective,    *settings};
    if (c.device == nullptr) {
      trust_region_step(c, theta, direction, result, problem);
    } else {
      c.device->trust_region_step(c, theta, direction, result, problem);
    }
  });
}
