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

// The chunks of `size` items: all but the last hold `length` items.
struct Chunks {
  int64_t size;
  int64_t length;
  int64_t count;

  int64_t begin(int64_t chunk) const { return chunk * length; }
  int64_t end(int64_t chunk) const { return std::min(size, (chunk + 1) * length); }
};

// at most `most` chunks, each a multiple of `grain` items and at least `least` of them
inline Chunks make_chunks(int64_t size, int64_t grain, int64_t least, int64_t most) {
  int64_t length = std::max(least, (size + most - 1) / most);
  length = (length + grain - 1) / grain * grain;
  return Chunks{size, length, std::max<int64_t>(1, (size + length - 1) / length)};
}

// sum of n numbers as a binary tree: neighbours first
inline double tree_sum(double* x, int64_t n) {
  for (int64_t width = 1; width < n; width *= 2) {
    for (int64_t i = 0; i + width < n; i += 2 * width) x[i] += x[i + width];
  }
  return n > 0 ? x[0] : 0.0;
}

}  // namespace canter

#endif  // CANTER_CORE_TREE_SUM_H_
