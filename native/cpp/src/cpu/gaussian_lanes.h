// SPDX-License-Identifier: Apache-2.0
//
// Diagonal Gaussians of a group of rows, a row in each lane. Sums over dimensions run upwards.
#ifndef CANTER_CPU_GAUSSIAN_LANES_H_
#define CANTER_CPU_GAUSSIAN_LANES_H_

#include "cpu/random_lanes.h"
#include "cpu/scale.h"
#include "cpu/views.h"

namespace canter::CANTER_ISA::gaussian {

// (x - mean) / sigma
CANTER_INLINE F standardized(F x, F mean, const Scale& scale, int64_t d) {
  return (x - mean) * scale.inverse_at(d);
}

// the logarithm of the density, from the sum of squares of standardized numbers
CANTER_INLINE F log_density(const Scale& scale, F squares) {
  return fma(squares, broadcast(-0.5f), broadcast(-scale.normalizer));
}

template <typename P, typename A>
CANTER_INLINE F log_probability(const Distribution& distribution, const Scale& scale,
                                const P& parameters, const A& action) {
  F squares = {};
  for (int32_t d = 0; d < distribution.actions; ++d) {
    const F z = standardized(action.load(d), parameters.load(d), scale, d);
    squares = fma(z, z, squares);
  }
  return log_density(scale, squares);
}

// the log probability is that of the action as it was rounded and stored
template <typename P, typename A>
CANTER_INLINE F sample(const Distribution& distribution, const Scale& scale, const P& parameters,
                       const Places& places, const A& action) {
  F squares = {};
  const auto draw = [&](int32_t d, F normal) {
    const F mean = parameters.load(d);
    const F x = fma(scale.sigma_at(d), normal, mean);
    action.store(d, x);
    const F z = standardized(x, mean, scale, d);
    squares = fma(z, z, squares);
  };
  const int32_t count = distribution.actions;
  for (int32_t d = 0; d < count; d += 4) {
    const Words words = random_words(places, U{} + static_cast<uint32_t>(d / 4));
    const Normals low = normal_lanes(words.w[0], words.w[1]);
    draw(d, low.first);
    if (d + 1 < count) draw(d + 1, low.second);
    if (d + 2 >= count) break;
    const Normals high = normal_lanes(words.w[2], words.w[3]);
    draw(d + 2, high.first);
    if (d + 3 < count) draw(d + 3, high.second);
  }
  return log_density(scale, squares);
}

// The same for one row alone, with the same bits: a block of random numbers in each even lane (half
// the work of all lanes, and few need more), then the dimensions one by one. All lanes of `places`
// are this row's.
__attribute__((noinline)) static inline float sample_row(const Distribution& distribution,
                                                         const Scale& scale,
                                                         const float* parameters,
                                                         const Places& places, float* action) {
  constexpr int32_t kDraws = 2 * kLanes;
  float squares = 0.0f;
  const int32_t count = distribution.actions;
  for (int32_t begin = 0; begin < count; begin += kDraws) {
    float normals[4][kLanes];
    const U block = ((U)lane_numbers() >> 1) + static_cast<uint32_t>(begin / 4);
    const Words words = random_words<1>(places, block);
    for (int i = 0; i < 4; i += 2) {
      const Normals pair = normal_lanes(words.w[i], words.w[i + 1]);
      store(normals[i], pair.first);
      store(normals[i + 1], pair.second);
    }
    const int32_t end = count - begin < kDraws ? count : begin + kDraws;
    for (int32_t d = begin; d < end; ++d) {
      const float normal = normals[d % 4][(d - begin) / 4 * 2];
      const float x = fma(scale.sigma_of(d), normal, parameters[d]);
      const float z = (x - parameters[d]) * scale.inverse_of(d);
      squares = fma(z, z, squares);
      action[d] = x;
    }
  }
  return fma(squares, -0.5f, -scale.normalizer);
}

template <bool kAdd, typename P, typename A, typename V>
CANTER_INLINE void log_probability_gradient(const Distribution& distribution, const Scale& scale,
                                            const P& parameters, const A& action, F weight,
                                            const V& d_parameters, const V& d_log_std) {
  for (int32_t d = 0; d < distribution.actions; ++d) {
    const F z = standardized(action.load(d), parameters.load(d), scale, d);
    put<kAdd>(d_parameters, d, weight, z * scale.inverse_at(d));
    put<kAdd>(d_log_std, d, weight, fma(z, z, broadcast(-1.0f)));
  }
}

template <bool kAdd, typename V>
CANTER_INLINE void entropy_gradient(const Distribution& distribution, F weight,
                                    const V& d_parameters, const V& d_log_std) {
  for (int32_t d = 0; d < distribution.actions; ++d) {
    if constexpr (!kAdd) d_parameters.store(d, F{});
    put<kAdd>(d_log_std, d, weight, broadcast(1.0f));
  }
}

// twice the logarithm of sigma_old / sigma_new
CANTER_INLINE F log_variance_ratio(const Scale& old_scale, const Scale& scale, int64_t d) {
  return 2.0f * (old_scale.log_std_at(d) - scale.log_std_at(d));
}

// the sum of (e^t - 1 - t + z^2) / 2, whose every term is at least 0, and 0 where nothing changed
template <typename P>
CANTER_INLINE F kl(const Distribution& distribution, const Scale& old_scale, const Scale& scale,
                   const P& old_parameters, const P& parameters) {
  F sum = {};
  for (int32_t d = 0; d < distribution.actions; ++d) {
    const F z = standardized(old_parameters.load(d), parameters.load(d), scale, d);
    sum = fma(z, z, sum + exp_remainder_lanes(log_variance_ratio(old_scale, scale, d)));
  }
  return 0.5f * sum;
}

template <bool kAdd, typename P, typename V>
CANTER_INLINE void kl_gradient(const Distribution& distribution, const Scale& old_scale,
                               const Scale& scale, const P& old_parameters, const P& parameters,
                               F weight, const V& d_parameters, const V& d_log_std) {
  for (int32_t d = 0; d < distribution.actions; ++d) {
    const F z = standardized(parameters.load(d), old_parameters.load(d), scale, d);
    const F growth = expm1_lanes(log_variance_ratio(old_scale, scale, d));
    put<kAdd>(d_parameters, d, weight, z * scale.inverse_at(d));
    put<kAdd>(d_log_std, d, weight, -fma(z, z, growth));
  }
}

// the part of the means: 1 / sigma^2; that of each log standard deviation is 2
template <typename T, typename V>
CANTER_INLINE void fisher(const Distribution& distribution, const Scale& scale, const T& v,
                          const V& out) {
  for (int32_t d = 0; d < distribution.actions; ++d) {
    const F inverse = scale.inverse_at(d);
    out.store(d, v.load(d) * (inverse * inverse));
  }
}

}  // namespace canter::CANTER_ISA::gaussian

#endif  // CANTER_CPU_GAUSSIAN_LANES_H_
