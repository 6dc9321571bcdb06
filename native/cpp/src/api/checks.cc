// SPDX-License-Identifier: Apache-2.0
#include "api/checks.h"

#include <cinttypes>
#include <cmath>

#include "api/host_copy.h"
#include "core/buffer_texts.h"

namespace canter {

void refuse_null(const char* name) {
  fail(CANTER_NULL_POINTER, "%s != NULL: null pointer; pass a valid one", name);
}

void refuse_size(const char* name, int64_t size, int64_t most) {
  if (size < 1) {
    fail(CANTER_BAD_SHAPE, "%s >= 1: %" PRId64 "; pass a positive size", name, size);
  }
  fail(CANTER_BAD_SHAPE, "%s <= %" PRId64 ": %" PRId64 "; split the call into smaller ones", name,
       most, size);
}

void refuse_area(const char* rows_name, int64_t rows, const char* width_name, int64_t width) {
  fail(CANTER_BAD_SHAPE,
       "%s * %s <= %" PRId64 ": %" PRId64 " * %" PRId64 "; no buffer has that length", rows_name,
       width_name, kMaxNumbers, rows, width);
}

void refuse_overlap(const char* output, const char* other) {
  fail(CANTER_ALIASED, "%s and %s do not overlap: they share memory; give %s a buffer of its own",
       output, other, output);
}

void refuse_enumerator(const char* name, int value, int most, const char* header) {
  fail(CANTER_BAD_VALUE, "%s in 0..%d: %d; the values are listed in canter/%s", name, most, value,
       header);
}

void need_finite(double value, const char* name) {
  if (std::isfinite(value)) return;
  fail(CANTER_NON_FINITE, "%s is finite: %g; pass a finite number", name, value);
}

void need_at_least_zero(double value, const char* name) {
  need_finite(value, name);
  if (value < 0.0) fail(CANTER_BAD_VALUE, "%s >= 0: %.17g; pass zero or more", name, value);
}

void need_positive(double value, const char* name) {
  need_finite(value, name);
  if (value <= 0.0) fail(CANTER_BAD_VALUE, "%s > 0: %.17g; pass a positive number", name, value);
}

void need_unit(double value, const char* name) {
  need_finite(value, name);
  if (value >= 0.0 && value <= 1.0) return;
  fail(CANTER_BAD_VALUE, "%s in [0, 1]: %.17g; pass a number of that interval", name, value);
}

void need_below_one(double value, const char* name) {
  need_finite(value, name);
  if (value >= 0.0 && value < 1.0) return;
  fail(CANTER_BAD_VALUE, "%s in [0, 1): %.17g; pass a number of that interval", name, value);
}

void need_stream(uint32_t stream) {
  if (stream < 65536) return;
  fail(CANTER_BAD_VALUE, "stream < 65536: %" PRIu32 "; streams have 16 bits", stream);
}

void need_finite_doubles(const double* x, int64_t n, const char* name) {
  for (int64_t i = 0; i < n; ++i) {
    if (!std::isfinite(x[i])) {
      fail(CANTER_NON_FINITE, "%s[%" PRId64 "] is finite: %g; pass finite numbers", name, i, x[i]);
    }
  }
}

void refuse_non_finite(const Context& context, const void* x, int64_t n, int64_t count,
                       const char* name) {
  const bool wide = context.real == CANTER_F64;
  const HostCopy<float> narrow(context, wide ? nullptr : static_cast<const float*>(x), n);
  const auto at = [&](int64_t i) {
    return wide ? static_cast<const double*>(x)[i] : double{narrow[i]};
  };
  int64_t first = 0;
  while (first + 1 < n && std::isfinite(at(first))) ++first;
  refuse_number(name, first, at(first), count, n);
}

}  // namespace canter
