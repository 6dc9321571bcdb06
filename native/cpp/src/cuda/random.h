// SPDX-License-Identifier: Apache-2.0
//
// Random numbers as canter/random.h defines them: the words of core/philox.h, the arithmetic of
// cpu/random_lanes.h.
#ifndef CANTER_CUDA_RANDOM_H_
#define CANTER_CUDA_RANDOM_H_

#include "cuda/math.h"

namespace canter::cuda {

// the four words of a block
struct Words {
  uint32_t w[4];
};

// Where a sequence of draws is found.
struct Place {
  uint64_t seed;
  uint32_t stream;
  uint32_t environment;
  uint32_t episode;
  uint32_t step;
};

CANTER_DEVICE Words random_words(const Place& place, uint32_t block) {
  uint32_t c0 = block + (place.stream << 16), c1 = place.step;
  uint32_t c2 = place.episode, c3 = place.environment;
  uint32_t k0 = static_cast<uint32_t>(place.seed), k1 = static_cast<uint32_t>(place.seed >> 32);
  for (int round = 0; round < 10; ++round) {
    const uint64_t p = uint64_t{0xD2511F53u} * c0, q = uint64_t{0xCD9E8D57u} * c2;
    c0 = static_cast<uint32_t>(q >> 32) ^ c1 ^ k0;
    c1 = static_cast<uint32_t>(q);
    c2 = static_cast<uint32_t>(p >> 32) ^ c3 ^ k1;
    c3 = static_cast<uint32_t>(p);
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return {{c0, c1, c2, c3}};
}

// ((w >> 9) + 1/2) 2^-23, exactly
CANTER_DEVICE float uniform_of(uint32_t w) {
  return float_of((w >> 9) | 0x3f800000u) - 0.999999940f;
}

// number `which` (0 or 1) of the two normals of a pair of words
CANTER_DEVICE float normal_of(uint32_t w0, uint32_t w1, int which) {
  const float radius = sqrtf(-2.0f * log_normal_of(uniform_of(w0)));
  const SinCos angle = sincos_turn(uniform_of(w1));
  return radius * (which == 0 ? angle.cos : angle.sin);
}

// normal j of a place
CANTER_DEVICE float normal_at(const Place& place, int64_t j) {
  const Words words = random_words(place, static_cast<uint32_t>(j / 4));
  return j % 4 < 2 ? normal_of(words.w[0], words.w[1], static_cast<int>(j % 2))
                   : normal_of(words.w[2], words.w[3], static_cast<int>(j % 2));
}

// uniform j of a place
CANTER_DEVICE float uniform_at(const Place& place, int64_t j) {
  const Words words = random_words(place, static_cast<uint32_t>(j / 4));
  const int i = static_cast<int>(j % 4);
  return uniform_of(i < 2 ? (i == 0 ? words.w[0] : words.w[1])
                          : (i == 2 ? words.w[2] : words.w[3]));
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_RANDOM_H_
