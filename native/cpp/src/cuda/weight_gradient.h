// SPDX-License-Identifier: Apache-2.0
//
// Weight gradients from activations and deltas, summed over samples in a fixed order.
//
// A block owns 64 inputs by 64 outputs of one layer and a chunk of tiles; each thread 4 by 4 of
// them. Sums run in float over 128 samples, then in double; a chunk leaves its sums in a row of
// partial[chunks, P], and a second kernel adds the chunks. Chunks depend on the batch and the
// network alone, nothing is added atomically: equal inputs give equal bytes.
//
// WeightKernel: 122 to 128 registers (16 sums in float, 16 in double, 32 numbers on their way), 18
// KiB of shared memory, 2 blocks of 256 threads to a multiprocessor (25 % on 8.0 and 9.0, 33 %
// elsewhere); 32 products a thread for each 16-byte load keep it fed. CombineChunks: 32 registers
// (12.0: 40), 2 KiB, full occupancy; bound by memory.
#ifndef CANTER_CUDA_WEIGHT_GRADIENT_H_
#define CANTER_CUDA_WEIGHT_GRADIENT_H_

#include "cuda/tile.h"

namespace canter::cuda {

constexpr int kWeightSide = 64;
constexpr int kWeightStride = kTile + 4;
// tiles whose sums stay in float
constexpr int kFloatTiles = 4;

// How a batch is cut for its weight gradient.
struct WeightPlan {
  int32_t first_item[CANTER_MAX_LAYERS + 2];  // of each layer, then of the log standard deviations
  int32_t items;
  int64_t chunks;
};

inline WeightPlan weight_plan(const Shape& shape, int32_t free, int64_t tiles) {
  WeightPlan plan = {};
  const auto sides = [](int32_t width) { return (width + kWeightSide - 1) / kWeightSide; };
  for (int32_t l = 0; l < shape.layers; ++l) {
    plan.first_item[l] = plan.items;
    plan.items += sides(shape.width[l]) * sides(shape.width[l + 1]);
  }
  plan.first_item[shape.layers] = plan.items;
  plan.items += sides(free);
  // enough blocks for a large device, and a chunk of eight tiles or more
  const int64_t wanted = 1024 / plan.items, most = (tiles + 7) / 8;
  plan.chunks = wanted < 4 ? 4 : (wanted > 128 ? 128 : wanted);
  plan.chunks = plan.chunks < most ? plan.chunks : most;
  return plan;
}

// What a thread keeps: four inputs by four outputs, and the biases of its outputs.
struct WeightSums {
  double total[4][4], bias_total[4];
  float part[4][4], bias_part[4];

  CANTER_DEVICE void clear() {
    for (int r = 0; r < 4; ++r) {
      for (int c = 0; c < 4; ++c) total[r][c] = part[r][c] = 0.0f;
      bias_total[r] = bias_part[r] = 0.0f;
    }
  }
  // from float to double
  CANTER_DEVICE void flush() {
    for (int r = 0; r < 4; ++r) {
      for (int c = 0; c < 4; ++c) {
        total[r][c] += part[r][c];
        part[r][c] = 0.0f;
      }
      bias_total[r] += bias_part[r];
      bias_part[r] = 0.0f;
    }
  }
};

struct WeightKernel {
  static constexpr int kThreads = kBlockThreads;
  Shape shape;
  WeightPlan plan;
  const float* tape;    // the span's tiles
  const float* deltas;  // [tiles][delta_rows][32]
  int32_t delta_rows;
  int32_t free;
  int64_t tiles;
  double* partial;     // [chunks, parameters]
  int64_t parameters;  // with the log standard deviations
  bool add;            // to what an earlier span left
  const int32_t* stop;

  // a block's place: 64 inputs and 64 outputs of a layer
  struct Place {
    int32_t layer, inputs, outputs, input, output;
    int32_t delta_row;
    int64_t theta;
  };

  CANTER_DEVICE Place place_of(int32_t item) const {
    int32_t l = shape.layers;
    while (item < plan.first_item[l]) --l;
    Place p = {l, 0, free, 0, 0, 0, 0};
    if (l < shape.layers) {
      p.inputs = shape.width[l];
      p.outputs = shape.width[l + 1];
      p.delta_row = shape.row[l + 1] - shape.row[1];
      p.theta = shape.theta[l];
    } else {
      p.delta_row = shape.rows() - shape.row[1];
      p.theta = parameters - free;
    }
    const int32_t across = (p.outputs + kWeightSide - 1) / kWeightSide;
    const int32_t which = item - plan.first_item[l];
    p.input = which / across * kWeightSide;
    p.output = which % across * kWeightSide;
    return p;
  }

  // rows first..first+63 of a tile into shared memory; rows past `width` are zero
  CANTER_DEVICE void stage(float* to, const float* from, int32_t first, int32_t width,
                           int item) const {
    const int r = item / (kTile / 4), s = item % (kTile / 4) * 4;
    const bool real = first + r < width;
    const Four zero = {{0.0f, 0.0f, 0.0f, 0.0f}};
    store_four(to + r * kWeightStride + s,
               real ? load_four(from + (first + r) * int64_t{kTile} + s) : zero);
  }

  // rows of a thread are 16 apart: the threads of a warp then read different banks
  CANTER_DEVICE void accumulate(WeightSums& sums, const float* a, const float* d, int thread,
                                bool bias) const {
    const int i = thread / 16, o = thread % 16;
    for (int s = 0; s < kTile; s += 4) {
      Four x[4], y[4];
      for (int r = 0; r < 4; ++r) {
        x[r] = load_four(a + (i + 16 * r) * kWeightStride + s);
        y[r] = load_four(d + (o + 16 * r) * kWeightStride + s);
      }
      for (int k = 0; k < 4; ++k) {
        for (int r = 0; r < 4; ++r) {
          for (int c = 0; c < 4; ++c) sums.part[r][c] = fmaf(x[r].x[k], y[c].x[k], sums.part[r][c]);
        }
      }
      if (!bias) continue;
      for (int k = 0; k < 4; ++k) {
        for (int c = 0; c < 4; ++c) sums.bias_part[c] += y[c].x[k];
      }
    }
  }

  CANTER_DEVICE void put(double* to, double value) const { *to = add ? *to + value : value; }

  CANTER_DEVICE void write(const WeightSums& sums, const Place& p, double* row, int thread) const {
    const int i = p.input + thread / 16, o = p.output + thread % 16;
    for (int c = 0; c < 4; ++c) {
      if (o + 16 * c >= p.outputs) continue;
      for (int r = 0; r < 4; ++r) {
        if (i + 16 * r >= p.inputs) continue;
        put(row + p.theta + int64_t{i + 16 * r} * p.outputs + o + 16 * c, sums.total[r][c]);
      }
      if (i == 0)
        put(row + p.theta + int64_t{p.inputs} * p.outputs + o + 16 * c, sums.bias_total[c]);
    }
  }

  CANTER_DEVICE void operator()(const Block& block) const {
    if (stop != nullptr && *stop != 0) return;
    float* a = block.shared();
    float* d = a + kWeightSide * kWeightStride;
    const int64_t chunk = block.index() / plan.items;
    const Place p = place_of(static_cast<int32_t>(block.index() % plan.items));
    const int64_t begin = tiles * chunk / plan.chunks, end = tiles * (chunk + 1) / plan.chunks;
    PerThread<WeightSums> sums(block);
    block.threads([&](int t) { sums[t].clear(); });
    constexpr int kFours = kWeightSide * kTile / 4;
    for (int64_t tile = begin; tile < end; ++tile) {
      const float* from_a = p.layer < shape.layers
                                ? tape + (tile * shape.rows() + shape.row[p.layer]) * kTile
                                : nullptr;
      const float* from_d = deltas + (tile * delta_rows + p.delta_row) * kTile;
      block.items(2 * kFours, [&](int item) {
        if (item < kFours) {
          stage(a, from_a, p.input, p.inputs, item);
        } else {
          stage(d, from_d, p.output, p.outputs, item - kFours);
        }
      });
      const bool full = (tile - begin + 1) % kFloatTiles == 0 || tile + 1 == end;
      block.threads([&](int t) {
        accumulate(sums[t], a, d, t, p.input == 0 && t < 16);
        if (full) sums[t].flush();
      });
    }
    block.threads([&](int t) { write(sums[t], p, partial + chunk * parameters, t); });
  }
};

// 18 KiB of shared memory
constexpr size_t kWeightBytes = 2 * kWeightSide * kWeightStride * sizeof(float);

// out[p] = factor * the sum of a column of partial[chunks, P] + damping v[p]: 32 columns a block, 8
// strands of chunks, then a tree over the strands
struct CombineChunks {
  static constexpr int kThreads = kBlockThreads;
  const double* partial;
  float* out;
  const float* v;  // may be null
  int64_t chunks, parameters;
  double factor, damping;
  const int32_t* stop;

  CANTER_DEVICE void operator()(const Block& block) const {
    if (stop != nullptr && *stop != 0) return;
    double* memory = reinterpret_cast<double*>(block.shared());
    const int64_t first = block.index() * 32;
    block.items(kBlockThreads, [&](int i) {
      const int64_t p = first + i % 32;
      double sum = 0.0;
      for (int64_t c = i / 32; c < chunks && p < parameters; c += 8)
        sum += partial[c * parameters + p];
      memory[i] = sum;
    });
    for (int strands = 4; strands > 0; strands /= 2) {
      block.items(strands * 32, [&](int i) { memory[i] += memory[i + strands * 32]; });
    }
    block.items(32, [&](int i) {
      const int64_t p = first + i;
      if (p >= parameters) return;
      const double mean = memory[i] * factor;
      out[p] = static_cast<float>(v != nullptr ? mean + damping * v[p] : mean);
    });
  }
};

}  // namespace canter::cuda

#endif  // CANTER_CUDA_WEIGHT_GRADIENT_H_
