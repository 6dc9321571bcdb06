// SPDX-License-Identifier: Apache-2.0
//
// Philox4x32-10 and the numbers made of it, as canter/random.h says. The plain version: float
// kernels have vector versions of their own that give the same words.
#ifndef CANTER_CORE_PHILOX_H_
#define CANTER_CORE_PHILOX_H_

#include <array>
#include <cmath>
#include <cstdint>

namespace canter {

using PhiloxCounter = std::array<uint32_t, 4>;
using PhiloxKey = std::array<uint32_t, 2>;

// ten rounds over a counter
inline PhiloxCounter philox4x32(PhiloxCounter c, PhiloxKey k) {
  for (int round = 0; round < 10; ++round) {
    const uint64_t p = uint64_t{0xD2511F53u} * c[0];
    const uint64_t q = uint64_t{0xCD9E8D57u} * c[2];
    c = {static_cast<uint32_t>(q >> 32) ^ c[1] ^ k[0], static_cast<uint32_t>(q),
         static_cast<uint32_t>(p >> 32) ^ c[3] ^ k[1], static_cast<uint32_t>(p)};
    k[0] += 0x9E3779B9u;
    k[1] += 0xBB67AE85u;
  }
  return c;
}

// Where a sequence of draws is found.
struct RandomPlace {
  uint64_t seed;
  uint32_t stream;  // < 65536
  uint32_t environment;
  uint32_t episode;
  uint32_t step;
};

// words 4 * block .. 4 * block + 3 of a place; block < 65536
inline PhiloxCounter random_block(const RandomPlace& place, uint32_t block) {
  const PhiloxCounter counter = {block + (place.stream << 16), place.step, place.episode,
                                 place.environment};
  const PhiloxKey key = {static_cast<uint32_t>(place.seed),
                         static_cast<uint32_t>(place.seed >> 32)};
  return philox4x32(counter, key);
}

// 23 bits and a half: exact in float, symmetric about 1/2, never 0 or 1
inline double uniform_of_word(uint32_t word) { return ((word >> 9) + 0.5) * 0x1p-23; }

// the two normals of a pair of uniforms
inline std::array<double, 2> normals_of_uniforms(double u, double v) {
  const double radius = std::sqrt(-2.0 * std::log(u));
  const double angle = 6.283185307179586476925286766559 * v;
  return {radius * std::cos(angle), radius * std::sin(angle)};
}

// the four normals of a block, in double
inline std::array<double, 4> normals_of_block(const PhiloxCounter& words) {
  const auto first = normals_of_uniforms(uniform_of_word(words[0]), uniform_of_word(words[1]));
  const auto second = normals_of_uniforms(uniform_of_word(words[2]), uniform_of_word(words[3]));
  return {first[0], first[1], second[0], second[1]};
}

// out[n] = normals 0..n-1 of a place, rounded from double
template <typename Real>
void fill_normals(Real* out, const RandomPlace& place, int64_t n) {
  for (int64_t i = 0; i < n; i += 4) {
    const auto normals = normals_of_block(random_block(place, static_cast<uint32_t>(i / 4)));
    for (int64_t j = i; j < n && j < i + 4; ++j) out[j] = static_cast<Real>(normals[j - i]);
  }
}

}  // namespace canter

#endif  // CANTER_CORE_PHILOX_H_
