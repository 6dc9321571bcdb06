// SPDX-License-Identifier: Apache-2.0
//
// Parts of a trust-region step that the host and a device share.
#ifndef CANTER_CORE_TRUST_REGION_H_
#define CANTER_CORE_TRUST_REGION_H_

#include <cmath>
#include <limits>

#include "core/context.h"

namespace canter {

// sqrt(2 delta / s'Fs), or 0 where that is no length
inline double longest_step(double max_kl, double quadratic) {
  const double length = quadratic > 0.0 ? std::sqrt(2.0 * max_kl / quadratic) : 0.0;
  return std::isfinite(length) ? length : 0.0;
}

// the size of candidate k: each is the one before times shrink, rounded each time
inline double candidate_size(double longest, double shrink, int32_t k) {
  double size = longest;
  for (int32_t i = 0; i < k; ++i) size *= shrink;
  return size;
}

// why a candidate is refused
enum class Refused { kNot, kByNumbers, kByKl, kByObjective };

// what a line search makes of a candidate's statistics
inline Refused judge(const double* statistics, double objective_before, double max_kl) {
  const double objective = statistics[CANTER_STAT_OBJECTIVE], kl = statistics[CANTER_STAT_MEAN_KL];
  if (!std::isfinite(objective) || !std::isfinite(kl)) return Refused::kByNumbers;
  if (kl > max_kl) return Refused::kByKl;
  return objective > objective_before ? Refused::kNot : Refused::kByObjective;
}

// a result without candidates, but with the length of the first step
void begin_search(canter_trust_region_result* result, const TrustRegionProblem& problem);

// one more candidate; true where it is taken
bool examine(canter_trust_region_result* result, const double* statistics,
             const TrustRegionProblem& problem);

// takes the first good candidate of statistics[candidates][CANTER_STAT_COUNT]; counts the others
void choose_candidate(canter_trust_region_result* result, const double* statistics,
                      const TrustRegionProblem& problem);

// the step on the host, candidate by candidate
void trust_region_step(Context& context, void* theta, void* direction,
                       canter_trust_region_result* result, const TrustRegionProblem& problem);

}  // namespace canter

#endif  // CANTER_CORE_TRUST_REGION_H_
