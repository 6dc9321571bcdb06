// SPDX-License-Identifier: Apache-2.0
#include "canter/random.h"

#include <algorithm>

#include "api/guard.h"
#include "core/philox.h"

using namespace canter;

namespace {

void need_draws(const void* out, uint32_t stream, int64_t n) {
  need(out, "out");
  need_stream(stream);
  need_size(n, "n", CANTER_MAX_DRAWS);
}

}  // namespace

canter_status canter_random_philox(uint32_t* out, const uint32_t* counter, const uint32_t* key) {
  return guarded([&] {
    need(out, "out");
    need(counter, "counter");
    need(key, "key");
    need_disjoint({span(out, 4, "out")}, {span(counter, 4, "counter"), span(key, 2, "key")});
    const PhiloxCounter words =
        philox4x32({counter[0], counter[1], counter[2], counter[3]}, {key[0], key[1]});
    std::copy(words.begin(), words.end(), out);
  });
}

canter_status canter_random_uniform(const canter_context* context, void* out, uint64_t seed,
                                    uint32_t stream, uint32_t environment, uint32_t episode,
                                    uint32_t step, int64_t n) {
  return row_call(context, [&](const Context& c) {
    need_draws(out, stream, n);
    const uint32_t key[3] = {environment, episode, step};
    c.kernels->uniform(c, out, seed, stream, key, n);
  });
}

canter_status canter_random_normal(const canter_context* context, void* out, uint64_t seed,
                                   uint32_t stream, uint32_t environment, uint32_t episode,
                                   uint32_t step, int64_t n) {
  return row_call(context, [&](const Context& c) {
    need_draws(out, stream, n);
    const uint32_t key[3] = {environment, episode, step};
    c.kernels->normal(c, out, seed, stream, key, n);
  });
}
