// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "oracle/families.h"

namespace canter::oracle {

namespace {

double sum(canter_context&, const void* x, int64_t n) {
  double result = 0.0;
  for (int64_t i = 0; i < n; ++i) result += reals(x)[i];
  return result;
}

double dot(canter_context&, const void* x, const void* y, int64_t n) {
  double result = 0.0;
  for (int64_t i = 0; i < n; ++i) result += reals(x)[i] * reals(y)[i];
  return result;
}

double max_abs(canter_context&, const void* x, int64_t n) {
  double result = 0.0;
  for (int64_t i = 0; i < n; ++i) {
    const double size = std::fabs(reals(x)[i]);
    if (std::isnan(size)) return size;
    if (size > result) result = size;
  }
  return result;
}

double squared_deviation(canter_context&, const void* x, double center, int64_t n) {
  double result = 0.0;
  for (int64_t i = 0; i < n; ++i) {
    const double deviation = reals(x)[i] - center;
    result += deviation * deviation;
  }
  return result;
}

void axpby(canter_context&, void* y, double alpha, const void* x, double beta, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    // beta = 0 must not let a NaN of the old y through
    const double kept = beta == 0.0 ? 0.0 : beta * reals(y)[i];
    reals(y)[i] = alpha * reals(x)[i] + kept;
  }
}

void affine(canter_context&, void* y, const void* x, double shift, double scale, int64_t n) {
  for (int64_t i = 0; i < n; ++i) reals(y)[i] = (reals(x)[i] - shift) * scale;
}

void gather(canter_context&, void* out, const void* x, const int32_t* index, int64_t m) {
  for (int64_t i = 0; i < m; ++i) reals(out)[i] = reals(x)[index[i]];
}

void scatter(canter_context&, void* y, const void* x, const int32_t* index, int64_t m) {
  for (int64_t i = 0; i < m; ++i) reals(y)[index[i]] = reals(x)[i];
}

int64_t count_non_finite(const canter_context&, const void* x, int64_t n) {
  int64_t count = 0;
  for (int64_t i = 0; i < n; ++i) count += std::isfinite(reals(x)[i]) ? 0 : 1;
  return count;
}

}  // namespace

void add_vector(KernelTable& table) {
  table.vector_sum = sum;
  table.vector_dot = dot;
  table.vector_max_abs = max_abs;
  table.vector_squared_deviation = squared_deviation;
  table.vector_axpby = axpby;
  table.vector_affine = affine;
  table.vector_gather = gather;
  table.vector_scatter = scatter;
  table.count_non_finite = count_non_finite;
}

}  // namespace canter::oracle
