// SPDX-License-Identifier: Apache-2.0
//
// Many random numbers of one place: a block in each lane.
#include <algorithm>

#include "cpu/entries.h"
#include "cpu/random_lanes.h"
#include "cpu/views.h"

namespace canter::CANTER_ISA {

namespace {

// numbers of one group of blocks
constexpr int64_t kGroup = 4 * kLanes;

// Calls block(words, four vectors to fill) for groups of blocks and writes n numbers in order.
template <typename Block>
CANTER_INLINE void draw(float* out, uint64_t seed, uint32_t stream, const uint32_t* key, int64_t n,
                        const Block& block) {
  const Places places{seed, stream, U{} + key[0], U{} + key[1], U{} + key[2]};
  for (int64_t begin = 0; begin < n; begin += kGroup) {
    const U blocks = (U)lane_numbers() + static_cast<uint32_t>(begin / 4);
    F x[4];
    block(random_words(places, blocks), x);
    // number i of a block follows number i - 1
    float ordered[kGroup];
    for (int lane = 0; lane < kLanes; ++lane) {
      for (int i = 0; i < 4; ++i) ordered[4 * lane + i] = x[i][lane];
    }
    std::copy_n(ordered, std::min(kGroup, n - begin), out + begin);
  }
}

}  // namespace

void uniform(const canter_context&, void* out, uint64_t seed, uint32_t stream, const uint32_t* key,
             int64_t n) {
  draw(static_cast<float*>(out), seed, stream, key, n, [](const Words& words, F* x) {
    for (int i = 0; i < 4; ++i) x[i] = uniform_lanes(words.w[i]);
  });
}

void normal(const canter_context&, void* out, uint64_t seed, uint32_t stream, const uint32_t* key,
            int64_t n) {
  draw(static_cast<float*>(out), seed, stream, key, n, [](const Words& words, F* x) {
    for (int i = 0; i < 4; i += 2) {
      const Normals pair = normal_lanes(words.w[i], words.w[i + 1]);
      x[i] = pair.first;
      x[i + 1] = pair.second;
    }
  });
}

}  // namespace canter::CANTER_ISA
