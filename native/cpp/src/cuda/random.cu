// SPDX-License-Identifier: Apache-2.0
//
// Many random numbers of one place: a number a thread. No shared memory, 21 to 37 registers, full
// occupancy.
#include "canter/random.h"
#include "cuda/entries.h"
#include "cuda/flat.h"
#include "cuda/random.h"

namespace canter::cuda {

namespace {

struct Uniforms {
  float* out;
  Place place;
  CANTER_DEVICE void operator()(int64_t j) const { out[j] = uniform_at(place, j); }
};

struct Normals {
  float* out;
  Place place;
  CANTER_DEVICE void operator()(int64_t j) const { out[j] = normal_at(place, j); }
};

// key[3] of these two calls lies with the host: it is made of the caller's numbers
Place place_of(uint64_t seed, uint32_t stream, const uint32_t* key) {
  return Place{seed, stream, key[0], key[1], key[2]};
}

}  // namespace

void uniform(const canter_context& context, void* out, uint64_t seed, uint32_t stream,
             const uint32_t* key, int64_t n) {
  over_elements(gpu_of(context), Uniforms{floats(out), place_of(seed, stream, key)}, n);
}

void normal(const canter_context& context, void* out, uint64_t seed, uint32_t stream,
            const uint32_t* key, int64_t n) {
  over_elements(gpu_of(context), Normals{floats(out), place_of(seed, stream, key)}, n);
}

}  // namespace canter::cuda
