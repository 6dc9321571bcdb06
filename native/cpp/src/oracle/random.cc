// SPDX-License-Identifier: Apache-2.0
#include "oracle/random.h"

#include <cmath>
#include <numbers>

#include "oracle/families.h"

namespace canter::oracle {

double uniform_at(const RandomPlace& place, int64_t j) {
  const uint32_t word = random_block(place, static_cast<uint32_t>(j / 4))[j % 4];
  return ((word >> 9) + 0.5) * 0x1p-23;
}

double normal_at(const RandomPlace& place, int64_t j) {
  // normals come in pairs from pairs of uniforms
  const int64_t first = j / 2 * 2;
  const double radius = std::sqrt(-2.0 * std::log(uniform_at(place, first)));
  const double angle = 2.0 * std::numbers::pi * uniform_at(place, first + 1);
  return j == first ? radius * std::cos(angle) : radius * std::sin(angle);
}

namespace {

void uniform(const canter_context&, void* out, uint64_t seed, uint32_t stream, const uint32_t* key,
             int64_t n) {
  const RandomPlace place = make_place(seed, stream, key);
  for (int64_t j = 0; j < n; ++j) reals(out)[j] = uniform_at(place, j);
}

void normal(const canter_context&, void* out, uint64_t seed, uint32_t stream, const uint32_t* key,
            int64_t n) {
  const RandomPlace place = make_place(seed, stream, key);
  for (int64_t j = 0; j < n; ++j) reals(out)[j] = normal_at(place, j);
}

}  // namespace

void add_random(KernelTable& table) {
  table.uniform = uniform;
  table.normal = normal;
}

}  // namespace canter::oracle
