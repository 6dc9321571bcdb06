// SPDX-License-Identifier: Apache-2.0
//
// The arithmetic of the distributions for a group of kLanes rows, a row in each lane, over views
// (views.h). The row calls and the kernels of the updates both come here: the same bits in both.
//
// Where F = 0, scales and the views of log standard deviations are not looked at. With kAdd,
// gradients are added to what the views hold, otherwise they replace it; they are weighted row by
// row.
#ifndef CANTER_CPU_DISTRIBUTION_LANES_H_
#define CANTER_CPU_DISTRIBUTION_LANES_H_

#include "cpu/categorical_lanes.h"
#include "cpu/gaussian_lanes.h"

namespace canter::CANTER_ISA {

CANTER_INLINE bool is_gaussian(const Distribution& distribution) {
  return distribution.kind == CANTER_GAUSSIAN;
}

// draws action and answers its log probability
template <typename P, typename A>
CANTER_INLINE F sample(const Distribution& distribution, const Scale& scale, const P& parameters,
                       const Places& places, const A& action) {
  if (is_gaussian(distribution)) {
    return gaussian::sample(distribution, scale, parameters, places, action);
  }
  return categorical::sample(distribution, parameters, places, action);
}

template <typename P, typename A>
CANTER_INLINE void mode(const Distribution& distribution, const P& parameters, const A& action) {
  if (is_gaussian(distribution)) {
    for (int32_t d = 0; d < distribution.actions; ++d) action.store(d, parameters.load(d));
  } else {
    categorical::mode(distribution, parameters, action);
  }
}

template <typename P, typename A>
CANTER_INLINE F log_probability(const Distribution& distribution, const Scale& scale,
                                const P& parameters, const A& action) {
  if (is_gaussian(distribution)) {
    return gaussian::log_probability(distribution, scale, parameters, action);
  }
  return categorical::log_probability(distribution, parameters, action);
}

template <bool kAdd, typename P, typename A, typename V>
CANTER_INLINE void log_probability_gradient(const Distribution& distribution, const Scale& scale,
                                            const P& parameters, const A& action, F weight,
                                            const V& d_parameters, const V& d_log_std) {
  if (is_gaussian(distribution)) {
    gaussian::log_probability_gradient<kAdd>(distribution, scale, parameters, action, weight,
                                             d_parameters, d_log_std);
  } else {
    categorical::log_probability_gradient<kAdd>(distribution, parameters, action, weight,
                                                d_parameters);
  }
}

template <typename P>
CANTER_INLINE F entropy(const Distribution& distribution, const Scale& scale, const P& parameters) {
  if (is_gaussian(distribution)) return broadcast(scale.entropy);
  return categorical::entropy(distribution, parameters);
}

template <bool kAdd, typename P, typename V>
CANTER_INLINE void entropy_gradient(const Distribution& distribution, const Scale&,
                                    const P& parameters, F weight, const V& d_parameters,
                                    const V& d_log_std) {
  if (is_gaussian(distribution)) {
    gaussian::entropy_gradient<kAdd>(distribution, weight, d_parameters, d_log_std);
  } else {
    categorical::entropy_gradient<kAdd>(distribution, parameters, weight, d_parameters);
  }
}

// KL(old || new), never negative, and 0 where both have the same bits
template <typename P>
CANTER_INLINE F kl(const Distribution& distribution, const Scale& old_scale, const Scale& scale,
                   const P& old_parameters, const P& parameters) {
  if (is_gaussian(distribution)) {
    return gaussian::kl(distribution, old_scale, scale, old_parameters, parameters);
  }
  return categorical::kl(distribution, old_parameters, parameters);
}

// by the new parameters
template <bool kAdd, typename P, typename V>
CANTER_INLINE void kl_gradient(const Distribution& distribution, const Scale& old_scale,
                               const Scale& scale, const P& old_parameters, const P& parameters,
                               F weight, const V& d_parameters, const V& d_log_std) {
  if (is_gaussian(distribution)) {
    gaussian::kl_gradient<kAdd>(distribution, old_scale, scale, old_parameters, parameters, weight,
                                d_parameters, d_log_std);
  } else {
    categorical::kl_gradient<kAdd>(distribution, old_parameters, parameters, weight, d_parameters);
  }
}

// out = the Fisher matrix of the parameters times v; out may be v. Of a log standard deviation it
// is 2, for the caller to apply
template <typename P, typename T, typename V>
CANTER_INLINE void fisher(const Distribution& distribution, const Scale& scale, const P& parameters,
                          const T& v, const V& out) {
  if (is_gaussian(distribution)) {
    gaussian::fisher(distribution, scale, v, out);
  } else {
    categorical::fisher(distribution, parameters, v, out);
  }
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_DISTRIBUTION_LANES_H_
