// SPDX-License-Identifier: Apache-2.0
//
// From sums in double to results in float.
#ifndef CANTER_CPU_WRITE_H_
#define CANTER_CPU_WRITE_H_

#include "cpu/simd.h"

namespace canter::CANTER_ISA {

// out = total / rows
CANTER_INLINE void write_mean(void* out, const double* total, int64_t rows, int64_t n) {
  float* to = static_cast<float*>(out);
  const double n_rows = static_cast<double>(rows);
  for (int64_t p = 0; p < n; ++p) to[p] = static_cast<float>(total[p] / n_rows);
}

// out = total / rows + damping v
CANTER_INLINE void write_damped_mean(void* out, const double* total, int64_t rows, const void* v,
                                     double damping, int64_t n) {
  float* to = static_cast<float*>(out);
  const float* direction = static_cast<const float*>(v);
  const double n_rows = static_cast<double>(rows);
  for (int64_t p = 0; p < n; ++p) {
    to[p] = static_cast<float>(total[p] / n_rows + damping * direction[p]);
  }
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_WRITE_H_
