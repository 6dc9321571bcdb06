// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/trust_region.h"

namespace canter {

namespace {

// counts a refusal
void count(canter_trust_region_result* result, Refused why) {
  result->refused_by_numbers += why == Refused::kByNumbers ? 1 : 0;
  result->refused_by_kl += why == Refused::kByKl ? 1 : 0;
  result->refused_by_objective += why == Refused::kByObjective ? 1 : 0;
}

}  // namespace

bool examine(canter_trust_region_result* result, const double* statistics,
             const TrustRegionProblem& problem) {
  const int32_t k = result->examined++;
  const Refused why = judge(statistics, problem.objective_before, problem.settings.max_kl);
  count(result, why);
  if (why != Refused::kNot) return false;
  result->accepted = k;
  result->step_size = candidate_size(result->longest, problem.settings.shrink, k);
  std::copy_n(statistics, CANTER_STAT_COUNT, result->statistics);
  return true;
}

void begin_search(canter_trust_region_result* result, const TrustRegionProblem& problem) {
  result->accepted = -1;
  result->examined = result->refused_by_numbers = result->refused_by_kl = 0;
  result->refused_by_objective = 0;
  result->longest = longest_step(problem.settings.max_kl, result->solve.quadratic);
  result->step_size = 0.0;
  std::fill_n(result->statistics, CANTER_STAT_COUNT, std::numeric_limits<double>::quiet_NaN());
}

void choose_candidate(canter_trust_region_result* result, const double* statistics,
                      const TrustRegionProblem& problem) {
  begin_search(result, problem);
  if (result->longest == 0.0) return;
  for (int32_t k = 0; k < problem.settings.candidates; ++k) {
    if (examine(result, statistics + k * CANTER_STAT_COUNT, problem)) return;
  }
}

}  // namespace canter
