// SPDX-License-Identifier: Apache-2.0
//
// The forward pass of a row call: tiles without a tape; the caller's scratch holds the packed
// parameters and, for wide layers, what shared memory cannot.
#include "cuda/batch.h"
#include "cuda/entries.h"

namespace canter::cuda {

namespace {

// nothing but the outputs
struct ForwardHead {
  static constexpr bool kForward = true, kTangent = false, kBackward = false;
  static constexpr int32_t kRows = 0;
  CANTER_DEVICE void begin(const Block&, float*) const {}
  CANTER_DEVICE void operator()(const Block&, const TileView&, const Columns&,
                                const Columns&) const {}
};

TileCall forward_call(const Shape& shape, int64_t rows) {
  TileCall call = {};
  call.plan = tile_plan(shape, rows, needs_of<ForwardHead>(false));
  call.rows = rows;
  return call;
}

}  // namespace

size_t mlp_scratch_bytes(const Network& network, int64_t rows) {
  const Shape shape = shape_of(network);
  // four more, because scratch is aligned to one number only
  const int64_t floats = shape.packed + scratch_floats(forward_call(shape, rows), 1) + 4;
  return static_cast<size_t>(floats) * sizeof(float);
}

void mlp_forward(const canter_context& context, const Network& network, void* y, const void* theta,
                 const void* x, int64_t rows, void* scratch) {
  const Gpu& gpu = gpu_of(context);
  const Shape shape = shape_of(network);
  const auto address = reinterpret_cast<uintptr_t>(scratch);
  float* packed = reinterpret_cast<float*>((address + 15) / 16 * 16);
  pack(gpu, shape, theta, packed);
  TileCall call = forward_call(shape, rows);
  call.packed = packed;
  call.x = floats(x);
  call.y = floats(y);
  call.scratch = scratch_floats(call, 1) > 0 ? packed + shape.packed : nullptr;
  launch_tiles(gpu, shape, call, ForwardHead(), 1);
}

}  // namespace canter::cuda
