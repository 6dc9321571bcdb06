// SPDX-License-Identifier: Apache-2.0
//
// How a batch is cut for sums across samples: into chunks whose number and bounds depend on the
// batch alone, summed as a binary tree of fixed shape. Threads take chunks in any order; the bits
// stay.
#ifndef CANTER_CORE_TREE_SUM_H_
#define CANTER_CORE_TREE_SUM_H_

#include <algorithm>
#include <cstdint>

namespace canter {

// The chunks of `size` items: whole grains, shared out as evenly as can be, so that threads that
// take chunks in turn end together.
struct Chunks {
  int64_t size;
  int64_t grain;
  int64_t count;

  int64_t begin(int64_t chunk) const {
    const int64_t grains = (size + grain - 1) / grain;
    return std::min(size, grains * chunk / count * grain);
  }
  int64_t end(int64_t chunk) const { return begin(chunk + 1); }
};

// at most `most` chunks, of `least` items or about
static inline Chunks make_chunks(int64_t size, int64_t grain, int64_t least, int64_t most) {
  const int64_t wanted = (size + std::max(least, grain) - 1) / std::max(least, grain);
  return Chunks{size, grain, std::clamp<int64_t>(wanted, 1, most)};
}

// sum of n numbers as a binary tree: neighbours first
static inline double tree_sum(double* x, int64_t n) {
  for (int64_t width = 1; width < n; width *= 2) {
    for (int64_t i = 0; i + width < n; i += 2 * width) x[i] += x[i + width];
  }
  return n > 0 ? x[0] : 0.0;
}

}  // namespace canter

#endif  // CANTER_CORE_TREE_SUM_H_
