// SPDX-License-Identifier: Apache-2.0
//
// How the weights of a network and the samples of a batch are cut for weight gradients.
#ifndef CANTER_CUDA_WEIGHT_PLAN_H_
#define CANTER_CUDA_WEIGHT_PLAN_H_

#include "cuda/tile_plan.h"

namespace canter::cuda {

// A thread takes 8 inputs by 8 outputs, a block at most 8 by 8 such groups of one layer.
constexpr int kWeightGroup = 8, kWeightSide = 8;
// samples that are staged at once
constexpr int kWeightSamples = 16;

CANTER_BOTH int32_t weight_groups(int32_t width) {
  return (width + kWeightGroup - 1) / kWeightGroup;
}

// a layer's weights in rectangles, which are as alike as they can be
struct WeightCut {
  int32_t first_item;
  int32_t down, across;     // rectangles
  int32_t inputs, outputs;  // of a rectangle, in groups; the last ones may be smaller
};

struct WeightPlan {
  WeightCut cut[CANTER_MAX_LAYERS + 1];  // of each layer, then of the log standard deviations
  int32_t items;
  int32_t rows;     // most rows of activations and deltas that a block stages
  int32_t squares;  // most squares of 8 by 8 weights of a block
  int64_t chunks;

  // two of them hold the 64 biases of a block in the end
  CANTER_BOTH int64_t stage_floats() const { return int64_t{rows} * kWeightSamples; }
  // two stages, and the totals in double
  size_t shared_bytes() const {
    return static_cast<size_t>(2 * stage_floats()) * sizeof(float) +
           static_cast<size_t>(squares) * kWeightGroup * kWeightGroup * sizeof(double);
  }
};

inline WeightCut weight_cut(int32_t first_item, int32_t inputs, int32_t outputs) {
  const auto whole = [](int32_t a, int32_t b) { return (a + b - 1) / b; };
  const int32_t down = weight_groups(inputs), across = weight_groups(outputs);
  WeightCut cut = {first_item, whole(down, kWeightSide), whole(across, kWeightSide), 0, 0};
  if (cut.down > 0) cut.inputs = whole(down, cut.down);
  if (cut.across > 0) cut.outputs = whole(across, cut.across);
  return cut;
}

inline WeightPlan weight_plan(const Shape& shape, int32_t free, int64_t tiles) {
  WeightPlan plan = {};
  for (int32_t l = 0; l <= shape.layers; ++l) {
    const bool layer = l < shape.layers;
    const WeightCut cut =
        weight_cut(plan.items, layer ? shape.width[l] : 0, layer ? shape.width[l + 1] : free);
    // log standard deviations have sums of deltas alone
    plan.items += (layer ? cut.down : 1) * cut.across;
    const int32_t rows = (cut.inputs + cut.outputs) * kWeightGroup;
    const int32_t squares = cut.inputs * cut.outputs;
    plan.rows = rows > plan.rows ? rows : plan.rows;
    plan.squares = squares > plan.squares ? squares : plan.squares;
    plan.cut[l] = cut;
  }
  // enough blocks for a large device, and a chunk of two tiles or more
  const int64_t wanted = 1024 / plan.items, most = (tiles + 1) / 2;
  plan.chunks = wanted < 4 ? 4 : (wanted > 128 ? 128 : wanted);
  plan.chunks = plan.chunks < most ? plan.chunks : most;
  return plan;
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_WEIGHT_PLAN_H_
