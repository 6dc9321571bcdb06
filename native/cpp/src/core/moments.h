// SPDX-License-Identifier: Apache-2.0
//
// The state of running moments: count, mean[O] and m2[O] in double.
#ifndef CANTER_CORE_MOMENTS_H_
#define CANTER_CORE_MOMENTS_H_

#include <cstdint>

namespace canter {

// adds the state of `other_count` rows to the first one (Chan, Golub, LeVeque 1979)
void merge_moments(double* count, double* mean, double* m2, double other_count,
                   const double* other_mean, const double* other_m2, int64_t width);

// shift[width] and scale[width] of a state, rounded to Real; 0 and 1 while it is empty
template <typename Real>
void freeze_moments(Real* shift, Real* scale, double count, const double* mean, const double* m2,
                    double epsilon, int64_t width);

}  // namespace canter

#endif  // CANTER_CORE_MOMENTS_H_
