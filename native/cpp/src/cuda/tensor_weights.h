// SPDX-License-Identifier: Apache-2.0
//
// The sums of weight gradients on tensor cores: inputs by outputs, over samples. A warp takes 32
// inputs by 32 outputs of a block's rectangle, so four warps take all of it, each all samples of a
// stage; what of them lies past the rectangle is left out by eights.
#ifndef CANTER_CUDA_TENSOR_WEIGHTS_H_
#define CANTER_CUDA_TENSOR_WEIGHTS_H_

#include "cuda/tensor.h"
#include "cuda/weight_sums.h"

namespace canter::cuda {

// A rectangle in groups of eight rows, and where a warp is in it.
struct TensorSquares {
  // groups of a side of a warp
  static constexpr int kSide = 4;
  int32_t down, across;   // groups of the rectangle
  int32_t input, output;  // the warp's first groups

  CANTER_DEVICE static TensorSquares of(int32_t down, int32_t across, int warp) {
    const int32_t wide = (across + kSide - 1) / kSide;
    if (wide == 0) return {0, 0, 0, 0};
    return {down, across, warp / wide * kSide, warp % wide * kSide};
  }
  CANTER_DEVICE bool down_to(int group) const { return input + group < down; }
  CANTER_DEVICE bool across_to(int group) const { return output + group < across; }
};

// The sums of a lane since they were last taken: two groups of inputs by a group of outputs each.
// A group has 64 totals, two of a lane.
struct TensorWeightSums {
  static constexpr int kDown = TensorSquares::kSide / 2, kAcross = TensorSquares::kSide;
  // 128 samples, all of a warp
  static constexpr int kFloatStages = 128 / kWeightSamples;
  float part[kDown][kAcross][4];

  CANTER_DEVICE void clear() {
    for (int m = 0; m < kDown; ++m) {
      for (int n = 0; n < kAcross; ++n) {
        for (int i = 0; i < 4; ++i) part[m][n][i] = 0.0f;
      }
    }
  }

  // where the total of row r and column c of a square lies
  CANTER_DEVICE static int64_t total_at(int r, int c, int32_t, int32_t square) {
    return int64_t{square} * (kWeightGroup * kWeightGroup) + c % 2 * 32 + r * 4 + c / 2;
  }

  // the float sums to the totals, which no other thread touches
  CANTER_DEVICE void take(double* totals, const TensorSquares& at, int lane) {
    for (int m = 0; m < kDown; ++m) {
      for (int n = 0; n < kAcross; ++n) {
        for (int i = 0; i < 4; ++i) {
          const int down = 2 * m + i / 2;
          if (!at.down_to(down) || !at.across_to(n)) continue;
          const int32_t square = (at.input + down) * at.across + at.output + n;
          totals[square * (kWeightGroup * kWeightGroup) + i % 2 * 32 + lane] += part[m][n][i];
        }
      }
    }
    clear();
  }
};

// Factors of a stage as a lane has them: a four of a row is two samples of each product of eight.
struct TensorInputs {
  SplitFactors<4> left[TensorWeightSums::kDown][2];

  CANTER_DEVICE void load(const float* a, const TensorSquares& at, int lane) {
    for (int group = 0; group < TensorSquares::kSide; ++group) {
      Four x = {{0.0f, 0.0f, 0.0f, 0.0f}};
      if (at.down_to(group)) {
        x = load_four(a + staged_at((at.input + group) * kWeightGroup + lane / 4, lane % 4));
      }
      for (int k = 0; k < 4; ++k) {
        left[group / 2][k / 2].put(group % 2 + k % 2 * 2, x.x[k]);
      }
    }
  }
};

struct TensorOutputs {
  SplitFactors<2> right[2];

  CANTER_DEVICE void load(const float* d, int32_t group, int lane) {
    const Four y = load_four(d + staged_at(group * kWeightGroup + lane / 4, lane % 4));
    for (int k = 0; k < 4; ++k) right[k / 2].put(k % 2, y.x[k]);
  }
};

// a stage more: inputs `a`, derivatives `d`
CANTER_DEVICE void add_stage(const Warp& warp, PerThread<TensorWeightSums>& sums,
                             const TensorSquares& at, const float* a, const float* d) {
  if (!at.down_to(0)) return;
  PerLane<TensorInputs> inputs(warp);
  warp.lanes([&](int t) { inputs[t].load(a, at, t % 32); });
  for (int n = 0; n < TensorWeightSums::kAcross; ++n) {
    if (!at.across_to(n)) continue;
    PerLane<TensorOutputs> outputs(warp);
    warp.lanes([&](int t) { outputs[t].load(d, at.output + n, t % 32); });
    for (int k = 0; k < 2; ++k) {
      for (int p = 0; p < kTensorProducts; ++p) {
        for (int m = 0; m < TensorWeightSums::kDown; ++m) {
          if (!at.down_to(2 * m)) continue;
          warp.multiply([&](int t) {
            return split_product(p, sums[t].part[m][n], inputs[t].left[m][k], outputs[t].right[k]);
          });
        }
      }
    }
  }
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_TENSOR_WEIGHTS_H_
