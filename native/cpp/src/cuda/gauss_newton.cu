// SPDX-License-Identifier: Apache-2.0
//
// The value network: gradient of its squared error, and its Gauss-Newton product. FinishValue: 30
// to 39 registers, 2 KiB of shared memory, one block.
#include "canter/value.h"
#include "cuda/curvature.h"
#include "cuda/entries.h"

namespace canter::cuda {

namespace {

// what is summed beside the gradient; targets are shifted so that their variance does not cancel
enum ValueSum { kSquaredError, kTarget, kSquaredTarget, kValueSums };

// What the heads read.
struct ValueProblem {
  const float* target;  // [M]
  const int32_t* index;
  double* sums;  // [tiles of the batch][kValueSums]
};

// of errors and targets of a tile
struct ValueSums {
  static constexpr int kNumbers = kValueSums;
  const float* error;   // [kTile]
  const float* target;  // [kTile]
  double shift;

  CANTER_DEVICE static double start(int) { return 0.0; }
  CANTER_DEVICE double term(int n, int s) const {
    const double e = error[s], shifted = target[s] - shift;
    return n == kSquaredError ? e * e : (n == kTarget ? shifted : shifted * shifted);
  }
  CANTER_DEVICE static double combine(int, double a, double b) { return a + b; }
};

template <bool kGradient>
struct ValueHead {
  static constexpr bool kForward = true, kTangent = false, kBackward = kGradient;
  // errors, targets, the strands of their sums
  static constexpr int32_t kRows = 2 + (kValueSums * kTileStrands * 2 + kTile - 1) / kTile;
  ValueProblem p;

  CANTER_DEVICE void begin(const Block&, float*) const {}
  CANTER_DEVICE void operator()(const Block& block, const TileView& tile, const Columns& first,
                                const Columns&) const {
    block.items(tile.count, [&](int s) {
      const float target = p.target[source_row(p.index, tile.first + s)];
      const float error = tile.parameters(s)[0] - target;
      tile.memory[s] = error;
      tile.memory[kTile + s] = target;
      if (kGradient) first.x[s] = error;
    });
    const ValueSums sums = {tile.memory, tile.memory + kTile, p.target[source_row(p.index, 0)]};
    sum_tile(block, tile.count, reinterpret_cast<double*>(tile.memory + 2 * kTile),
             p.sums + tile.first / tile.samples * kValueSums, sums);
  }
};

// from the sums of tiles to the statistics of the header
struct FinishValue {
  static constexpr int kThreads = kBlockThreads;
  const double* sums;
  int64_t tiles;
  double rows;
  double* statistics;

  CANTER_DEVICE void operator()(const Block& block) const {
    double* memory = reinterpret_cast<double*>(block.shared());
    double* total = memory + kStrands;
    for (int n = 0; n < kValueSums; ++n) {
      block_sum(block, memory, tiles, [&](int64_t i) { return sums[i * kValueSums + n]; });
      block.items(1, [&](int) { total[n] = memory[0] / rows; });
    }
    block.items(1, [&](int) {
      const double variance = total[kSquaredTarget] - total[kTarget] * total[kTarget];
      statistics[CANTER_VALUE_LOSS] = 0.5 * total[kSquaredError];
      statistics[CANTER_VALUE_EXPLAINED_VARIANCE] =
          variance > 0.0 ? 1.0 - total[kSquaredError] / variance : not_a_number();
    });
  }
};

}  // namespace

void value_gradient(canter_context& context, const Network& network, void* gradient,
                    double* statistics, canter_tape* tape, const void* theta,
                    const void* observation, const void* target, const int32_t* index,
                    int64_t source_rows, int64_t rows) {
  Gpu& gpu = gpu_of(context);
  const Shape shape = shape_of(network);
  float* packed = packed_memory(context, shape, 1);
  pack(gpu, shape, theta, packed);
  const int64_t tiles = tiles_of(tile_samples(shape, rows), rows);
  double* sums = context.shared<double>(Slot::kMaxima, static_cast<size_t>(tiles * kValueSums + 2));
  const ValueProblem p = {floats(target), index, sums};
  BatchCall call;
  call.packed = packed;
  call.x = floats(observation);
  call.index = index;
  call.rows = rows;
  call.stop = context.alarm.stop;
  call.tape = tape != nullptr ? tape->memory.as<float>() : nullptr;
  if (gradient == nullptr) {
    run_forward(context, shape, call, ValueHead<false>{p});
  } else {
    run_gradient(
        context, shape, call, ValueHead<true>{p},
        GradientTarget{floats(gradient), nullptr, 0, 1.0 / static_cast<double>(rows), 0.0});
  }
  if (statistics != nullptr) {
    double* found = sums + tiles * kValueSums;
    launch(gpu, FinishValue{sums, tiles, static_cast<double>(rows), found},
           Grid{1, kBlockThreads, (kStrands + kValueSums) * sizeof(double)});
    gpu.copy_out(statistics, found, CANTER_VALUE_COUNT * sizeof(double));
  }
  if (tape != nullptr) begin_recording(*tape, index, source_rows, rows);
}

void gauss_newton_product(canter_context& context, const Network& network, void* out,
                          const canter_tape& tape, const void* theta, const void* v,
                          double damping) {
  const CurvatureMatrix matrix = {nullptr, &network, tape, theta, nullptr, damping};
  const Curvature curvature(context, matrix);
  curvature.pack_theta_and_direction(floats(v));
  curvature.multiply(floats(out), floats(v), nullptr);
}

}  // namespace canter::cuda
