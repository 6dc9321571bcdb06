// SPDX-License-Identifier: Apache-2.0
//
// Flat vectors. Sums are in double, as on the CPU.
//
// Reductions: 2 KiB of shared memory, 31 or 32 registers (8.6, 8.9, 12.0: 37 to 42), 8 (5 or 6)
// blocks of 256 threads to a multiprocessor, its full occupancy but for the dot product there.
// Maps: no shared memory, 23 to 32 registers, full occupancy. Both are bound by memory.
#include "canter/vector.h"
#include "cuda/entries.h"
#include "cuda/flat.h"

namespace canter::cuda {

namespace {

// terms of reductions
struct Element {
  const float* x;
  CANTER_DEVICE double operator()(int64_t i) const { return x[i]; }
};
struct Product {
  const float* x;
  const float* y;
  CANTER_DEVICE double operator()(int64_t i) const { return double{x[i]} * double{y[i]}; }
};
struct SquaredDeviation {
  const float* x;
  double center;
  CANTER_DEVICE double operator()(int64_t i) const {
    const double deviation = x[i] - center;
    return deviation * deviation;
  }
};
struct Size {
  const float* x;
  CANTER_DEVICE double operator()(int64_t i) const { return magnitude(x[i]); }
};
struct NonFinite {
  const float* x;
  CANTER_DEVICE double operator()(int64_t i) const { return is_finite(x[i]) ? 0.0 : 1.0; }
};
// maps
struct Scaled {
  float* y;
  const float* x;
  double alpha;
  CANTER_DEVICE void operator()(int64_t i) const { y[i] = static_cast<float>(alpha * x[i]); }
};
struct Combined {
  float* y;
  const float* x;
  double alpha, beta;
  CANTER_DEVICE void operator()(int64_t i) const {
    y[i] = static_cast<float>(alpha * x[i] + beta * y[i]);
  }
};
struct Affine {
  float* y;
  const float* x;
  double shift, scale;
  CANTER_DEVICE void operator()(int64_t i) const {
    y[i] = static_cast<float>((x[i] - shift) * scale);
  }
};
struct Gather {
  float* out;
  const float* x;
  const int32_t* index;
  CANTER_DEVICE void operator()(int64_t i) const { out[i] = x[index[i]]; }
};
struct Scatter {
  float* y;
  const float* x;
  const int32_t* index;
  CANTER_DEVICE void operator()(int64_t i) const { y[index[i]] = x[i]; }
};

}  // namespace

double vector_sum(canter_context& context, const void* x, int64_t n) {
  return sum(gpu_of(context), Element{floats(x)}, n);
}

double vector_dot(canter_context& context, const void* x, const void* y, int64_t n) {
  return sum(gpu_of(context), Product{floats(x), floats(y)}, n);
}

double vector_max_abs(canter_context& context, const void* x, int64_t n) {
  return reduce(gpu_of(context), Size{floats(x)}, Larger(), 0.0, n);
}

double vector_squared_deviation(canter_context& context, const void* x, double center, int64_t n) {
  return sum(gpu_of(context), SquaredDeviation{floats(x), center}, n);
}

void vector_axpby(canter_context& context, void* y, double alpha, const void* x, double beta,
                  int64_t n) {
  // beta = 0 must not let a NaN of the old y through
  if (beta == 0.0) {
    over_elements(gpu_of(context), Scaled{floats(y), floats(x), alpha}, n);
  } else {
    over_elements(gpu_of(context), Combined{floats(y), floats(x), alpha, beta}, n);
  }
}

void vector_affine(canter_context& context, void* y, const void* x, double shift, double scale,
                   int64_t n) {
  over_elements(gpu_of(context), Affine{floats(y), floats(x), shift, scale}, n);
}

void vector_gather(canter_context& context, void* out, const void* x, const int32_t* index,
                   int64_t m) {
  over_elements(gpu_of(context), Gather{floats(out), floats(x), index}, m);
}

void vector_scatter(canter_context& context, void* y, const void* x, const int32_t* index,
                    int64_t m) {
  over_elements(gpu_of(context), Scatter{floats(y), floats(x), index}, m);
}

int64_t count_non_finite(const canter_context& context, const void* x, int64_t n) {
  return static_cast<int64_t>(sum(gpu_of(context), NonFinite{floats(x)}, n));
}

}  // namespace canter::cuda
