// SPDX-License-Identifier: Apache-2.0
#include "canter/policy.h"

#include "api/buffer_checks.h"
#include "api/guard.h"
#include "api/scratch.h"
#include "core/handles.h"

using namespace canter;

canter_status canter_policy_create(canter_policy** out, const canter_network* network,
                                   const canter_distribution* distribution) {
  return guarded([&] {
    need(out, "out");
    need(network, "network");
    need(distribution, "distribution");
    if (network->outputs() != distribution->width) {
      fail(CANTER_BAD_SHAPE,
           "network's outputs == canter_distribution_width(distribution): %d != %d; give the last "
           "layer a width of %d",
           network->outputs(), distribution->width, distribution->width);
    }
    publish(out, std::make_unique<Policy>(make_policy(*network, *distribution)));
  });
}

void canter_policy_destroy(canter_policy* policy) { retire(policy); }

int64_t canter_policy_parameters(const canter_policy* policy) {
  return policy != nullptr ? policy->parameters : 0;
}

int64_t canter_policy_log_std_offset(const canter_policy* policy) {
  return policy != nullptr ? policy->log_std_offset() : -1;
}

int64_t canter_policy_scratch_bytes(const canter_context* context, const canter_policy* policy,
                                    int64_t rows) {
  if (context == nullptr || policy == nullptr || rows < 1 || rows > kMaxRows) return 0;
  return scratch_bytes_of(*context, policy->network, rows);
}

canter_status canter_policy_act(const canter_context* context, const canter_policy* policy,
                                void* action, void* log_probability, void* parameters,
                                const void* theta, const void* observation, uint64_t seed,
                                uint32_t stream, const uint32_t* key, int64_t rows, void* scratch,
                                int64_t scratch_bytes) {
  return row_call(context, [&](const Context& c) {
    need(policy, "policy");
    need(action, "action");
    need(log_probability, "log_probability");
    need(parameters, "parameters");
    need(theta, "theta");
    need(observation, "observation");
    need(key, "key");
    need_stream(stream);
    need_rows(rows);
    const Network& network = policy->network;
    const Distribution& distribution = policy->distribution;
    const Span work = need_scratch(c, network, rows, scratch, scratch_bytes);
    const Reals reals(c);
    need_disjoint(
        {reals(action, rows * distribution.actions, "action"),
         reals(log_probability, rows, "log_probability"),
         reals(parameters, rows * distribution.width, "parameters"), work},
        {reals(theta, policy->parameters, "theta"),
         reals(observation, rows * network.inputs(), "observation"), span(key, 3 * rows, "key")});
    BufferChecks checks(c, "canter_policy_act");
    checks.finite(theta, policy->parameters, "theta");
    checks.run();
    c.kernels->mlp_forward(c, network, parameters, theta, observation, rows, scratch);
    const void* log_std =
        static_cast<const char*>(theta) + policy->log_std_offset() * real_bytes(c);
    c.kernels->sample(c, distribution, action, log_probability, parameters, log_std,
                      RowKeys{seed, stream, key}, rows);
  });
}
