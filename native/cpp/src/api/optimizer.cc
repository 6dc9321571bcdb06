// SPDX-License-Identifier: Apache-2.0
#include "canter/optimizer.h"

#include <cinttypes>

#include "api/buffer_checks.h"
#include "api/guard.h"

using namespace canter;

canter_status canter_adam_step(canter_context* context, void* theta, void* first, void* second,
                               const void* gradient, int64_t step, double rate, double beta1,
                               double beta2, double epsilon, int64_t parameters) {
  return pool_call(context, [&](Context& c) {
    need(theta, "theta");
    need(first, "first");
    need(second, "second");
    need(gradient, "gradient");
    need_size(parameters, "parameters");
    if (step < 1) fail(CANTER_BAD_VALUE, "step >= 1: %" PRId64 "; steps count from 1", step);
    need_at_least_zero(rate, "rate");
    need_below_one(beta1, "beta1");
    need_below_one(beta2, "beta2");
    need_positive(epsilon, "epsilon");
    const Reals reals(c);
    need_disjoint({reals(theta, parameters, "theta"), reals(first, parameters, "first"),
                   reals(second, parameters, "second")},
                  {reals(gradient, parameters, "gradient")});
    BufferChecks checks(c, "canter_adam_step");
    checks.finite(gradient, parameters, "gradient");
    checks.finite(theta, parameters, "theta");
    checks.finite(first, parameters, "first");
    checks.finite(second, parameters, "second");
    c.alarm = checks.run();
    c.kernels->adam_step(c, theta, first, second, gradient, step, rate, beta1, beta2, epsilon,
                         parameters);
  });
}

canter_status canter_sgd_step(canter_context* context, void* theta, void* velocity,
                              const void* gradient, double rate, double momentum,
                              int64_t parameters) {
  return pool_call(context, [&](Context& c) {
    need(theta, "theta");
    need(gradient, "gradient");
    need_size(parameters, "parameters");
    need_at_least_zero(rate, "rate");
    need_below_one(momentum, "momentum");
    if (momentum > 0.0) need(velocity, "velocity");
    const Reals reals(c);
    need_disjoint({reals(theta, parameters, "theta"), reals(velocity, parameters, "velocity")},
                  {reals(gradient, parameters, "gradient")});
    BufferChecks checks(c, "canter_sgd_step");
    checks.finite(gradient, parameters, "gradient");
    checks.finite(theta, parameters, "theta");
    // without momentum the old velocity does not matter
    if (momentum > 0.0) checks.finite(velocity, parameters, "velocity");
    c.alarm = checks.run();
    c.kernels->sgd_step(c, theta, velocity, gradient, rate, momentum, parameters);
  });
}
