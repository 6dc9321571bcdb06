// SPDX-License-Identifier: Apache-2.0
//
// What all rows of a Gaussian share, computed once a call.
#ifndef CANTER_CPU_SCALE_H_
#define CANTER_CPU_SCALE_H_

#include "core/layout.h"
#include "cpu/views.h"

namespace canter::CANTER_ISA {

// e^x of one number, kept out of the loops that hardly ever need it
__attribute__((noinline)) static inline float exp_of(float x) { return exp_lanes(broadcast(x))[0]; }

// The log standard deviations and what follows from them. The tables may be missing: then their
// elements are computed where they are needed, with the same bits. All zero for a categorical.
struct Scale {
  const float* log_std;  // [A]
  const float* sigma;    // [A] e^log_std, or null
  const float* inverse;  // [A] e^-log_std, or null
  float normalizer;      // sum of log_std + log(2 pi) / 2
  float entropy;         // sum of log_std + (1 + log(2 pi)) / 2

  float sigma_of(int64_t d) const { return sigma != nullptr ? sigma[d] : exp_of(log_std[d]); }
  float inverse_of(int64_t d) const {
    return inverse != nullptr ? inverse[d] : exp_of(-log_std[d]);
  }
  F log_std_at(int64_t d) const { return broadcast(log_std[d]); }
  F sigma_at(int64_t d) const { return broadcast(sigma_of(d)); }
  F inverse_at(int64_t d) const { return broadcast(inverse_of(d)); }
};

// a table's length, in whole vectors
CANTER_INLINE int64_t scale_stride(const Distribution& distribution) {
  return (distribution.free + kLanes - 1) / kLanes * kLanes;
}

// floats of the memory that make_scale fills
CANTER_INLINE int64_t scale_floats(const Distribution& distribution) {
  return 2 * scale_stride(distribution);
}

// memory holds the tables and log_std is read as long as the scale is in use; null: no tables
static inline Scale make_scale(const Distribution& distribution, const float* log_std,
                               float* memory) {
  const int64_t free = distribution.free;
  if (free == 0) return Scale{};
  double sum = 0.0;
  for (int64_t d = 0; d < free; ++d) sum += static_cast<double>(log_std[d]);
  const double half_log_two_pi = 0.91893853320467274178;
  const double count = static_cast<double>(free);
  Scale scale{log_std, nullptr, nullptr, static_cast<float>(sum + count * half_log_two_pi),
              static_cast<float>(sum + count * (half_log_two_pi + 0.5))};
  if (memory == nullptr) return scale;
  float* inverse = memory + scale_stride(distribution);
  for (int64_t d = 0; d < free; d += kLanes) {
    const F x = load_part(log_std + d, free - d);
    store(memory + d, exp_lanes(x));
    store(inverse + d, exp_lanes(-x));
  }
  scale.sigma = memory;
  scale.inverse = inverse;
  return scale;
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_SCALE_H_
