// SPDX-License-Identifier: Apache-2.0
//
// Where a block works on its tile of samples, and with how many threads.
//
// A tape keeps tiles of 64 samples, each [rows of activations, 64]. A block takes one of them, or a
// part. While it works, tangents or deltas lie in shared memory, and the activations of all layers
// but the inputs beside them where both fit 96 KiB (64-64: 53 KiB, 100-50-25: 81 KiB); inputs are
// read where the tape has them. Layers wider than 512 pass through L2.
#ifndef CANTER_CUDA_TILE_PLAN_H_
#define CANTER_CUDA_TILE_PLAN_H_

#include "cuda/launch.h"
#include "cuda/passes.h"

namespace canter::cuda {

constexpr int kTile = 64;
// shared memory for a Room and for what a head keeps of its own
constexpr int kRoomFloats = 32, kScaleFloats = 8;
static_assert(sizeof(Room) <= kRoomFloats * sizeof(float));
// blocks that share out work memory where shared memory is too small
constexpr int64_t kScratchBlocks = 512;
// the widest layers whose tiles of 64 and of 32 samples have a thread for each micro tile
constexpr int32_t kWidestWhole = 256, kWidestShared = 512;
// rows of a panel where it has no place in a buffer
constexpr int32_t kPanelRows = 16;
// outputs of the widest layer from which on whole tiles keep a large device busy
constexpr int64_t kWholeOutputs = int64_t{1} << 20;

// What a call asks of its tiles.
struct TileNeeds {
  int32_t head_rows;
  bool buffers;  // for tangents or deltas
  bool taped;    // activations lie on a tape or go to one
};

// Where a block works, chosen by the shape and the rows of the batch.
struct TilePlan {
  int samples;  // of one block: 64, 32 or 16
  int threads;
  bool shared;  // the buffer lies in shared memory; one, because each micro tile has a thread
  bool staged;  // activations lie in shared memory, but for the inputs
  bool inputs_staged;  // these, too
  bool taped;
  int32_t head_rows, buffer_rows;
  int32_t input_rows, unit_rows;  // of activations

  // what is far needs panels; the buffer serves where it holds nothing that is read meanwhile
  CANTER_BOTH bool own_panels() const {
    return !(shared && staged && (inputs_staged || buffer_rows > 0));
  }
  // a multiple of eight: tensor cores then add in eights from the first row on, far or not
  CANTER_BOTH int32_t panel_rows() const {
    return own_panels() ? kPanelRows : buffer_rows / 16 * 8;
  }

  CANTER_BOTH int64_t head_floats() const {
    return kRoomFloats + kScaleFloats + int64_t{head_rows} * kTile;
  }
  // of rows in shared memory, where neighbours begin in different banks, and in work memory
  CANTER_BOTH int stride(bool in_shared) const { return in_shared ? samples + 4 : samples; }
  CANTER_BOTH int64_t buffer_floats() const { return int64_t{buffer_rows} * stride(shared); }
  CANTER_BOTH int64_t input_floats() const { return int64_t{input_rows} * stride(inputs_staged); }
  CANTER_BOTH int64_t panel_floats() const { return int64_t{panel_rows()} * stride(true); }
  CANTER_BOTH int64_t unit_floats() const { return int64_t{unit_rows} * stride(staged); }

  size_t shared_bytes() const {
    const int64_t floats = head_floats() + (shared ? buffer_floats() : 0) +
                           (own_panels() ? 2 * panel_floats() : 0) +
                           (inputs_staged ? input_floats() : 0) + (staged ? unit_floats() : 0);
    return static_cast<size_t>(floats) * sizeof(float);
  }
  // floats of work memory that a block needs
  CANTER_BOTH int64_t scratch_floats() const {
    return (shared ? 0 : 2 * buffer_floats()) + (taped || inputs_staged ? 0 : input_floats()) +
           (staged || taped ? 0 : unit_floats());
  }
};

// A sum's bits do not depend on its tile, so small batches may have smaller ones.
inline int tile_samples(const Shape& shape, int64_t rows) {
  if (widest(shape) > kWidestWhole) return kTile / 2;
  return rows * widest(shape) < kWholeOutputs ? kTile / 4 : kTile;
}

constexpr int32_t max_of(int32_t a, int32_t b, int32_t c) {
  return a > b ? (a > c ? a : c) : (b > c ? b : c);
}

// threads for the largest number of micro tiles of a layer, in whole warps
inline int tile_threads(const Shape& shape, int samples) {
  int most = 32;
  for (int32_t l = 1; l <= shape.layers; ++l) {
    const int count = micro_count(padded(shape.width[l]), samples);
    most = count > most ? count : most;
  }
  return most < kBlockThreads ? (most + 31) / 32 * 32 : kBlockThreads;
}

// the same with a warp for each tensor tile, of which there are eight at most where it matters
inline int tensor_threads(const Shape& shape, int samples) {
  int most = 1;
  for (int32_t l = 1; l <= shape.layers; ++l) {
    const int count = tensor_count(padded(shape.width[l]), samples);
    most = count > most ? count : most;
  }
  return most < kBlockThreads / 32 ? most * 32 : kBlockThreads;
}

inline TilePlan tile_plan(const Shape& shape, int64_t rows, const TileNeeds& needs) {
  const int32_t outputs = padded(shape.outputs()), most = widest(shape);
  TilePlan plan = {};
  plan.samples = tile_samples(shape, rows);
  plan.threads = tile_threads(shape, plan.samples);
  plan.taped = needs.taped;
  plan.head_rows = needs.head_rows;
  // a head may want as many rows again as there are outputs; two panels have eight rows each
  if (needs.buffers) plan.buffer_rows = max_of(most, 2 * outputs, 16);
  plan.input_rows = shape.row[1];
  plan.unit_rows = shape.rows() - shape.row[1];
  plan.shared = most <= kWidestShared;
  plan.staged = true;
  plan.inputs_staged = !needs.taped;
  if (plan.shared_bytes() > kSharedBytes) plan.inputs_staged = false;
  if (plan.shared_bytes() > kSharedBytes || !plan.shared) plan.staged = false;
  if (plan.shared_bytes() > kSharedBytes) plan.shared = false;
  return plan;
}

inline int64_t whole_tiles(int64_t rows) { return (rows + kTile - 1) / kTile; }

// tiles of a span; where they are parts of a tape's tiles, whole ones are filled up
CANTER_BOTH int64_t tiles_of(int samples, int64_t rows) {
  return (rows + kTile - 1) / kTile * (kTile / samples);
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_TILE_PLAN_H_
