// SPDX-License-Identifier: Apache-2.0
//
// First-order steps: one element a thread, the arithmetic of cpu/optimizer.cc. No shared memory, 26
// to 34 registers, full occupancy, bound by memory: 28 bytes of traffic a parameter.
#include <cfloat>
#include <cmath>

#include "canter/optimizer.h"
#include "cuda/entries.h"
#include "cuda/flat.h"

namespace canter::cuda {

namespace {

// the moving average beta * old + (1 - beta) * fresh, as a step from the one that weighs more
struct Average {
  explicit Average(double beta)
      : slow(beta >= 0.5), weight(static_cast<float>(slow ? 1.0 - beta : beta)) {}
  CANTER_DEVICE float operator()(float old, float fresh) const {
    return slow ? fmaf(weight, fresh - old, old) : fmaf(weight, old - fresh, fresh);
  }
  bool slow;
  float weight;
};

struct AdamStep {
  float* theta;
  float* first;
  float* second;
  const float* gradient;
  Average average1, average2;
  float scale1, scale2, floor;
  const int32_t* halted;  // not zero: a check found something, and all stays as it is

  CANTER_DEVICE void operator()(int64_t i) const {
    if (halted != nullptr && *halted != 0) return;
    const float slope = gradient[i];
    // an infinite square would stay in the average for good
    const float square = at_most(slope * slope, FLT_MAX);
    const float mean = average1(first[i], slope);
    const float mean_square = average2(second[i], square);
    const float size = fmaf(sqrtf(mean_square), scale2, floor);
    first[i] = mean;
    second[i] = mean_square;
    theta[i] = theta[i] - scale1 * mean / size;
  }
};

struct SgdStep {
  float* theta;
  float* velocity;
  const float* gradient;
  float downhill, inertia;
  const int32_t* halted;

  CANTER_DEVICE void operator()(int64_t i) const {
    if (halted != nullptr && *halted != 0) return;
    float direction = gradient[i];
    // without momentum the old velocity plays no part, and there may be none
    if (inertia != 0.0f) direction = fmaf(inertia, velocity[i], direction);
    if (velocity != nullptr) velocity[i] = direction;
    theta[i] = fmaf(downhill, direction, theta[i]);
  }
};

// 1 - beta^step, to full precision where beta is close to 1
double bias_correction(double beta, int64_t step) {
  return -std::expm1(static_cast<double>(step) * std::log(beta));
}

}  // namespace

void adam_step(canter_context& context, void* theta, void* first, void* second,
               const void* gradient, int64_t step, double rate, double beta1, double beta2,
               double epsilon, int64_t parameters) {
  const AdamStep map = {floats(theta),
                        floats(first),
                        floats(second),
                        floats(gradient),
                        Average(beta1),
                        Average(beta2),
                        static_cast<float>(rate / bias_correction(beta1, step)),
                        static_cast<float>(1.0 / std::sqrt(bias_correction(beta2, step))),
                        epsilon > FLT_MIN ? static_cast<float>(epsilon) : FLT_MIN,
                        context.alarm.halted};
  over_elements(gpu_of(context), map, parameters);
}

void sgd_step(canter_context& context, void* theta, void* velocity, const void* gradient,
              double rate, double momentum, int64_t parameters) {
  const SgdStep map = {floats(theta),
                       floats(velocity),
                       floats(gradient),
                       static_cast<float>(-rate),
                       static_cast<float>(momentum),
                       context.alarm.halted};
  over_elements(gpu_of(context), map, parameters);
}

}  // namespace canter::cuda
