// SPDX-License-Identifier: Apache-2.0
//
// Tapes, and the passes over them.
#include "cuda/batch.h"
#include "cuda/entries.h"

namespace canter::cuda {

namespace {

struct RecordHead {
  static constexpr bool kForward = true, kTangent = false, kBackward = false;
  static constexpr int32_t kRows = 0;
  CANTER_DEVICE void begin(const Block&, float*) const {}
  CANTER_DEVICE void operator()(const Block&, const TileView&, const Columns&,
                                const Columns&) const {}
};

// derivatives by the outputs as the caller gives them
struct DerivativeHead {
  static constexpr bool kForward = false, kTangent = false, kBackward = true;
  static constexpr int32_t kRows = 0;
  const float* dy;  // [B, O]
  int32_t outputs;

  CANTER_DEVICE void begin(const Block&, float*) const {}
  CANTER_DEVICE void operator()(const Block& block, const TileView& tile, const Columns& first,
                                const Columns&) const {
    block.items(outputs * tile.count, [&](int item) {
      const int32_t o = item % outputs;
      const int s = item / outputs;
      first.row(o)[s] = dy[(tile.first + s) * outputs + o];
    });
  }
};

// the outputs' tangents, written as they are
struct TangentHead {
  static constexpr bool kForward = false, kTangent = true, kBackward = false;
  static constexpr int32_t kRows = 0;
  float* dy;  // [B, O]
  int32_t outputs;

  CANTER_DEVICE void begin(const Block&, float*) const {}
  CANTER_DEVICE void operator()(const Block& block, const TileView& tile, const Columns& first,
                                const Columns&) const {
    block.items(outputs * tile.count, [&](int item) {
      const int32_t o = item % outputs;
      const int s = item / outputs;
      dy[(tile.first + s) * outputs + o] = first.row(o)[s];
    });
  }
};

}  // namespace

size_t tape_bytes(const Network& network, int64_t rows) {
  return static_cast<size_t>(tape_floats(shape_of(network), rows)) * sizeof(float);
}

void mlp_record(canter_context& context, const Network& network, canter_tape& tape, void* y,
                const void* theta, const void* x, const int32_t* index, int64_t source_rows,
                int64_t rows) {
  const Gpu& gpu = gpu_of(context);
  const Shape shape = shape_of(network);
  BatchCall batch;
  float* packed = packed_memory(context, shape, 1);
  batch.packed = packed;
  batch.x = floats(x);
  batch.index = index;
  batch.rows = rows;
  batch.tape = tape.memory.as<float>();
  batch.y = floats(y);
  pack(gpu, shape, theta, packed);
  run_forward(context, shape, batch, RecordHead());
  begin_recording(tape, index, source_rows, rows);
}

void mlp_backward(canter_context& context, const Network& network, void* gradient,
                  const canter_tape& tape, const void* theta, const void* dy) {
  const Shape shape = shape_of(network);
  float* packed = packed_memory(context, shape, 1);
  pack(gpu_of(context), shape, theta, packed);
  BatchCall batch = recorded(tape);
  batch.packed = packed;
  run_gradient(context, shape, batch, DerivativeHead{floats(dy), shape.outputs()},
               GradientTarget{floats(gradient), nullptr, 0, 1.0, 0.0});
}

void mlp_tangent(canter_context& context, const Network& network, void* dy, const canter_tape& tape,
                 const void* theta, const void* v) {
  const Shape shape = shape_of(network);
  float* packed = packed_memory(context, shape, 2);
  pack_both(gpu_of(context), shape, theta, floats(v), packed);
  BatchCall batch = recorded(tape);
  batch.packed = packed;
  batch.direction = packed + shape.packed;
  run_forward(context, shape, batch, TangentHead{floats(dy), shape.outputs()});
}

}  // namespace canter::cuda
