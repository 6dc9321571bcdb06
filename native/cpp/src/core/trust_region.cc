// SPDX-License-Identifier: Apache-2.0
#include "core/trust_region.h"

#include "core/conjugate_gradient.h"
#include "core/tape.h"

namespace canter {

namespace {

// the damped Fisher matrix as a product
struct FisherProduct {
  Context& context;
  const void* theta;
  const TrustRegionProblem& problem;

  static canter_status apply(void* self, void* out, const void* v) {
    const auto& f = *static_cast<const FisherProduct*>(self);
    f.context.kernels->fisher_product(f.context, f.problem.policy, out, f.problem.fisher_tape,
                                      f.theta, f.problem.fisher_action, v,
                                      f.problem.settings.damping);
    return CANTER_OK;
  }
};

}  // namespace

void trust_region_step(Context& context, void* theta, void* direction,
                       canter_trust_region_result* result, const TrustRegionProblem& problem) {
  const int64_t n = problem.policy.parameters;
  const size_t bytes = static_cast<size_t>(n) * (context.real == CANTER_F64 ? 8 : 4);
  FisherProduct product = {context, theta, problem};
  const LinearSystem system = {
      FisherProduct::apply,      &product, problem.gradient, n, problem.settings.iterations,
      problem.settings.tolerance};
  canter_trust_region_result found = {};
  // nothing of the caller's is written before the last call that may fail
  char* memory = context.shared<char>(Slot::kCandidates, 2 * bytes);
  void* const step = memory;
  void* const candidate = memory + bytes;
  conjugate_gradient(context, step, nullptr, &found.solve, system);
  found.first_residual =
      std::sqrt(context.kernels->vector_dot(context, problem.gradient, problem.gradient, n));
  begin_search(&found, problem);
  bool taken = false;
  for (int32_t k = 0; found.longest > 0.0 && !taken && k < problem.settings.candidates; ++k) {
    const double size = candidate_size(found.longest, problem.settings.shrink, k);
    context.kernels->vector_axpby(context, candidate, 1.0, theta, 0.0, n);
    context.kernels->vector_axpby(context, candidate, size, step, 1.0, n);
    double statistics[CANTER_STAT_COUNT];
    context.kernels->policy_evaluate(context, problem.policy, statistics, candidate, problem.batch,
                                     problem.objective);
    taken = examine(&found, statistics, problem);
  }
  context.kernels->vector_axpby(context, direction, 1.0, step, 0.0, n);
  if (taken) context.kernels->vector_axpby(context, theta, 1.0, candidate, 0.0, n);
  *result = found;
}

}  // namespace canter
