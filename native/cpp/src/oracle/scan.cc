// SPDX-License-Identifier: Apache-2.0
#include "canter/scan.h"

#include "oracle/families.h"

namespace canter::oracle {

namespace {

// The columns of a scan. Element (t, n) of each buffer lies at t * N + n.
struct Trajectories {
  ScanShape shape;
  const uint8_t* step;
  const double* reward;
  const double* value;      // null for plain returns
  const double* bootstrap;  // null counts as 0

  int64_t at(int64_t t, int64_t n) const { return t * shape.environments + n; }
  // whether step t + 1 belongs to the same episode and is here
  bool goes_on(int64_t t, int64_t n) const {
    return step[at(t, n)] == CANTER_MID && t + 1 < shape.steps;
  }
  double reward_at(int64_t t, int64_t n) const {
    return step[at(t, n)] == CANTER_FAULT ? 0.0 : reward[at(t, n)];
  }
  // v' where the sum ends at (t, n): at a terminal state, a timeout, a fault, or the cut
  double end_value(int64_t t, int64_t n) const {
    if (step[at(t, n)] == CANTER_TERMINAL || bootstrap == nullptr) return 0.0;
    return bootstrap[at(t, n)];
  }
  // v' of step (t, n)
  double next_value(int64_t t, int64_t n) const {
    return goes_on(t, n) ? value[at(t + 1, n)] : end_value(t, n);
  }
  double delta(int64_t t, int64_t n, double gamma) const {
    return reward_at(t, n) + gamma * next_value(t, n) - value[at(t, n)];
  }
};

void gae(canter_context&, void* advantage, void* target, const void* reward, const void* value,
         const void* bootstrap, const uint8_t* step, double gamma, double lambda, ScanShape shape) {
  const Trajectories x = {shape, step, reals(reward), reals(value), reals(bootstrap)};
  for (int64_t n = 0; n < shape.environments; ++n) {
    for (int64_t t = shape.steps - 1; t >= 0; --t) {
      double sum = x.delta(t, n, gamma);
      if (x.goes_on(t, n)) sum += gamma * lambda * reals(advantage)[x.at(t + 1, n)];
      reals(advantage)[x.at(t, n)] = sum;
      if (target != nullptr) reals(target)[x.at(t, n)] = sum + x.value[x.at(t, n)];
    }
  }
}

void returns(canter_context&, void* returns, const void* reward, const void* bootstrap,
             const uint8_t* step, double gamma, ScanShape shape) {
  const Trajectories x = {shape, step, reals(reward), nullptr, reals(bootstrap)};
  for (int64_t n = 0; n < shape.environments; ++n) {
    for (int64_t t = shape.steps - 1; t >= 0; --t) {
      const double rest = x.goes_on(t, n) ? reals(returns)[x.at(t + 1, n)] : x.end_value(t, n);
      reals(returns)[x.at(t, n)] = x.reward_at(t, n) + gamma * rest;
    }
  }
}

// the n-step return from (t, n), summed forward
double n_step_return(const Trajectories& x, int64_t t, int64_t n, double gamma, int32_t most) {
  double sum = 0.0, discount = 1.0;
  for (int32_t taken = 1;; ++taken, ++t) {
    sum += discount * x.reward_at(t, n);
    discount *= gamma;
    if (taken == most || !x.goes_on(t, n)) return sum + discount * x.next_value(t, n);
  }
}

void n_step(canter_context&, void* returns, const void* reward, const void* value,
            const void* bootstrap, const uint8_t* step, double gamma, int32_t most,
            ScanShape shape) {
  const Trajectories x = {shape, step, reals(reward), reals(value), reals(bootstrap)};
  for (int64_t t = 0; t < shape.steps; ++t) {
    for (int64_t n = 0; n < shape.environments; ++n) {
      reals(returns)[x.at(t, n)] = n_step_return(x, t, n, gamma, most);
    }
  }
}

void td(canter_context&, void* delta, const void* reward, const void* value, const void* bootstrap,
        const uint8_t* step, double gamma, ScanShape shape) {
  const Trajectories x = {shape, step, reals(reward), reals(value), reals(bootstrap)};
  for (int64_t t = 0; t < shape.steps; ++t) {
    for (int64_t n = 0; n < shape.environments; ++n) {
      reals(delta)[x.at(t, n)] = x.delta(t, n, gamma);
    }
  }
}

}  // namespace

void add_scan(KernelTable& table) {
  table.scan_gae = gae;
  table.scan_returns = returns;
  table.scan_n_step = n_step;
  table.scan_td = td;
}

}  // namespace canter::oracle
