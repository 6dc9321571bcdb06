// SPDX-License-Identifier: Apache-2.0
//
// The texts of checks that read the same whether the host looks or a device did. `later` is empty,
// or says which call's check it was.
#ifndef CANTER_CORE_BUFFER_TEXTS_H_
#define CANTER_CORE_BUFFER_TEXTS_H_

#include <cinttypes>

#include "canter/scan.h"
#include "core/status.h"

namespace canter {

// x[place] of n numbers, `bad` of which are NaN or infinite
[[noreturn]] inline void refuse_number(const char* name, int64_t place, double value, int64_t bad,
                                       int64_t n, const char* later = "") {
  fail(CANTER_NON_FINITE,
       "%s[%" PRId64 "] is finite: %g (%" PRId64 " of %" PRId64
       " numbers are not); pass finite numbers%s",
       name, place, value, bad, n, later);
}

// index[place] of rows, or of elements where `rows` is false
[[noreturn]] inline void refuse_pick(const char* name, int64_t place, int32_t pick, int64_t most,
                                     bool rows, const char* later = "") {
  fail(CANTER_BAD_VALUE,
       "index[%" PRId64 "] in 0..%s - 1: %" PRId32 " with %s = %" PRId64 "; pick %s that exist%s",
       place, name, pick, name, most, rows ? "rows" : "elements", later);
}

[[noreturn]] inline void refuse_step(int64_t place, uint8_t kind, int64_t environments,
                                     const char* later = "") {
  fail(CANTER_BAD_VALUE,
       "step[%" PRId64 ", %" PRId64 "] in 0..%d: %d; the kinds are listed in canter/scan.h%s",
       place / environments, place % environments, CANTER_FAULT, kind, later);
}

}  // namespace canter

#endif  // CANTER_CORE_BUFFER_TEXTS_H_
