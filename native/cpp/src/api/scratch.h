// SPDX-License-Identifier: Apache-2.0
//
// The caller's scratch of row calls that run a network.
#ifndef CANTER_API_SCRATCH_H_
#define CANTER_API_SCRATCH_H_

#include "api/checks.h"

namespace canter {

[[noreturn]] void refuse_scratch(int64_t needed, int64_t given, int64_t rows);

inline int64_t scratch_bytes_of(const Context& context, const Network& network, int64_t rows) {
  return static_cast<int64_t>(context.kernels->mlp_scratch_bytes(network, rows));
}

// the scratch is there and large enough; returns the part of it that will be written
inline Span need_scratch(const Context& context, const Network& network, int64_t rows,
                         const void* scratch, int64_t given) {
  const int64_t needed = scratch_bytes_of(context, network, rows);
  if (needed > 0) need(scratch, "scratch");
  if (given < needed) [[unlikely]]
    refuse_scratch(needed, given, rows);
  return {scratch, needed, "scratch"};
}

}  // namespace canter

#endif  // CANTER_API_SCRATCH_H_
