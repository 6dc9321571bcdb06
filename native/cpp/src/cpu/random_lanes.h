// SPDX-License-Identifier: Apache-2.0
//
// Random numbers of many places at once, a place in each lane; canter/random.h defines them.
#ifndef CANTER_CPU_RANDOM_LANES_H_
#define CANTER_CPU_RANDOM_LANES_H_

#include "cpu/math.h"

namespace canter::CANTER_ISA {

// the upper halves of the 64-bit products of the lanes with m
CANTER_INLINE U multiply_high(U a, uint32_t m) {
#if defined(__AVX512F__)
  const __m512i x = (__m512i)a;
  const __m512i y = _mm512_set1_epi32(static_cast<int>(m));
  const __m512i even = _mm512_srli_epi64(_mm512_mul_epu32(x, y), 32);
  const __m512i odd = _mm512_mul_epu32(_mm512_srli_epi64(x, 32), y);
  return (U)_mm512_mask_blend_epi32(0xAAAA, even, odd);
#elif defined(__AVX2__) && defined(__FMA__)
  const __m256i x = (__m256i)a;
  const __m256i y = _mm256_set1_epi32(static_cast<int>(m));
  const __m256i even = _mm256_srli_epi64(_mm256_mul_epu32(x, y), 32);
  const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(x, 32), y);
  return (U)_mm256_blend_epi32(even, odd, 0xAA);
#else
  U high;
  for (int i = 0; i < kLanes; ++i) {
    high[i] = static_cast<uint32_t>((uint64_t{m} * a[i]) >> 32);
  }
  return high;
#endif
}

// A counter, or the block of words that comes of it.
struct Words {
  U w[4];
};

// Philox4x32-10
CANTER_INLINE Words philox_lanes(Words c, uint64_t seed) {
  uint32_t k0 = static_cast<uint32_t>(seed);
  uint32_t k1 = static_cast<uint32_t>(seed >> 32);
  for (int round = 0; round < 10; ++round) {
    const U high0 = multiply_high(c.w[0], 0xD2511F53u);
    const U high1 = multiply_high(c.w[2], 0xCD9E8D57u);
    const U low0 = c.w[0] * 0xD2511F53u;
    const U low1 = c.w[2] * 0xCD9E8D57u;
    c = {{high1 ^ c.w[1] ^ k0, low1, high0 ^ c.w[3] ^ k1, low0}};
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return c;
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
CANTER_INLINE Words random_words(const Places& places, U block) {
  return philox_lanes({{block + (places.stream << 16), places.step, places.episode,
                        places.environment}},
                      places.seed);
}

// ((w >> 9) + 1/2) 2^-23, exactly: a float in [1, 2) of these 23 bits, less 1 - 2^-24
CANTER_INLINE F uniform_lanes(U w) { return float_of((w >> 9) | 0x3f800000u) - 0.999999940f; }

// Two normals of each lane.
struct Normals {
  F first;
  F second;
};

// Box and Muller. Each is within 8.0e-7 of the same formula in exact arithmetic.
CANTER_INLINE Normals normal_lanes(U w0, U w1) {
  const F radius = square_root(-2.0f * log_normal_lanes(uniform_lanes(w0)));
  const SinCos angle = sincos_turn(uniform_lanes(w1));
  return {radius * angle.cos, radius * angle.sin};
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_RANDOM_LANES_H_
