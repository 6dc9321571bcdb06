// SPDX-License-Identifier: Apache-2.0
#include "canter/fisher.h"

#include "api/guard.h"
#include "api/product_checks.h"

using namespace canter;

canter_status canter_fisher_product(canter_context* context, const canter_policy* policy, void* out,
                                    const canter_tape* tape, const void* theta, const void* v,
                                    double damping) {
  return pool_call(context, [&](Context& c) {
    need(out, "out");
    BufferChecks checks(c, "canter_fisher_product");
    need_fisher(c, checks, policy, tape, theta, nullptr, damping);
    const int64_t p = policy->parameters;
    need(v, "v");
    need_disjoint({Reals(c)(out, p, "out")}, {Reals(c)(theta, p, "theta"), Reals(c)(v, p, "v")});
    checks.finite(v, p, "v");
    checks.run();
    c.kernels->fisher_product(c, *policy, out, *tape, theta, nullptr, v, damping);
  });
}

canter_status canter_fisher_product_empirical(canter_context* context, const canter_policy* policy,
                                              void* out, const canter_tape* tape, const void* theta,
                                              const void* action, const void* v, double damping) {
  return pool_call(context, [&](Context& c) {
    need(out, "out");
    need(action, "action");
    BufferChecks checks(c, "canter_fisher_product_empirical");
    need_fisher(c, checks, policy, tape, theta, action, damping);
    const int64_t p = policy->parameters;
    need(v, "v");
    need_disjoint({Reals(c)(out, p, "out")}, {Reals(c)(theta, p, "theta"), Reals(c)(v, p, "v"),
                                              action_span(c, *policy, *tape, action)});
    checks.finite(v, p, "v");
    checks.run();
    c.kernels->fisher_product(c, *policy, out, *tape, theta, action, v, damping);
  });
}
