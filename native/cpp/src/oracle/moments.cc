// SPDX-License-Identifier: Apache-2.0
#include "oracle/families.h"

namespace canter::oracle {

namespace {

// mean and sum of squared deviations of each column of the picked rows, by two passes
void batch_moments(canter_context&, double* mean, double* m2, const void* x, const int32_t* index,
                   int64_t rows, int64_t width) {
  for (int64_t o = 0; o < width; ++o) {
    double sum = 0.0;
    for (int64_t b = 0; b < rows; ++b) sum += reals(x)[pick(index, b) * width + o];
    mean[o] = sum / static_cast<double>(rows);
    m2[o] = 0.0;
    for (int64_t b = 0; b < rows; ++b) {
      const double deviation = reals(x)[pick(index, b) * width + o] - mean[o];
      m2[o] += deviation * deviation;
    }
  }
}

// written so that a NaN stays NaN
double limited(double x, double limit) { return x < -limit ? -limit : x > limit ? limit : x; }

void normalize(const canter_context&, void* y, const void* x, const void* shift, const void* scale,
               double limit, int64_t rows, int64_t width) {
  for (int64_t b = 0; b < rows; ++b) {
    for (int64_t o = 0; o < width; ++o) {
      const double z = (reals(x)[b * width + o] - reals(shift)[o]) * reals(scale)[o];
      reals(y)[b * width + o] = limited(z, limit);
    }
  }
}

}  // namespace

void add_moments(KernelTable& table) {
  table.batch_moments = batch_moments;
  table.normalize = normalize;
}

}  // namespace canter::oracle
