// SPDX-License-Identifier: Apache-2.0
#include "canter/vector.h"

#include <cmath>

#include "api/buffer_checks.h"
#include "api/guard.h"

using namespace canter;

namespace {

// the result and the operand of a reduction
template <typename Result>
void need_reduction(const Context& context, const Result* result, const char* result_name,
                    const void* x, int64_t n) {
  need(result, result_name);
  need(x, "x");
  need_size(n, "n");
  need_disjoint({span(result, 1, result_name)}, {Reals(context)(x, n, "x")});
}

// y may be x itself, but not a part of it
void need_same_or_apart(const Context& context, const void* y, const void* x, int64_t n) {
  need(y, "y");
  need(x, "x");
  need_size(n, "n");
  if (y != x) need_disjoint({Reals(context)(y, n, "y")}, {Reals(context)(x, n, "x")});
}

// what gather and scatter check once their sizes are good
void need_moves(const Context& context, const char* function, const Span& out, const Span& in,
                const int32_t* index, int64_t n, int64_t m) {
  need(out.data, out.name);
  need(in.data, in.name);
  need(index, "index");
  need_disjoint({out}, {in, span(index, m, "index")});
  BufferChecks checks(context, function);
  checks.places(index, n, m);
  checks.run();
}

struct Moments {
  double mean;
  double deviation;
};

// two passes: the mean, then the deviations from it
Moments moments_of(Context& context, const void* x, int64_t n) {
  const double count = static_cast<double>(n);
  const double mean = context.kernels->vector_sum(context, x, n) / count;
  const double squares = context.kernels->vector_squared_deviation(context, x, mean, n);
  return {mean, std::sqrt(squares / count)};
}

}  // namespace

canter_status canter_vector_sum(canter_context* context, double* result, const void* x, int64_t n) {
  return pool_call(context, [&](Context& c) {
    need_reduction(c, result, "result", x, n);
    *result = c.kernels->vector_sum(c, x, n);
  });
}

canter_status canter_vector_dot(canter_context* context, double* result, const void* x,
                                const void* y, int64_t n) {
  return pool_call(context, [&](Context& c) {
    need_reduction(c, result, "result", x, n);
    need(y, "y");
    need_disjoint({span(result, 1, "result")}, {Reals(c)(y, n, "y")});
    *result = c.kernels->vector_dot(c, x, y, n);
  });
}

canter_status canter_vector_max_abs(canter_context* context, double* result, const void* x,
                                    int64_t n) {
  return pool_call(context, [&](Context& c) {
    need_reduction(c, result, "result", x, n);
    *result = c.kernels->vector_max_abs(c, x, n);
  });
}

canter_status canter_vector_count_non_finite(canter_context* context, int64_t* result,
                                             const void* x, int64_t n) {
  return pool_call(context, [&](Context& c) {
    need_reduction(c, result, "result", x, n);
    *result = c.kernels->count_non_finite(c, x, n);
  });
}

canter_status canter_vector_moments(canter_context* context, double* mean, double* deviation,
                                    const void* x, int64_t n) {
  return pool_call(context, [&](Context& c) {
    need_reduction(c, mean, "mean", x, n);
    need_reduction(c, deviation, "deviation", x, n);
    need_disjoint({span(mean, 1, "mean"), span(deviation, 1, "deviation")}, {});
    const Moments moments = moments_of(c, x, n);
    *mean = moments.mean;
    *deviation = moments.deviation;
  });
}

canter_status canter_vector_axpby(canter_context* context, void* y, double alpha, const void* x,
                                  double beta, int64_t n) {
  return pool_call(context, [&](Context& c) {
    need_same_or_apart(c, y, x, n);
    need_finite(alpha, "alpha");
    need_finite(beta, "beta");
    c.kernels->vector_axpby(c, y, alpha, x, beta, n);
  });
}

canter_status canter_vector_standardize(canter_context* context, void* y, const void* x,
                                        double epsilon, int64_t n) {
  return pool_call(context, [&](Context& c) {
    need_same_or_apart(c, y, x, n);
    need_positive(epsilon, "epsilon");
    const Moments moments = moments_of(c, x, n);
    c.kernels->vector_affine(c, y, x, moments.mean, 1.0 / (moments.deviation + epsilon), n);
  });
}

canter_status canter_vector_gather(canter_context* context, void* out, const void* x,
                                   const int32_t* index, int64_t n, int64_t m) {
  return pool_call(context, [&](Context& c) {
    need_size(n, "n");
    need_size(m, "m");
    need_moves(c, "canter_vector_gather", Reals(c)(out, m, "out"), Reals(c)(x, n, "x"), index, n,
               m);
    c.kernels->vector_gather(c, out, x, index, m);
  });
}

canter_status canter_vector_scatter(canter_context* context, void* y, const void* x,
                                    const int32_t* index, int64_t n, int64_t m) {
  return pool_call(context, [&](Context& c) {
    need_size(n, "n");
    need_size(m, "m");
    need_moves(c, "canter_vector_scatter", Reals(c)(y, n, "y"), Reals(c)(x, m, "x"), index, n, m);
    c.kernels->vector_scatter(c, y, x, index, m);
  });
}
