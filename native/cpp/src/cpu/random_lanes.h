// SPDX-License-Identifier: Apache-2.0
//
// Random numbers of many places at once, a place in each lane; canter/random.h defines them.
#ifndef CANTER_CPU_RANDOM_LANES_H_
#define CANTER_CPU_RANDOM_LANES_H_

#include "cpu/math.h"

namespace canter::CANTER_ISA {

// kLanes / 2 numbers of 64 bits
typedef uint64_t W __attribute__((vector_size(4 * kLanes)));

// the lower halves of the lanes of a, times m
CANTER_INLINE W multiply_halves(W a, uint32_t m) {
#if defined(__AVX512F__)
  return (W)_mm512_mul_epu32((__m512i)a, _mm512_set1_epi32(static_cast<int>(m)));
#elif defined(__AVX2__) && defined(__FMA__)
  return (W)_mm256_mul_epu32((__m256i)a, _mm256_set1_epi32(static_cast<int>(m)));
#elif defined(__SSE2__)
  return (W)_mm_mul_epu32((__m128i)a, _mm_set1_epi32(static_cast<int>(m)));
#else
  return (a & 0xffffffffu) * m;
#endif
}

// A counter, or the block of words that comes of it.
struct Words {
  U w[4];
};

// Philox4x32-10. Even and odd lanes go separately, each in the lower half of a 64-bit lane: there a
// product has room, and what is left in the upper halves does not matter. kHalves = 1: even lanes
// alone, the others are 0.
template <int kHalves>
CANTER_INLINE Words philox_lanes(const Words& counter, uint64_t seed) {
  W c[kHalves][4];
  for (int half = 0; half < kHalves; ++half) {
    for (int i = 0; i < 4; ++i) c[half][i] = (W)counter.w[i] >> (32 * half);
  }
  W k0 = W{} + seed;
  W k1 = W{} + (seed >> 32);
  for (int round = 0; round < 10; ++round) {
    for (W(&x)[4] : c) {
      const W p = multiply_halves(x[0], 0xD2511F53u);
      const W q = multiply_halves(x[2], 0xCD9E8D57u);
      x[0] = (q >> 32) ^ (x[1] ^ k0);
      x[1] = q;
      x[2] = (p >> 32) ^ (x[3] ^ k1);
      x[3] = p;
    }
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  Words words;
  for (int i = 0; i < 4; ++i) {
    words.w[i] = (U)(c[0][i] & 0xffffffffu);
    if constexpr (kHalves == 2) words.w[i] |= (U)(c[1][i] << 32);
  }
  return words;
}

// Where the lanes find their numbers.
struct Places {
  uint64_t seed;
  uint32_t stream;
  U environment;
  U episode;
  U step;
};

// words 4 * block .. 4 * block + 3
template <int kHalves = 2>
CANTER_INLINE Words random_words(const Places& places, U block) {
  return philox_lanes<kHalves>(
      {{block + (places.stream << 16), places.step, places.episode, places.environment}},
      places.seed);
}

// ((w >> 9) + 1/2) 2^-23, exactly: a float in [1, 2) of these 23 bits, less 1 - 2^-24
CANTER_INLINE F uniform_lanes(U w) { return float_of((w >> 9) | 0x3f800000u) - 0.999999940f; }

// Two normals of each lane.
struct Normals {
  F first;
  F second;
};

// Box and Muller: within 8.1e-7 of the exact formula for any two words (9.1e-7 without fma)
CANTER_INLINE Normals normal_lanes(U w0, U w1) {
  const F radius = square_root(-2.0f * log_normal_lanes(uniform_lanes(w0)));
  const SinCos angle = sincos_turn(uniform_lanes(w1));
  return {radius * angle.cos, radius * angle.sin};
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_RANDOM_LANES_H_
