// SPDX-License-Identifier: Apache-2.0
//
// Products with a curvature matrix over a recorded batch, enqueued: tangents, the matrix at the
// outputs, the way back. Single calls and the solver share them.
#ifndef CANTER_CUDA_CURVATURE_H_
#define CANTER_CUDA_CURVATURE_H_

#include "cuda/batch.h"
#include "cuda/distribution.h"

namespace canter::cuda {

// M u for the Fisher matrix M of each row
struct FisherHead {
  static constexpr bool kForward = false, kTangent = true, kBackward = true;
  static constexpr int32_t kRows = 0;
  Family family;
  const float* log_std;
  const float* v_log_std;

  CANTER_DEVICE void begin(const Block& block, float* scales) const {
    make_scale(block, scales, family, family.free > 0 ? log_std : nullptr);
  }
  CANTER_DEVICE void operator()(const Block& block, const TileView& tile, const Columns& first,
                                const Columns&) const {
    block.items(tile.count, [&](int s) {
      const Scale scale = {log_std, tile.scales[0], tile.scales[1]};
      row_fisher(family, scale, tile.parameters(s), Row{first.x + s, first.stride},
                 RowOut{first.x + s, first.stride});
      for (int32_t f = 0; f < family.free; ++f) tile.free_of(s)[f] = 2.0f * v_log_std[f];
    });
  }
};

// s (s'u) for the score s of each row's action
struct ScoreHead {
  static constexpr bool kForward = false, kTangent = true, kBackward = true;
  static constexpr int32_t kRows = 0;
  Family family;
  const float* log_std;
  const float* v_log_std;
  const float* action;  // [M, A]
  const int32_t* index;

  CANTER_DEVICE void begin(const Block& block, float* scales) const {
    make_scale(block, scales, family, family.free > 0 ? log_std : nullptr);
  }
  CANTER_DEVICE void one(const TileView& tile, const Columns& first, const Columns& second,
                         int s) const {
    const Scale scale = {log_std, tile.scales[0], tile.scales[1]};
    const int64_t m = source_row(index, tile.first + s);
    const RowOut score = {second.x + s, second.stride}, u = {first.x + s, first.stride};
    const RowOut free = tile.free_of(s);
    row_log_probability_gradient<false>(family, scale, tile.parameters(s),
                                        Row{action + m * family.actions, 1}, 1.0f, score, free);
    float dot = 0.0f;
    for (int32_t k = 0; k < family.width; ++k) dot = fmaf(score[k], u[k], dot);
    for (int32_t f = 0; f < family.free; ++f) dot = fmaf(free[f], v_log_std[f], dot);
    for (int32_t k = 0; k < family.width; ++k) u[k] = score[k] * dot;
    for (int32_t f = 0; f < family.free; ++f) free[f] *= dot;
  }
  CANTER_DEVICE void operator()(const Block& block, const TileView& tile, const Columns& first,
                                const Columns& second) const {
    block.items(tile.count, [&](int s) { one(tile, first, second, s); });
  }
};

// the tangents themselves: J'J v
struct GaussNewtonHead {
  static constexpr bool kForward = false, kTangent = true, kBackward = true;
  static constexpr int32_t kRows = 0;
  CANTER_DEVICE void begin(const Block&, float*) const {}
  CANTER_DEVICE void operator()(const Block&, const TileView&, const Columns&,
                                const Columns&) const {}
};

// A matrix that products are taken with, again and again; theta is packed once, each direction
// before its product.
class Curvature {
 public:
  Curvature(Context& context, const CurvatureMatrix& matrix)
      : context_(context), matrix_(matrix), shape_(shape_of(*matrix.network)) {
    packed_ = packed_memory(context, shape_, 2);
    // all memory of a product is had before the first one, because a capture must not allocate
    const int32_t free = matrix.policy != nullptr ? matrix.policy->distribution.free : 0;
    GradientMemory(context, shape_, matrix.tape.rows, free, true, true);
    const TileCall call = span_call(shape_, recorded(matrix.tape), {0, true, true}, 0);
    if (scratch_floats(call, 1) > 0) {
      context.shared<float>(Slot::kVectors, static_cast<size_t>(scratch_floats(call, 1)));
    }
  }

  void pack_theta() const { pack(gpu_of(context_), shape_, matrix_.theta, packed_); }
  void pack_direction(const float* v, const int32_t* stop) const {
    pack(gpu_of(context_), shape_, v, packed_ + shape_.packed, stop);
  }
  void pack_theta_and_direction(const float* v) const {
    pack_both(gpu_of(context_), shape_, matrix_.theta, v, packed_);
  }

  // out = matrix v for the direction v that is packed; nothing where *stop is not zero
  void multiply(float* out, const float* v, const int32_t* stop) const {
    BatchCall batch = recorded(matrix_.tape);
    batch.packed = packed_;
    batch.direction = packed_ + shape_.packed;
    batch.stop = stop;
    const double factor = 1.0 / static_cast<double>(matrix_.tape.rows);
    if (matrix_.policy == nullptr) {
      run_gradient(context_, shape_, batch, GaussNewtonHead(),
                   GradientTarget{out, v, 0, factor, matrix_.damping});
      return;
    }
    const int64_t offset = matrix_.policy->log_std_offset();
    const Family family = family_of(matrix_.policy->distribution);
    const float* log_std = floats(matrix_.theta) + offset;
    const GradientTarget target = {out, v, family.free, factor, matrix_.damping};
    if (matrix_.action == nullptr) {
      run_gradient(context_, shape_, batch, FisherHead{family, log_std, v + offset}, target);
    } else {
      run_gradient(
          context_, shape_, batch,
          ScoreHead{family, log_std, v + offset, floats(matrix_.action), matrix_.tape.picks()},
          target);
    }
  }

 private:
  Context& context_;
  const CurvatureMatrix& matrix_;
  const Shape shape_;
  float* packed_;
};

}  // namespace canter::cuda

#endif  // CANTER_CUDA_CURVATURE_H_
