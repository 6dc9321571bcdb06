// SPDX-License-Identifier: Apache-2.0
//
// Backward scans. Lanes are environments: the row below a step lies in the same lanes, so nothing
// crosses them, and a column has the same bits wherever it lies. What a scan carries from row t + 1
// it reads back from its own output, which is still in the cache.
#include "canter/scan.h"

#include "cpu/entries.h"
#include "cpu/flat.h"

namespace canter::CANTER_ISA {

namespace {

// A factor of a scan as the sum of two floats. Rounded to one, a discount of 0.999 would shift sums
// over long episodes by 1e-5 of their size.
struct Factor {
  explicit Factor(double x)
      : high(static_cast<float>(x)), low(static_cast<float>(x - static_cast<double>(high))) {}

  // this * x + y
  template <typename V>
  V times(V x, V y) const {
    return fma(fill<V>(high), x, fma(fill<V>(low), x, y));
  }

  const float high;
  const float low;
};

// the kinds of the steps at p, one to a lane
template <typename V>
auto kinds(const uint8_t* p) {
  if constexpr (std::is_same_v<V, F>) {
#if defined(__AVX512F__)
    return I(_mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
#elif defined(__AVX2__) && defined(__FMA__)
    return I(_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
#else
    I kinds;
    for (int lane = 0; lane < kLanes; ++lane) kinds[lane] = p[lane];
    return kinds;
#endif
  } else {
    return int32_t{*p};
  }
}

// whether the episodes of all lanes go on after the steps at p
template <typename V>
bool all_go_on(const uint8_t* p) {
  static_assert(CANTER_MID == 0);
  if constexpr (std::is_same_v<V, F>) {
    uint32_t words[kLanes / 4], any = 0;
    std::memcpy(words, p, sizeof words);
    for (uint32_t word : words) any |= word;
    return any == 0;
  } else {
    return *p == CANTER_MID;
  }
}

// What follows a step: v', what the scan carries from the step below (0 where the episode ends),
// and the reward.
template <typename V>
struct Transition {
  V next;
  V carried;
  V reward;
};

// What the scans read. An element is named by its offset, t * N + n.
struct Trajectories {
  const float* reward;
  const float* value;
  const float* bootstrap;  // null counts as 0
  const uint8_t* step;
  int64_t environments;

  // The transitions from `at`, in the last row or above it; where the episode goes on, v' is
  // `inside` and `carried` counts. The bootstrap is selected, never multiplied: it may be NaN where
  // it does not count.
  template <typename V, bool kLast>
  Transition<V> look(int64_t at, V inside, V carried) const {
    const V r = read<V>(reward + at);
    if (!kLast && all_go_on<V>(step + at)) return {inside, carried, r};
    const auto kind = kinds<V>(step + at);
    const auto mid = kind == int32_t{CANTER_MID};
    const V outside = bootstrap != nullptr ? read<V>(bootstrap + at) : V{};
    const V open = kLast ? outside : (mid ? inside : outside);
    return {kind == int32_t{CANTER_TERMINAL} ? V{} : open, kLast ? V{} : (mid ? carried : V{}),
            kind == int32_t{CANTER_FAULT} ? V{} : r};
  }

  // what lies one step later than `at` in x
  template <typename V, bool kLast>
  V below(const float* x, int64_t at) const {
    return kLast ? V{} : read<V>(x + at + environments);
  }

  // r + gamma v'
  template <typename V, bool kLast>
  V discounted(const Factor& gamma, int64_t at, V inside) const {
    const auto [next, carried, r] = look<V, kLast>(at, inside, V{});
    return gamma.times(next, r);
  }
};

// delta = r + gamma v' - v: the large terms first, where they cancel without a rounding
template <typename V>
V residual(const Factor& gamma, const Transition<V>& transition, V value) {
  return gamma.times(transition.next, -value) + transition.reward;
}

// kernel<V, kLast>(t, offset) for `columns` columns of row t from `offset` on. Left-over columns
// are taken once more with the end of the last whole vector: outputs are not inputs, and an element
// comes out the same each time.
template <bool kLast, typename Kernel>
void sweep_row(int64_t t, int64_t offset, int64_t columns, const Kernel& kernel) {
  if (columns < kLanes) {
    for (int64_t c = 0; c < columns; ++c) kernel.template operator()<float, kLast>(t, offset + c);
    return;
  }
  for (int64_t c = 0; c + kLanes <= columns; c += kLanes) {
    kernel.template operator()<F, kLast>(t, offset + c);
  }
  if (columns % kLanes != 0) {
    kernel.template operator()<F, kLast>(t, offset + columns - kLanes);
  }
}

// The kernel on all of [T, N], last row first. Blocks of columns keep what is carried from row to
// row in the first cache; a block is a whole number of cache lines, and the last one takes the
// rest. Columns know nothing of each other, so blocks may go by the number of threads. Below 2^20
// elements or 64 columns to a block one thread alone is faster: data would travel between cores, or
// in strips too short for the prefetcher.
template <typename Kernel>
void sweep(Context& context, ScanShape shape, const Kernel& kernel) {
  constexpr int64_t kLine = 16, kNarrowest = 64, kWidest = 512;
  const int64_t columns = shape.environments;
  const bool large = shape.steps * columns >= int64_t{1} << 20;
  const int64_t share = columns / (large ? context.pool.threads() : 1) / kLine * kLine;
  const int64_t width = std::clamp(share, kNarrowest, kWidest);
  const int64_t blocks = std::max<int64_t>(1, columns / width);
  const auto block = [&](int64_t task, int32_t) {
    // a copy that nobody else can see: its numbers stay in registers across the stores
    const Kernel own = kernel;
    const int64_t begin = task * width;
    const int64_t wide = task + 1 == blocks ? columns - begin : width;
    const int64_t last = shape.steps - 1;
    sweep_row<true>(last, last * columns + begin, wide, own);
    for (int64_t t = last - 1; t >= 0; --t) {
      sweep_row<false>(t, t * columns + begin, wide, own);
    }
  };
  if (large) {
    context.pool.run(blocks, block);
  } else {
    for (int64_t task = 0; task < blocks; ++task) block(task, 0);
  }
}

Trajectories trajectories(const void* reward, const void* value, const void* bootstrap,
                          const uint8_t* step, ScanShape shape) {
  return Trajectories{static_cast<const float*>(reward), static_cast<const float*>(value),
                      static_cast<const float*>(bootstrap), step, shape.environments};
}

}  // namespace

void scan_gae(canter_context& context, void* advantage, void* target, const void* reward,
              const void* value, const void* bootstrap, const uint8_t* step, double gamma,
              double lambda, ScanShape shape) {
  const Trajectories x = trajectories(reward, value, bootstrap, step, shape);
  const Factor discount(gamma), decay(gamma * lambda);
  float* const sums = static_cast<float*>(advantage);
  float* const targets = static_cast<float*>(target);
  sweep(context, shape, [=]<typename V, bool kLast>(int64_t, int64_t at) {
    const V value = read<V>(x.value + at);
    const auto transition =
        x.look<V, kLast>(at, x.below<V, kLast>(x.value, at), x.below<V, kLast>(sums, at));
    const V sum = decay.times(transition.carried, residual(discount, transition, value));
    write<V>(sums + at, sum);
    if (targets != nullptr) write<V>(targets + at, sum + value);
  });
}

void scan_returns(canter_context& context, void* returns, const void* reward, const void* bootstrap,
                  const uint8_t* step, double gamma, ScanShape shape) {
  const Trajectories x = trajectories(reward, nullptr, bootstrap, step, shape);
  const Factor discount(gamma);
  float* const sums = static_cast<float*>(returns);
  sweep(context, shape, [=]<typename V, bool kLast>(int64_t, int64_t at) {
    write<V>(sums + at, x.discounted<V, kLast>(discount, at, x.below<V, kLast>(sums, at)));
  });
}

// Each window of n steps is summed from its end: n is small, and a running sum from which rewards
// are subtracted again would keep the rounding of a large one for good. What is summed below the
// end of an episode drops out where the episode ends, so a window that is cut short needs no care
// of its own.
void scan_n_step(canter_context& context, void* returns, const void* reward, const void* value,
                 const void* bootstrap, const uint8_t* step, double gamma, int32_t n,
                 ScanShape shape) {
  if (n >= shape.steps)
    return scan_returns(context, returns, reward, bootstrap, step, gamma, shape);
  const Trajectories x = trajectories(reward, value, bootstrap, step, shape);
  const Factor discount(gamma);
  float* const sums = static_cast<float*>(returns);
  sweep(context, shape, [=]<typename V, bool>(int64_t t, int64_t at) {
    const int64_t last = std::min(t + n, shape.steps) - 1;
    int64_t i = at + (last - t) * x.environments;
    V sum = last + 1 == shape.steps
                ? x.discounted<V, true>(discount, i, V{})
                : x.discounted<V, false>(discount, i, x.below<V, false>(x.value, i));
    while (i > at) {
      i -= x.environments;
      sum = x.discounted<V, false>(discount, i, sum);
    }
    write<V>(sums + at, sum);
  });
}

void scan_td(canter_context& context, void* delta, const void* reward, const void* value,
             const void* bootstrap, const uint8_t* step, double gamma, ScanShape shape) {
  const Trajectories x = trajectories(reward, value, bootstrap, step, shape);
  const Factor discount(gamma);
  float* const residuals = static_cast<float*>(delta);
  sweep(context, shape, [=]<typename V, bool kLast>(int64_t, int64_t at) {
    const auto transition = x.look<V, kLast>(at, x.below<V, kLast>(x.value, at), V{});
    write<V>(residuals + at, residual(discount, transition, read<V>(x.value + at)));
  });
}

}  // namespace canter::CANTER_ISA
