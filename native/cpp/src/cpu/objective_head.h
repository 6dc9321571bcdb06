// SPDX-License-Identifier: Apache-2.0
//
// The head of an objective on one tile: from outputs to terms, statistics and derivatives.
#ifndef CANTER_CPU_OBJECTIVE_HEAD_H_
#define CANTER_CPU_OBJECTIVE_HEAD_H_

#include "canter/objective.h"
#include "cpu/distribution_lanes.h"
#include "cpu/head.h"

namespace canter::CANTER_ISA {

// what is summed over rows
enum ObjectiveSum {
  kSumTerm,
  kSumSurrogate,
  kSumKl,
  kSumEntropy,
  kSumClipped,
  kSumRatio,
  kSumCount
};

// what is maximised over rows
enum ObjectiveMaximum { kMaxKl, kMaxRatio, kMaxCount };

// what the heads of all tiles read
struct ObjectiveHead {
  const Distribution& distribution;
  const canter_objective& objective;
  Scale scale;
  Scale old_scale;
};

// a tile's rows of the batch, as columns; null where the batch has none
struct TileBatch {
  const float* action;
  const float* weight;
  const float* old_log_probability;
  const float* old_parameters;
};

// one group of lanes: values of each row, and the factor of the gradient of log pi
struct Terms {
  F term;
  F surrogate;
  F ratio;
  F clipped;
  F coefficient;
};

// the larger of two numbers; NaN if either is
CANTER_INLINE double larger(double a, double b) { return a > b || a != a ? a : b; }

CANTER_INLINE Terms objective_terms(const canter_objective& objective, F log_probability,
                                    const float* old_log_probability, F weight) {
  const F one = broadcast(1.0f);
  const F zero = {};
  const bool has_old = old_log_probability != nullptr;
  const F ratio = has_old ? exp_lanes(log_probability - load(old_log_probability)) : one;
  if (objective.kind == CANTER_LOG_LIKELIHOOD) {
    const F term = weight * log_probability;
    return Terms{term, term, ratio, zero, weight};
  }
  const F plain = ratio * weight;
  if (objective.kind == CANTER_SURROGATE) return Terms{plain, plain, ratio, zero, plain};
  const F low = broadcast(static_cast<float>(1.0 - objective.clip));
  const F high = broadcast(static_cast<float>(1.0 + objective.clip));
  const F clipped = at_most(at_least(ratio, low), high) * weight;
  const I outside = (ratio < low) | (ratio > high);
  const F smaller = clipped < plain ? clipped : plain;
  return Terms{smaller, plain, ratio, outside ? one : zero, clipped < plain ? zero : plain};
}

// adds the first `lanes` lanes to a sum
CANTER_INLINE void add_lanes(double& sum, F value, int lanes) {
  for (int i = 0; i < lanes; ++i) sum += static_cast<double>(value[i]);
}

CANTER_INLINE void keep_larger(double& maximum, F value, int lanes) {
  for (int i = 0; i < lanes; ++i) maximum = larger(maximum, static_cast<double>(value[i]));
}

// delta [D][kStride] (null: statistics alone) and log_std [F][kLanes] receive the derivatives of
// the tile's summed objective; sums[kSumCount] are added to, maxima[kMaxCount] written
static inline void objective_head(const ObjectiveHead& head, const TileBatch& batch,
                                  const float* outputs, float* delta, float* log_std, double* sums,
                                  double* maxima, Tile tile) {
  const Distribution& d = head.distribution;
  const F bonus = broadcast(static_cast<float>(head.objective.entropy_bonus));
  const F penalty = broadcast(static_cast<float>(-head.objective.kl_penalty));
  for (int32_t f = 0; f < d.free; ++f) store(log_std + f * kLanes, F{});
  // what other threads write lies on the same cache lines as the results: those are touched once
  double tile_sums[kSumCount] = {};
  double largest[kMaxCount];
  for (double& maximum : largest) maximum = -__builtin_inf();
  for (int64_t s = 0; s < tile.columns; s += kLanes) {
    const Columns parameters{outputs + s, kStride};
    const Columns action{batch.action + s, kStride};
    const int lanes = lanes_left(s, tile);
    const F log_p = log_probability(d, head.scale, parameters, action);
    const float* old = batch.old_log_probability;
    const Terms terms = objective_terms(head.objective, log_p, old != nullptr ? old + s : nullptr,
                                        load(batch.weight + s));
    add_lanes(tile_sums[kSumTerm], terms.term, lanes);
    add_lanes(tile_sums[kSumSurrogate], terms.surrogate, lanes);
    add_lanes(tile_sums[kSumRatio], terms.ratio, lanes);
    add_lanes(tile_sums[kSumClipped], terms.clipped, lanes);
    add_lanes(tile_sums[kSumEntropy], entropy(d, head.scale, parameters), lanes);
    keep_larger(largest[kMaxRatio], terms.ratio, lanes);
    const Columns old_parameters{batch.old_parameters + s, kStride};
    if (batch.old_parameters != nullptr) {
      const F divergence = kl(d, head.old_scale, head.scale, old_parameters, parameters);
      add_lanes(tile_sums[kSumKl], divergence, lanes);
      keep_larger(largest[kMaxKl], divergence, lanes);
    }
    if (delta == nullptr) continue;
    const MutableColumns d_parameters{delta + s, kStride};
    const MutableColumns d_log_std{log_std, kLanes};
    // lanes past the last sample must not enter sums: their factors are zero
    for (int32_t k = 0; k < d.width; ++k) d_parameters.store(k, F{});
    log_probability_gradient<true>(d, head.scale, parameters, action,
                                   real_lanes(terms.coefficient, s, tile), d_parameters, d_log_std);
    if (head.objective.entropy_bonus != 0.0) {
      entropy_gradient<true>(d, head.scale, parameters, real_lanes(bonus, s, tile), d_parameters,
                             d_log_std);
    }
    if (head.objective.kl_penalty != 0.0) {
      kl_gradient<true>(d, head.old_scale, head.scale, old_parameters, parameters,
                        real_lanes(penalty, s, tile), d_parameters, d_log_std);
    }
  }
  for (int i = 0; i < kSumCount; ++i) sums[i] += tile_sums[i];
  for (int m = 0; m < kMaxCount; ++m) maxima[m] = largest[m];
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_OBJECTIVE_HEAD_H_
