// SPDX-License-Identifier: Apache-2.0
#include "core/moments.h"

#include <algorithm>
#include <cmath>

namespace canter {

void merge_moments(double* count, double* mean, double* m2, double other_count,
                   const double* other_mean, const double* other_m2, int64_t width) {
  if (other_count == 0.0) return;
  // the first batch is taken as it is: x + (y - x) need not give y
  if (*count == 0.0) {
    *count = other_count;
    std::copy_n(other_mean, width, mean);
    std::copy_n(other_m2, width, m2);
    return;
  }
  const double total = *count + other_count;
  const double share = other_count / total;
  for (int64_t o = 0; o < width; ++o) {
    const double delta = other_mean[o] - mean[o];
    mean[o] += delta * share;
    m2[o] += other_m2[o] + delta * delta * (*count * share);
  }
  *count = total;
}

template <typename Real>
void freeze_moments(Real* shift, Real* scale, double count, const double* mean, const double* m2,
                    double epsilon, int64_t width) {
  for (int64_t o = 0; o < width; ++o) {
    const bool empty = count == 0.0;
    shift[o] = empty ? Real{0} : static_cast<Real>(mean[o]);
    scale[o] = empty ? Real{1} : static_cast<Real>(1.0 / std::sqrt(m2[o] / count + epsilon));
  }
}

template void freeze_moments(float*, float*, double, const double*, const double*, double, int64_t);
template void freeze_moments(double*, double*, double, const double*, const double*, double,
                             int64_t);

}  // namespace canter
