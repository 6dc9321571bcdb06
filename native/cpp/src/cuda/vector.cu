// SPDX-License-Identifier: Apache-2.0
//
// Flat vectors and the checks of buffers, which are counts. Sums are in double, as on the CPU.
//
// Reductions: 2 KiB of shared memory, 24 to 32 registers, 8 blocks of 256 threads fit a
// multiprocessor (full occupancy); maps use no shared memory. Both are bound by memory.
#include "canter/scan.h"
#include "canter/vector.h"
#include "cuda/entries.h"
#include "cuda/flat.h"
#include "cuda/shapes.h"

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
struct BadPick {
  const int32_t* index;
  int64_t source_rows;
  CANTER_DEVICE double operator()(int64_t b) const {
    return index[b] < 0 || index[b] >= source_rows ? 1.0 : 0.0;
  }
};
struct BadStep {
  const uint8_t* step;
  CANTER_DEVICE double operator()(int64_t i) const { return step[i] > CANTER_FAULT ? 1.0 : 0.0; }
};
struct NonFiniteRow {
  const float* x;
  const int32_t* index;
  int64_t width;
  CANTER_DEVICE double operator()(int64_t i) const {
    const int64_t row = index != nullptr ? index[i / width] : i / width;
    return is_finite(x[row * width + i % width]) ? 0.0 : 1.0;
  }
};
struct DifferentPick {
  const int32_t* a;
  const int32_t* b;
  CANTER_DEVICE double operator()(int64_t i) const {
    const int64_t x = a != nullptr ? a[i] : i, y = b != nullptr ? b[i] : i;
    return x != y ? 1.0 : 0.0;
  }
};
// what is no choice of factor j of a categorical in row b
struct BadChoice {
  const float* action;
  const int32_t* index;
  FactorSizes factors;
  CANTER_DEVICE double operator()(int64_t i) const {
    const int64_t b = i / factors.count, j = i % factors.count;
    const int64_t row = index != nullptr ? index[b] : b;
    const float choice = action[row * factors.count + j];
    const bool inside = choice >= 0.0f && choice < static_cast<float>(factors.size[j]);
    return inside && static_cast<float>(static_cast<int32_t>(choice)) == choice ? 0.0 : 1.0;
  }
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

int64_t count_non_finite(const canter_context& context, const void* x, int64_t n) {
  return static_cast<int64_t>(sum(gpu_of(context), NonFinite{floats(x)}, n));
}

int64_t Gpu::bad_picks(const int32_t* index, int64_t source_rows, int64_t rows) {
  return static_cast<int64_t>(sum(*this, BadPick{index, source_rows}, rows));
}

int64_t Gpu::bad_choices(const Distribution& distribution, const void* action, const int32_t* index,
                         int64_t rows) {
  const FactorSizes factors = factor_sizes(distribution);
  return static_cast<int64_t>(
      sum(*this, BadChoice{floats(action), index, factors}, rows * factors.count));
}

int64_t Gpu::bad_steps(const uint8_t* step, int64_t count) {
  return static_cast<int64_t>(sum(*this, BadStep{step}, count));
}

int64_t Gpu::non_finite_rows(const void* x, const int32_t* index, int64_t rows, int64_t width) {
  return static_cast<int64_t>(sum(*this, NonFiniteRow{floats(x), index, width}, rows * width));
}

int64_t Gpu::different_picks(const int32_t* a, const int32_t* b, int64_t rows) {
  return static_cast<int64_t>(sum(*this, DifferentPick{a, b}, rows));
}

}  // namespace canter::cuda
