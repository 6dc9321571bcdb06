// SPDX-License-Identifier: Apache-2.0
//
// Moments of a batch by two passes in double: the means first, then the deviations from them. Each
// pass sums chunks of rows (a block: 32 columns, 8 strands of rows), then the chunks of a column.
// 2 KiB of shared memory, 32 registers (8.6, 8.9, 12.0: 38 to 40), full occupancy; the maps have
// none and 26 to 40. Bound by memory.
#include "canter/moments.h"
#include "cuda/entries.h"
#include "cuda/flat.h"

namespace canter::cuda {

namespace {

constexpr int kColumns = 32;
constexpr int kRowStrands = kBlockThreads / kColumns;

// partial[chunk, width] = the sums of x, or of (x - center)^2, over the rows of a chunk
struct ColumnSums {
  static constexpr int kThreads = kBlockThreads;
  const float* x;
  const int32_t* index;
  const double* center;  // null for the plain sum
  double* partial;
  int64_t rows, width, groups;

  CANTER_DEVICE double term(int64_t b, int64_t o) const {
    const int64_t row = index != nullptr ? index[b] : b;
    const double value = x[row * width + o];
    if (center == nullptr) return value;
    return (value - center[o]) * (value - center[o]);
  }

  CANTER_DEVICE void operator()(const Block& block) const {
    double* memory = reinterpret_cast<double*>(block.shared());
    const int64_t chunk = block.index() / groups, first = block.index() % groups * kColumns;
    const int64_t chunks = block.count() / groups;
    const int64_t begin = rows * chunk / chunks, end = rows * (chunk + 1) / chunks;
    block.items(kBlockThreads, [&](int i) {
      const int64_t o = first + i % kColumns;
      double sum = 0.0;
      for (int64_t b = begin + i / kColumns; b < end && o < width; b += kRowStrands) {
        sum += term(b, o);
      }
      memory[i] = sum;
    });
    for (int strands = kRowStrands / 2; strands > 0; strands /= 2) {
      block.items(strands * kColumns, [&](int i) { memory[i] += memory[i + strands * kColumns]; });
    }
    block.items(kColumns, [&](int i) {
      if (first + i < width) partial[chunk * width + first + i] = memory[i];
    });
  }
};

// out[o] = the sum of a column's chunks times a factor; neighbours first
struct ColumnTotals {
  const double* partial;
  double* out;
  int64_t chunks, width;
  double factor;

  CANTER_DEVICE void operator()(int64_t o) const {
    double sum = 0.0;
    for (int64_t c = 0; c < chunks; ++c) sum += partial[c * width + o];
    out[o] = sum * factor;
  }
};

struct Normalize {
  float* y;
  const float* x;
  const float* shift;
  const float* scale;
  float bound;
  int64_t width;

  CANTER_DEVICE void operator()(int64_t i) const {
    const int64_t o = i % width;
    const float z = (x[i] - shift[o]) * scale[o];
    y[i] = at_most(at_least(z, -bound), bound);
  }
};

}  // namespace

void batch_moments(canter_context& context, double* mean, double* m2, const void* x,
                   const int32_t* index, int64_t rows, int64_t width) {
  Gpu& gpu = gpu_of(context);
  const int64_t chunks = flat_chunks(rows * 16), groups = (width + kColumns - 1) / kColumns;
  double* partial = context.shared<double>(Slot::kPartials, (chunks + 2) * width);
  double* means = partial + chunks * width;
  const Grid grid = {chunks * groups, kBlockThreads, kBlockThreads * sizeof(double)};
  ColumnSums sums = {floats(x), index, nullptr, partial, rows, width, groups};
  launch(gpu, sums, grid);
  over_elements(gpu, ColumnTotals{partial, means, chunks, width, 1.0 / static_cast<double>(rows)},
                width);
  sums.center = means;
  launch(gpu, sums, grid);
  over_elements(gpu, ColumnTotals{partial, means + width, chunks, width, 1.0}, width);
  const size_t bytes = static_cast<size_t>(width) * sizeof(double);
  if (2 * bytes <= Gpu::kPinnedBytes) {
    gpu.copy_out_all({{mean, means, bytes}, {m2, means + width, bytes}});
  } else {
    gpu.copy_out(mean, means, bytes);
    gpu.copy_out(m2, means + width, bytes);
  }
}

void normalize(const canter_context& context, void* y, const void* x, const void* shift,
               const void* scale, double limit, int64_t rows, int64_t width) {
  const Normalize map = {
      floats(y), floats(x), floats(shift), floats(scale), static_cast<float>(limit), width};
  over_elements(gpu_of(context), map, rows * width);
}

}  // namespace canter::cuda
