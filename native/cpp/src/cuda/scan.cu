// SPDX-License-Identifier: Apache-2.0
//
// Backward scans as segmented associative scans. y[t] = a[t] + b[t] y[t + 1], with b = 0 where an
// episode ends, so a stretch of steps is one map y -> A + B y, and maps of neighbours compose.
// Columns are cut into segments that depend on the shape alone: (1) the map of each segment, (2)
// what enters each segment from below, (3) the steps of each segment with it. A thread owns a
// segment of one column; neighbours own neighbouring columns, so all traffic is coalesced. The
// second reading of the inputs comes from L2 where it holds them. Arithmetic is in double: bound by
// memory all the same.
//
// No shared memory, 40 registers, 6 blocks of 256 threads to a multiprocessor.
#include "canter/scan.h"
#include "cuda/entries.h"
#include "cuda/flat.h"

namespace canter::cuda {

namespace {

// What the scans read. An element is named by its offset, t * N + n.
struct Trajectories {
  const float* reward;
  const float* value;
  const float* bootstrap;  // null counts as 0
  const uint8_t* step;
  int64_t steps, environments;

  CANTER_DEVICE bool goes_on(int64_t t, int64_t at) const {
    return step[at] == CANTER_MID && t + 1 < steps;
  }
  CANTER_DEVICE double reward_at(int64_t at) const {
    return step[at] == CANTER_FAULT ? 0.0 : reward[at];
  }
  // v' where the sum ends; the bootstrap is read only where it counts, elsewhere it may be NaN
  CANTER_DEVICE double end_value(int64_t at) const {
    return step[at] == CANTER_TERMINAL || bootstrap == nullptr ? 0.0 : bootstrap[at];
  }
  CANTER_DEVICE double next_value(int64_t t, int64_t at) const {
    return goes_on(t, at) ? value[at + environments] : end_value(at);
  }
  CANTER_DEVICE double residual(int64_t t, int64_t at, double gamma) const {
    return reward_at(at) + gamma * next_value(t, at) - value[at];
  }
};

// y -> a + b y
struct LinearMap {
  double a, b;
};

// advantages: their steps' maps, and what is written
struct Gae {
  Trajectories x;
  double gamma, decay;
  float* advantage;
  float* target;  // may be null

  CANTER_DEVICE LinearMap map(int64_t t, int64_t at) const {
    return {x.residual(t, at, gamma), x.goes_on(t, at) ? decay : 0.0};
  }
  CANTER_DEVICE void write(int64_t at, double y) const {
    advantage[at] = static_cast<float>(y);
    if (target != nullptr) target[at] = static_cast<float>(y + x.value[at]);
  }
};

// discounted sums of rewards
struct Returns {
  Trajectories x;
  double gamma;
  float* returns;

  CANTER_DEVICE LinearMap map(int64_t t, int64_t at) const {
    if (x.goes_on(t, at)) return {x.reward_at(at), gamma};
    return {x.reward_at(at) + gamma * x.end_value(at), 0.0};
  }
  CANTER_DEVICE void write(int64_t at, double y) const { returns[at] = static_cast<float>(y); }
};

// segments of a column
struct Segments {
  int64_t steps, environments, length, count;
  CANTER_DEVICE int64_t end(int64_t segment) const {
    const int64_t last = (segment + 1) * length;
    return last < steps ? last : steps;
  }
};

// long enough that maps are few beside steps, short enough that every multiprocessor has work
Segments segments_of(ScanShape shape) {
  constexpr int64_t kThreadsWanted = int64_t{1} << 16, kShortest = 16;
  const int64_t wanted = shape.steps * shape.environments / kThreadsWanted;
  int64_t length = wanted > kShortest ? wanted : kShortest;
  length = length < shape.steps ? length : shape.steps;
  return {shape.steps, shape.environments, length, (shape.steps + length - 1) / length};
}

// map of each segment, [segments][N]
template <typename Scan>
struct SegmentMaps {
  Scan scan;
  Segments segments;
  LinearMap* maps;

  CANTER_DEVICE void operator()(int64_t i) const {
    const int64_t segment = i / segments.environments, n = i % segments.environments;
    LinearMap whole = {0.0, 1.0};
    for (int64_t t = segments.end(segment) - 1; t >= segment * segments.length; --t) {
      const LinearMap one = scan.map(t, t * segments.environments + n);
      whole = {one.a + one.b * whole.a, one.b * whole.b};
    }
    maps[i] = whole;
  }
};

// maps[segment].a becomes what enters the segment from below
struct Entering {
  Segments segments;
  LinearMap* maps;

  CANTER_DEVICE void operator()(int64_t n) const {
    double y = 0.0;
    for (int64_t segment = segments.count - 1; segment >= 0; --segment) {
      LinearMap& map = maps[segment * segments.environments + n];
      const double above = map.a + map.b * y;
      map.a = y;
      y = above;
    }
  }
};

// the steps of each segment
template <typename Scan>
struct SegmentSteps {
  Scan scan;
  Segments segments;
  const LinearMap* maps;  // null where a column is one segment

  CANTER_DEVICE void operator()(int64_t i) const {
    const int64_t segment = i / segments.environments, n = i % segments.environments;
    double y = maps != nullptr ? maps[i].a : 0.0;
    for (int64_t t = segments.end(segment) - 1; t >= segment * segments.length; --t) {
      const int64_t at = t * segments.environments + n;
      const LinearMap one = scan.map(t, at);
      y = one.a + one.b * y;
      scan.write(at, y);
    }
  }
};

template <typename Scan>
void scan_columns(Context& context, const Scan& scan, ScanShape shape) {
  const Gpu& gpu = gpu_of(context);
  const Segments segments = segments_of(shape);
  const int64_t all = segments.count * segments.environments;
  LinearMap* maps = nullptr;
  if (segments.count > 1) {
    maps = context.shared<LinearMap>(Slot::kPartials, static_cast<size_t>(all));
    over_elements(gpu, SegmentMaps<Scan>{scan, segments, maps}, all);
    over_elements(gpu, Entering{segments, maps}, segments.environments);
  }
  over_elements(gpu, SegmentSteps<Scan>{scan, segments, maps}, all);
}

// a window of n steps, summed from its start; the product of discounts is exact enough in double
struct Window {
  Trajectories x;
  double gamma;
  int64_t n;
  float* returns;

  CANTER_DEVICE void operator()(int64_t i) const {
    int64_t t = i / x.environments, at = i;
    double sum = 0.0, discount = 1.0;
    for (int64_t taken = 1;; ++taken, ++t, at += x.environments) {
      sum += discount * x.reward_at(at);
      discount *= gamma;
      if (taken == n || !x.goes_on(t, at)) break;
    }
    returns[i] = static_cast<float>(sum + discount * x.next_value(t, at));
  }
};

struct Residuals {
  Trajectories x;
  double gamma;
  float* delta;
  CANTER_DEVICE void operator()(int64_t i) const {
    delta[i] = static_cast<float>(x.residual(i / x.environments, i, gamma));
  }
};

Trajectories trajectories(const void* reward, const void* value, const void* bootstrap,
                          const uint8_t* step, ScanShape shape) {
  return Trajectories{floats(reward), floats(value), floats(bootstrap),
                      step,           shape.steps,   shape.environments};
}

}  // namespace

void scan_gae(canter_context& context, void* advantage, void* target, const void* reward,
              const void* value, const void* bootstrap, const uint8_t* step, double gamma,
              double lambda, ScanShape shape) {
  const Trajectories x = trajectories(reward, value, bootstrap, step, shape);
  scan_columns(context, Gae{x, gamma, gamma * lambda, floats(advantage), floats(target)}, shape);
}

void scan_returns(canter_context& context, void* returns, const void* reward, const void* bootstrap,
                  const uint8_t* step, double gamma, ScanShape shape) {
  const Trajectories x = trajectories(reward, nullptr, bootstrap, step, shape);
  scan_columns(context, Returns{x, gamma, floats(returns)}, shape);
}

void scan_n_step(canter_context& context, void* returns, const void* reward, const void* value,
                 const void* bootstrap, const uint8_t* step, double gamma, int32_t n,
                 ScanShape shape) {
  // windows that all reach the end are plain returns
  if (n >= shape.steps) {
    return scan_returns(context, returns, reward, bootstrap, step, gamma, shape);
  }
  const Trajectories x = trajectories(reward, value, bootstrap, step, shape);
  over_elements(gpu_of(context), Window{x, gamma, n, floats(returns)},
                shape.steps * shape.environments);
}

void scan_td(canter_context& context, void* delta, const void* reward, const void* value,
             const void* bootstrap, const uint8_t* step, double gamma, ScanShape shape) {
  const Trajectories x = trajectories(reward, value, bootstrap, step, shape);
  over_elements(gpu_of(context), Residuals{x, gamma, floats(delta)},
                shape.steps * shape.environments);
}

}  // namespace canter::cuda
