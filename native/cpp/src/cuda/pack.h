// SPDX-License-Identifier: Apache-2.0
//
// Parameters as the passes want them: padded, aligned, and transposed for the way back.
#ifndef CANTER_CUDA_PACK_H_
#define CANTER_CUDA_PACK_H_

#include "cuda/flat.h"
#include "cuda/shapes.h"

namespace canter::cuda {

// packed[i] of one set of parameters
CANTER_DEVICE float packed_element(const Shape& shape, const float* theta, int64_t i) {
  int32_t l = shape.layers - 1;
  while (i < shape.weight[l]) --l;
  const int32_t inputs = shape.width[l], outputs = shape.width[l + 1];
  if (i < shape.transpose[l]) {
    const int64_t row = (i - shape.weight[l]) / padded(outputs);
    const int64_t o = (i - shape.weight[l]) % padded(outputs);
    // the bias follows the weights in theta as the last row follows the others here
    return o < outputs ? theta[shape.theta[l] + row * outputs + o] : 0.0f;
  }
  const int64_t o = (i - shape.transpose[l]) / padded(inputs);
  // what follows the last row
  if (l == 0 || o >= outputs) return 0.0f;
  const int64_t row = (i - shape.transpose[l]) % padded(inputs);
  return row < inputs ? theta[shape.theta[l] + row * outputs + o] : 0.0f;
}

// packs theta[sets, stride], or theta and a direction; 30 to 36 registers, no shared memory, full
// occupancy
struct Pack {
  Shape shape;
  const float* theta;
  int64_t stride;
  const float* direction;  // the second set, or null
  float* packed;           // [sets, shape.packed]
  const int32_t* stop;

  CANTER_DEVICE void operator()(int64_t i) const {
    if (stop != nullptr && *stop != 0) return;
    const int64_t set = i / shape.packed;
    const bool second = direction != nullptr && set == 1;
    packed[i] = packed_element(shape, second ? direction : theta + set * stride, i % shape.packed);
  }
};

inline void pack(const Gpu& gpu, const Shape& shape, const void* theta, float* packed,
                 const int32_t* stop = nullptr, int64_t sets = 1, int64_t stride = 0) {
  over_elements(gpu, Pack{shape, floats(theta), stride, nullptr, packed, stop},
                sets * shape.packed);
}

// theta, and a direction after it
inline void pack_both(const Gpu& gpu, const Shape& shape, const void* theta, const float* direction,
                      float* packed) {
  over_elements(gpu, Pack{shape, floats(theta), 0, direction, packed, nullptr}, 2 * shape.packed);
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_PACK_H_
