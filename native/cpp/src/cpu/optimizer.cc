// SPDX-License-Identifier: Apache-2.0
#include "canter/optimizer.h"

#include <cfloat>
#include <cmath>

#include "cpu/entries.h"
#include "cpu/flat.h"

namespace canter::CANTER_ISA {

namespace {

// The moving average beta * old + (1 - beta) * fresh, as a step from the one that weighs more: then
// it rests exactly where both agree. With both factors rounded to float it would rest off by up to
// 3e-8 / (1 - beta).
struct Average {
  explicit Average(double beta)
      : slow(beta >= 0.5), weight(static_cast<float>(slow ? 1.0 - beta : beta)) {}

  template <typename V>
  V operator()(V old, V fresh) const {
    const V w = fill<V>(weight);
    return slow ? fma(w, fresh - old, old) : fma(w, old - fresh, fresh);
  }

  const bool slow;
  const float weight;
};

// 1 - beta^step, to full precision where beta is close to 1
double bias_correction(double beta, int64_t step) {
  return -std::expm1(static_cast<double>(step) * std::log(beta));
}

}  // namespace

void adam_step(canter_context& context, void* theta, void* first, void* second,
               const void* gradient, int64_t step, double rate, double beta1, double beta2,
               double epsilon, int64_t parameters) {
  float* const t = static_cast<float*>(theta);
  float* const m = static_cast<float*>(first);
  float* const v = static_cast<float*>(second);
  const float* const g = static_cast<const float*>(gradient);
  const Average average1(beta1), average2(beta2);
  const float scale1 = static_cast<float>(rate / bias_correction(beta1, step));
  const float scale2 = static_cast<float>(1.0 / std::sqrt(bias_correction(beta2, step)));
  // an epsilon below the range of float must not make 0 / 0 where a gradient was always 0
  const float floor = epsilon > FLT_MIN ? static_cast<float>(epsilon) : FLT_MIN;

  over_elements(context, parameters, [=](int64_t begin, int64_t end) {
    each_float(begin, end, [=]<typename V>(int64_t i) {
      const V slope = read<V>(g + i);
      // an infinite square would stay in the average for good
      const V square = at_most(slope * slope, fill<V>(FLT_MAX));
      const V mean = average1(read<V>(m + i), slope);
      const V mean_square = average2(read<V>(v + i), square);
      const V size = fma(square_root(mean_square), fill<V>(scale2), fill<V>(floor));
      write<V>(m + i, mean);
      write<V>(v + i, mean_square);
      write<V>(t + i, read<V>(t + i) - fill<V>(scale1) * mean / size);
    });
  });
}

void sgd_step(canter_context& context, void* theta, void* velocity, const void* gradient,
              double rate, double momentum, int64_t parameters) {
  float* const t = static_cast<float*>(theta);
  float* const kept = static_cast<float*>(velocity);
  const float* const g = static_cast<const float*>(gradient);
  const float downhill = static_cast<float>(-rate);
  const float inertia = static_cast<float>(momentum);

  over_elements(context, parameters, [=](int64_t begin, int64_t end) {
    each_float(begin, end, [=]<typename V>(int64_t i) {
      V direction = read<V>(g + i);
      // without momentum the old velocity plays no part, and there may be none
      if (momentum != 0.0) direction = fma(fill<V>(inertia), read<V>(kept + i), direction);
      if (kept != nullptr) write<V>(kept + i, direction);
      write<V>(t + i, fma(fill<V>(downhill), direction, read<V>(t + i)));
    });
  });
}

}  // namespace canter::CANTER_ISA
