// SPDX-License-Identifier: Apache-2.0
#include "canter/value.h"

#include "api/guard.h"
#include "api/product_checks.h"

using namespace canter;

canter_status canter_value_gradient(canter_context* context, const canter_network* network,
                                    void* gradient, double* statistics, canter_tape* tape,
                                    const void* theta, const void* observation, const void* target,
                                    const int32_t* index, int64_t source_rows, int64_t rows) {
  return pool_call(context, [&](Context& c) {
    need(network, "network");
    need(theta, "theta");
    need(observation, "observation");
    need(target, "target");
    if (gradient == nullptr) need(statistics, "statistics");
    if (network->outputs() != 1) {
      fail(CANTER_BAD_SHAPE, "network's outputs == 1: %d; a value network has one output",
           network->outputs());
    }
    BufferChecks checks(c, "canter_value_gradient");
    checks.picks(index, source_rows, rows);
    if (tape != nullptr) need_room(c, *network, tape, rows);
    const Reals reals(c);
    need_disjoint({reals(gradient, network->parameters, "gradient"),
                   span(statistics, CANTER_VALUE_COUNT, "statistics")},
                  {reals(theta, network->parameters, "theta"),
                   reals(observation, source_rows * network->inputs(), "observation"),
                   reals(target, source_rows, "target"), span(index, rows, "index")});
    checks.finite(theta, network->parameters, "theta");
    // a recording of bad picks must not be left behind: with statistics this very call refuses them
    const bool told = statistics != nullptr || tape == nullptr;
    c.alarm = checks.run(told ? BufferChecks::Picks::kStopped : BufferChecks::Picks::kWaited);
    // the processor's kernels always have them
    double unwanted[CANTER_VALUE_COUNT];
    double* found = statistics == nullptr && c.device == nullptr ? unwanted : statistics;
    recording(tape, [&] {
      c.kernels->value_gradient(c, *network, gradient, found, tape, theta, observation, target,
                                index, source_rows, rows);
    });
  });
}

canter_status canter_gauss_newton_product(canter_context* context, const canter_network* network,
                                          void* out, const canter_tape* tape, const void* theta,
                                          const void* v, double damping) {
  return pool_call(context, [&](Context& c) {
    need(out, "out");
    BufferChecks checks(c, "canter_gauss_newton_product");
    need_gauss_newton(c, checks, network, tape, theta, damping);
    const int64_t p = network->parameters;
    need(v, "v");
    need_disjoint({Reals(c)(out, p, "out")}, {Reals(c)(theta, p, "theta"), Reals(c)(v, p, "v")});
    checks.finite(v, p, "v");
    checks.run();
    c.kernels->gauss_newton_product(c, *network, out, *tape, theta, v, damping);
  });
}
