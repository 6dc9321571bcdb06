// SPDX-License-Identifier: Apache-2.0
#include "canter/probe.h"

#include <cstring>

#include "api/guard.h"
#include "core/tree_sum.h"

using namespace canter;

canter_status canter_probe_fma(canter_context* context, int64_t* operations, int64_t rounds) {
  return pool_call(context, [&](Context& c) {
    need(operations, "operations");
    need_size(rounds, "rounds", CANTER_MAX_PROBE_ROUNDS);
    *operations = c.kernels->probe_fma(c, rounds);
  });
}

canter_status canter_probe_copy(canter_context* context, void* to, const void* from,
                                int64_t bytes) {
  return pool_call(context, [&](Context& c) {
    need(to, "to");
    need(from, "from");
    need_size(bytes, "bytes");
    need_disjoint({Span{to, bytes, "to"}}, {Span{from, bytes, "from"}});
    if (c.device != nullptr) return c.device->copy_within(to, from, static_cast<size_t>(bytes));
    // stretches as long as those of the vector operations
    const Chunks chunks = make_chunks(bytes, 64, int64_t{1} << 16, 64);
    c.pool.run(chunks.count, [&](int64_t chunk, int32_t) {
      const int64_t begin = chunks.begin(chunk);
      std::memcpy(static_cast<char*>(to) + begin, static_cast<const char*>(from) + begin,
                  static_cast<size_t>(chunks.end(chunk) - begin));
    });
  });
}
