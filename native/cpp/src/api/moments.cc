// SPDX-License-Identifier: Apache-2.0
#include "canter/moments.h"

#include <cinttypes>

#include "api/batch_checks.h"
#include "api/guard.h"
#include "api/host_copy.h"
#include "core/moments.h"

using namespace canter;

namespace {

// a state's arrays are there; what they hold is read only once nothing overlaps
void need_arrays(const double* count, const double* mean, const double* m2, int64_t width) {
  need(count, "count");
  need(mean, "mean");
  need(m2, "m2");
  need_size(width, "width");
}

// a state that moments can have: finite, with count and m2 not negative
void need_state(const double* count, const double* mean, const double* m2, int64_t width) {
  need_at_least_zero(*count, "count[0]");
  need_finite_doubles(mean, width, "mean");
  need_finite_doubles(m2, width, "m2");
  for (int64_t o = 0; o < width; ++o) {
    if (m2[o] < 0.0) {
      fail(CANTER_BAD_VALUE, "m2[%" PRId64 "] >= 0: %.17g; it is a sum of squares", o, m2[o]);
    }
  }
}

}  // namespace

canter_status canter_moments_update(canter_context* context, double* count, double* mean,
                                    double* m2, const void* x, const int32_t* index,
                                    int64_t source_rows, int64_t rows, int64_t width) {
  return pool_call(context, [&](Context& c) {
    need_arrays(count, mean, m2, width);
    need(x, "x");
    BufferChecks checks(c, "canter_moments_update");
    checks.picks(index, source_rows, rows);
    need_area(source_rows, "source_rows", width, "width");
    need_disjoint({span(count, 1, "count"), span(mean, width, "mean"), span(m2, width, "m2")},
                  {Reals(c)(x, source_rows * width, "x"), span(index, rows, "index")});
    need_state(count, mean, m2, width);
    checks.finite_rows(x, index, source_rows, rows, width, "x");
    checks.run();
    // the batch alone first: what it may fail on comes before the state changes
    double* batch_mean = static_cast<double*>(
        c.thread_memory[0].reserve(static_cast<size_t>(2 * width) * sizeof(double)));
    double* batch_m2 = batch_mean + width;
    c.kernels->batch_moments(c, batch_mean, batch_m2, x, index, rows, width);
    need_finite_doubles(batch_m2, width, "sum of squared deviations of x");
    merge_moments(count, mean, m2, static_cast<double>(rows), batch_mean, batch_m2, width);
  });
}

canter_status canter_moments_merge(double* count, double* mean, double* m2,
                                   const double* other_count, const double* other_mean,
                                   const double* other_m2, int64_t width) {
  return guarded([&] {
    need_arrays(count, mean, m2, width);
    need(other_count, "other_count");
    need(other_mean, "other_mean");
    need(other_m2, "other_m2");
    need_disjoint({span(count, 1, "count"), span(mean, width, "mean"), span(m2, width, "m2")},
                  {span(other_count, 1, "other_count"), span(other_mean, width, "other_mean"),
                   span(other_m2, width, "other_m2")});
    need_state(count, mean, m2, width);
    need_state(other_count, other_mean, other_m2, width);
    merge_moments(count, mean, m2, *other_count, other_mean, other_m2, width);
  });
}

canter_status canter_moments_freeze(const canter_context* context, void* shift, void* scale,
                                    const double* count, const double* mean, const double* m2,
                                    double epsilon, int64_t width) {
  return row_call(context, [&](const Context& c) {
    need(shift, "shift");
    need(scale, "scale");
    need_arrays(count, mean, m2, width);
    need_disjoint({Reals(c)(shift, width, "shift"), Reals(c)(scale, width, "scale")},
                  {span(count, 1, "count"), span(mean, width, "mean"), span(m2, width, "m2")});
    need_state(count, mean, m2, width);
    need_positive(epsilon, "epsilon");
    if (c.real == CANTER_F64) {
      freeze_moments(static_cast<double*>(shift), static_cast<double*>(scale), *count, mean, m2,
                     epsilon, width);
      return;
    }
    fill_on_host<float>(c, shift, width, [&](float* shift_values) {
      fill_on_host<float>(c, scale, width, [&](float* scale_values) {
        freeze_moments(shift_values, scale_values, *count, mean, m2, epsilon, width);
      });
    });
  });
}

canter_status canter_moments_normalize(const canter_context* context, void* y, const void* x,
                                       const void* shift, const void* scale, double limit,
                                       int64_t rows, int64_t width) {
  return row_call(context, [&](const Context& c) {
    need(y, "y");
    need(x, "x");
    need(shift, "shift");
    need(scale, "scale");
    need_area(rows, "rows", width, "width");
    if (!(limit > 0.0)) {
      fail(limit != limit ? CANTER_NON_FINITE : CANTER_BAD_VALUE,
           "limit > 0: %g; infinity stands for no limit", limit);
    }
    const Reals reals(c);
    const Span out = reals(y, rows * width, "y");
    if (y != x) need_disjoint({out}, {reals(x, rows * width, "x")});
    need_disjoint({out}, {reals(shift, width, "shift"), reals(scale, width, "scale")});
    BufferChecks checks(c, "canter_moments_normalize");
    checks.finite(shift, width, "shift");
    checks.finite(scale, width, "scale");
    checks.run();
    c.kernels->normalize(c, y, x, shift, scale, limit, rows, width);
  });
}
