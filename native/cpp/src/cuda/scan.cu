// SPDX-License-Identifier: Apache-2.0
//
// Scans over trajectories: advantages and returns (column_scan.h), windows of n steps, residuals.
// The last two: an element a thread, no shared memory, 20 to 40 registers, full occupancy.
#include "cuda/column_scan.h"
#include "cuda/entries.h"
#include "cuda/flat.h"

namespace canter::cuda {

namespace {

// advantages and, where they are wanted, targets
struct Gae {
  static constexpr bool kValues = true;
  Trajectories x;
  double gamma, decay;
  float* advantage;
  float* target;  // may be null

  CANTER_DEVICE double term(const StepRow& row, bool on) const {
    const double next = on ? row.following : x.end_value(row.at, row.kind);
    return row.gain() + gamma * next - row.value;
  }
  CANTER_DEVICE void write(int64_t at, double y, float value) const {
    advantage[at] = static_cast<float>(y);
    if (target != nullptr) target[at] = static_cast<float>(y + value);
  }
};

// discounted sums of rewards
struct Returns {
  static constexpr bool kValues = false;
  Trajectories x;
  double decay;
  float* returns;

  CANTER_DEVICE double term(const StepRow& row, bool on) const {
    return on ? row.gain() : row.gain() + decay * x.end_value(row.at, row.kind);
  }
  CANTER_DEVICE void write(int64_t at, double y, float) const {
    returns[at] = static_cast<float>(y);
  }
};

// a step alone, as windows and residuals take it
CANTER_DEVICE bool goes_on(const Trajectories& x, int64_t at) { return x.goes_on(at, x.step[at]); }
CANTER_DEVICE double gain(const Trajectories& x, int64_t at) {
  return x.step[at] == CANTER_FAULT ? 0.0 : x.reward[at];
}
CANTER_DEVICE double next_value(const Trajectories& x, int64_t at) {
  return goes_on(x, at) ? x.value[at + x.environments] : x.end_value(at, x.step[at]);
}

// A window of n steps, summed from its start; the product of discounts is exact enough in double. A
// thread a window: n reads each, nearly all from L1, where neighbours read the same rows. What
// leaves a window is never subtracted from a running sum: a large reward would leave its rounding
// behind for good.
struct Window {
  Trajectories x;
  double gamma;
  int64_t n;
  float* returns;

  CANTER_DEVICE void operator()(int64_t i) const {
    x.look_at(i, x.step[i]);
    int64_t at = i;
    double sum = 0.0, discount = 1.0;
    for (int64_t taken = 1;; ++taken, at += x.environments) {
      sum += discount * gain(x, at);
      discount *= gamma;
      if (taken == n || !goes_on(x, at)) break;
    }
    returns[i] = static_cast<float>(sum + discount * next_value(x, at));
  }
};

struct Residuals {
  Trajectories x;
  double gamma;
  float* delta;
  CANTER_DEVICE void operator()(int64_t i) const {
    x.look_at(i, x.step[i]);
    delta[i] = static_cast<float>(gain(x, i) + gamma * next_value(x, i) - x.value[i]);
  }
};

Trajectories trajectories(const Context& context, const void* reward, const void* value,
                          const void* bootstrap, const uint8_t* step, ScanShape shape) {
  return Trajectories{floats(reward), floats(value),      floats(bootstrap),
                      step,           shape.environments, (shape.steps - 1) * shape.environments,
                      context.alarm};
}

}  // namespace

void scan_gae(canter_context& context, void* advantage, void* target, const void* reward,
              const void* value, const void* bootstrap, const uint8_t* step, double gamma,
              double lambda, ScanShape shape) {
  const Trajectories x = trajectories(context, reward, value, bootstrap, step, shape);
  scan_columns(context, Gae{x, gamma, gamma * lambda, floats(advantage), floats(target)}, shape);
}

void scan_returns(canter_context& context, void* returns, const void* reward, const void* bootstrap,
                  const uint8_t* step, double gamma, ScanShape shape) {
  const Trajectories x = trajectories(context, reward, nullptr, bootstrap, step, shape);
  scan_columns(context, Returns{x, gamma, floats(returns)}, shape);
}

void scan_n_step(canter_context& context, void* returns, const void* reward, const void* value,
                 const void* bootstrap, const uint8_t* step, double gamma, int32_t n,
                 ScanShape shape) {
  // windows that all reach the end are plain returns
  if (n >= shape.steps) {
    return scan_returns(context, returns, reward, bootstrap, step, gamma, shape);
  }
  const Trajectories x = trajectories(context, reward, value, bootstrap, step, shape);
  over_elements(gpu_of(context), Window{x, gamma, n, floats(returns)},
                shape.steps * shape.environments);
}

void scan_td(canter_context& context, void* delta, const void* reward, const void* value,
             const void* bootstrap, const uint8_t* step, double gamma, ScanShape shape) {
  const Trajectories x = trajectories(context, reward, value, bootstrap, step, shape);
  over_elements(gpu_of(context), Residuals{x, gamma, floats(delta)},
                shape.steps * shape.environments);
}

}  // namespace canter::cuda
