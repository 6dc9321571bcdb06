// SPDX-License-Identifier: Apache-2.0
#include "api/scratch.h"

#include <cinttypes>

#include "core/status.h"

namespace canter {

void refuse_scratch(int64_t needed, int64_t given, int64_t rows) {
  fail(CANTER_TOO_SMALL,
       "scratch_bytes >= %" PRId64 ": %" PRId64
       "; ask canter_mlp_scratch_bytes or canter_policy_scratch_bytes for %" PRId64 " rows",
       needed, given, rows);
}

}  // namespace canter
