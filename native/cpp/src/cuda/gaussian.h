// SPDX-License-Identifier: Apache-2.0
//
// Diagonal Gaussians of one row, a row to a thread; the arithmetic of cpu/gaussian_lanes.h.
#ifndef CANTER_CUDA_GAUSSIAN_H_
#define CANTER_CUDA_GAUSSIAN_H_

#include "cuda/random.h"
#include "cuda/shapes.h"

namespace canter::cuda {

// Numbers of one row, `stride` apart.
struct Row {
  const float* x;
  int64_t stride;
  CANTER_DEVICE float operator[](int32_t k) const { return x[k * stride]; }
};

// Room for derivatives of one row; with kAdd of the functions below they are added to what it
// holds.
struct RowOut {
  float* x;
  int64_t stride;
  CANTER_DEVICE float& operator[](int32_t k) const { return x[k * stride]; }
};

// weight * value into place k, or added to it
template <bool kAdd>
CANTER_DEVICE void put(const RowOut& out, int32_t k, float weight, float value) {
  out[k] = kAdd ? fmaf(weight, value, out[k]) : weight * value;
}

// What all rows of a Gaussian share; a categorical has none of it.
struct Scale {
  const float* log_std;  // [F]
  float normalizer;      // sum of log_std + log(2 pi) / 2
  float entropy;         // sum of log_std + (1 + log(2 pi)) / 2

  CANTER_DEVICE float sigma(int32_t d) const { return exp_of(log_std[d]); }
  CANTER_DEVICE float inverse(int32_t d) const { return exp_of(-log_std[d]); }
};

// the shared numbers, computed by one thread into memory[2]; a phase
CANTER_DEVICE Scale make_scale(const Block& block, float* memory, const Family& family,
                               const float* log_std) {
  block.items(1, [&](int) {
    double sum = 0.0;
    for (int32_t d = 0; d < family.free && log_std != nullptr; ++d) sum += log_std[d];
    const double half_log_two_pi = 0.91893853320467274178, count = family.free;
    memory[0] = static_cast<float>(sum + count * half_log_two_pi);
    memory[1] = static_cast<float>(sum + count * (half_log_two_pi + 0.5));
  });
  return Scale{log_std, memory[0], memory[1]};
}

namespace gaussian {

CANTER_DEVICE float log_density(const Scale& scale, float squares) {
  return fmaf(squares, -0.5f, -scale.normalizer);
}

CANTER_DEVICE float log_probability(const Family& family, const Scale& scale, const Row& parameters,
                                    const Row& action) {
  float squares = 0.0f;
  for (int32_t d = 0; d < family.actions; ++d) {
    const float z = (action[d] - parameters[d]) * scale.inverse(d);
    squares = fmaf(z, z, squares);
  }
  return log_density(scale, squares);
}

// the log probability is that of the action as it was rounded and stored
CANTER_DEVICE float sample(const Family& family, const Scale& scale, const Row& parameters,
                           const Place& place, const RowOut& action) {
  float squares = 0.0f;
  Words words = {};
  for (int32_t d = 0; d < family.actions; ++d) {
    if (d % 4 == 0) words = random_words(place, static_cast<uint32_t>(d / 4));
    const float normal = d % 4 < 2 ? normal_of(words.w[0], words.w[1], d % 2)
                                   : normal_of(words.w[2], words.w[3], d % 2);
    const float x = fmaf(scale.sigma(d), normal, parameters[d]);
    const float z = (x - parameters[d]) * scale.inverse(d);
    squares = fmaf(z, z, squares);
    action[d] = x;
  }
  return log_density(scale, squares);
}

template <bool kAdd>
CANTER_DEVICE void log_probability_gradient(const Family& family, const Scale& scale,
                                            const Row& parameters, const Row& action, float weight,
                                            const RowOut& d_parameters, const RowOut& d_log_std) {
  for (int32_t d = 0; d < family.actions; ++d) {
    const float inverse = scale.inverse(d), z = (action[d] - parameters[d]) * inverse;
    put<kAdd>(d_parameters, d, weight, z * inverse);
    put<kAdd>(d_log_std, d, weight, fmaf(z, z, -1.0f));
  }
}

template <bool kAdd>
CANTER_DEVICE void entropy_gradient(const Family& family, float weight, const RowOut& d_parameters,
                                    const RowOut& d_log_std) {
  for (int32_t d = 0; d < family.actions; ++d) {
    if (!kAdd) d_parameters[d] = 0.0f;
    put<kAdd>(d_log_std, d, weight, 1.0f);
  }
}

// twice the logarithm of sigma_old / sigma_new
CANTER_DEVICE float log_variance_ratio(const Scale& old_scale, const Scale& scale, int32_t d) {
  return 2.0f * (old_scale.log_std[d] - scale.log_std[d]);
}

// the sum of (e^t - 1 - t + z^2) / 2, whose every term is at least 0, and 0 where nothing changed
CANTER_DEVICE float kl(const Family& family, const Scale& old_scale, const Scale& scale,
                       const Row& old_parameters, const Row& parameters) {
  float sum = 0.0f;
  for (int32_t d = 0; d < family.actions; ++d) {
    const float z = (old_parameters[d] - parameters[d]) * scale.inverse(d);
    sum = fmaf(z, z, sum + exp_remainder_of(log_variance_ratio(old_scale, scale, d)));
  }
  return 0.5f * sum;
}

template <bool kAdd>
CANTER_DEVICE void kl_gradient(const Family& family, const Scale& old_scale, const Scale& scale,
                               const Row& old_parameters, const Row& parameters, float weight,
                               const RowOut& d_parameters, const RowOut& d_log_std) {
  for (int32_t d = 0; d < family.actions; ++d) {
    const float inverse = scale.inverse(d), z = (parameters[d] - old_parameters[d]) * inverse;
    const float growth = expm1_of(log_variance_ratio(old_scale, scale, d));
    put<kAdd>(d_parameters, d, weight, z * inverse);
    put<kAdd>(d_log_std, d, weight, -fmaf(z, z, growth));
  }
}

// the part of the means: 1 / sigma^2; that of each log standard deviation is 2
CANTER_DEVICE void fisher(const Family& family, const Scale& scale, const Row& v,
                          const RowOut& out) {
  for (int32_t d = 0; d < family.actions; ++d) {
    const float inverse = scale.inverse(d);
    out[d] = v[d] * (inverse * inverse);
  }
}

}  // namespace gaussian

}  // namespace canter::cuda

#endif  // CANTER_CUDA_GAUSSIAN_H_
