// SPDX-License-Identifier: Apache-2.0
//
// A batch as tiles of samples, a tile to a block: inputs or a recording in, a head at the outputs,
// deltas out. What differs between objectives, Fisher products and value fits is the head alone.
//
// A tape keeps tiles of 32 samples, each [rows of activations, 32]. While a block works on a tile
// its activations and the two buffers of tangents and deltas lie in shared memory where they fit 96
// KiB (64-64: 41 KiB, 100-50-25 with 33 inputs: 61 KiB), else the buffers alone (up to 340 units;
// with half a tile up to 512), else nothing: then all of it passes through L2.
//
// Registers, from the compiler's report, over all heads: 60 to 64 on 8.0, 9.0 and 12.0, 68 to 80 on
// 8.6 and 8.9. So 4 blocks of 256 threads fit a multiprocessor (8.6 and 8.9: 3), as many as a
// network of 32-32 has shared memory for everywhere; of 64-64 there are 3 on 8.0 (37 % of its
// threads), 4 on 9.0 (50 %), 2 elsewhere (33 %), each with 16 independent sums a thread. Nothing
// spills but 8 bytes of the value gradient on 9.0.
#ifndef CANTER_CUDA_TILE_H_
#define CANTER_CUDA_TILE_H_

#include "cuda/gaussian.h"
#include "cuda/gpu.h"
#include "cuda/passes.h"

namespace canter::cuda {

constexpr int kTile = 32;
// shared memory that a block has on every architecture that is built (99 KiB), less a reserve
constexpr size_t kSharedBytes = 96 * 1024;
// blocks of a tile kernel for which registers must suffice on a multiprocessor: 4 of them (64
// registers a thread), or 3 (80) on 8.6 and 8.9, where 64 would spill and shared memory (100 KiB)
// rarely holds more than 2
#if defined(__CUDA_ARCH__) && (__CUDA_ARCH__ == 860 || __CUDA_ARCH__ == 890)
constexpr int kTileBlocks = 3;
#else
constexpr int kTileBlocks = 4;
#endif
// blocks that share out work memory where shared memory is too small
constexpr int64_t kScratchBlocks = 512;

// Where a block works, chosen by the shape alone.
struct TilePlan {
  int samples;        // of one block: 32 or 16
  int stride;         // of the two buffers
  bool staged;        // activations lie in shared memory, too
  bool shared;        // the buffers lie in shared memory
  int32_t head_rows;  // what the head asked for
  int32_t buffer_rows;
  int32_t rows;  // of activations

  // floats of shared memory
  CANTER_DEVICE int64_t head_floats() const { return 8 + int64_t{head_rows} * kTile; }
  size_t shared_bytes() const {
    int64_t floats = 8 + int64_t{head_rows} * kTile;
    if (shared) floats += int64_t{2} * buffer_rows * stride;
    if (staged) floats += int64_t{rows} * stride;
    return static_cast<size_t>(floats) * sizeof(float);
  }
  // floats of work memory a block needs where it has no tape to work in
  CANTER_BOTH int64_t scratch_floats(bool taped) const {
    return (shared ? 0 : int64_t{2} * buffer_rows * stride) +
           (staged || taped ? 0 : int64_t{rows} * kTile);
  }
};

inline TilePlan tile_plan(const Shape& shape, int32_t head_rows) {
  TilePlan plan = {
      kTile, kTile + 4, true, true, head_rows, widest(shape), shape.row[shape.layers + 1]};
  if (plan.shared_bytes() <= kSharedBytes) return plan;
  plan.staged = false;
  if (plan.shared_bytes() <= kSharedBytes) return plan;
  plan.samples = kTile / 2;
  plan.stride = kTile / 2 + 4;
  if (plan.shared_bytes() <= kSharedBytes) return plan;
  plan.samples = plan.stride = kTile;
  plan.shared = false;
  return plan;
}

// tiles of a span; where they are halves of a tape's tiles, whole ones are filled up
CANTER_BOTH int64_t tiles_of(const TilePlan& plan, int64_t rows) {
  return (rows + kTile - 1) / kTile * (kTile / plan.samples);
}

// What all tiles of a call read and write. Tiles are counted from the first row of the call's span.
struct TileCall {
  TilePlan plan;
  const float* packed;     // parameters, one set a layer of the grid
  const float* direction;  // packed alike, for tangents
  const float* x;          // [M, I]
  const int32_t* index;    // of the span's rows, or null
  int64_t first;           // the span's first row in the batch
  int64_t rows;            // rows of the span
  float* tape;             // the span's tiles, or null
  float* y;                // [B, O] of the whole batch, or null
  float* deltas;           // [tiles][delta_rows][32]
  int32_t delta_rows;
  int32_t free;         // log standard deviations, the last rows of deltas
  float* scratch;       // scratch_floats a block
  const int32_t* stop;  // not null and not zero: there is nothing to do any more
};

// One tile, as a head sees it.
struct TileView {
  int64_t tile;     // number within the call's span
  int64_t first;    // its first row in the batch
  int samples;      // room
  int count;        // rows that are there
  Columns outputs;  // the rows of the network's outputs
  Columns free;     // rows for derivatives by log standard deviations
  float* scales;    // 8 floats of the head's own
  float* memory;    // [head_rows][kTile] of shared memory

  // the outputs of sample s
  CANTER_DEVICE Row parameters(int s) const { return Row{outputs.x + s, outputs.stride}; }
  CANTER_DEVICE RowOut free_of(int s) const { return RowOut{free.x + s, free.stride}; }
};

// where a buffer's row for row b of a batch is
CANTER_DEVICE int64_t source_row(const int32_t* index, int64_t b) {
  return index != nullptr ? index[b] : b;
}

// A head has kForward (or reads a recording), kTangent, kBackward, kRows (of shared memory), and
// head(block, tile, first, second): it leaves derivatives by the outputs in `first`, where the
// outputs' tangents were.
template <typename Head>
struct TileKernel {
  static constexpr int kThreads = kBlockThreads, kBlocks = kTileBlocks;
  Shape shape;
  TileCall call;
  Head head;

  // the tape's part of a tile
  CANTER_DEVICE Columns taped(int64_t tile) const {
    const int64_t row = tile * call.plan.samples;
    return Columns{call.tape + row / kTile * shape.rows() * kTile + row % kTile, kTile};
  }

  CANTER_DEVICE Columns kept(int64_t tile) const {
    const int64_t row = tile * call.plan.samples;
    return Columns{call.deltas + row / kTile * call.delta_rows * kTile + row % kTile, kTile};
  }

  // inputs of a tile, unit by unit; neighbouring threads read neighbouring numbers of a row
  CANTER_DEVICE void gather(const Block& block, const Columns& a, int64_t tile, int count) const {
    const int32_t inputs = shape.width[0], rows = padded(inputs);
    const int64_t first = call.first + tile * call.plan.samples;
    block.items(rows * call.plan.samples, [&](int item) {
      const int32_t i = item % rows;
      const int s = item / rows;
      const bool real = s < count && i < inputs;
      a.row(i)[s] = real ? call.x[source_row(call.index, first + s) * inputs + i] : 0.0f;
    });
  }

  // rows first..end-1 of a tile from one place to another
  CANTER_DEVICE void copy(const Block& block, const Columns& to, const Columns& from, int32_t first,
                          int32_t end) const {
    const int across = call.plan.samples / 4;
    block.items((end - first) * across, [&](int item) {
      const int32_t r = first + item / across;
      const int s = item % across * 4;
      store_four(to.row(r) + s, load_four(from.row(r) + s));
    });
  }

  CANTER_DEVICE void write_outputs(const Block& block, const Columns& a, int64_t first,
                                   int count) const {
    const int32_t outputs = shape.outputs(), top = shape.row[shape.layers];
    block.items(outputs * count, [&](int item) {
      const int32_t o = item % outputs;
      const int s = item / outputs;
      call.y[(first + s) * outputs + o] = a.row(top + o)[s];
    });
  }

  // activations of a tile, computed or recorded, where the block works on them
  CANTER_DEVICE Columns activations(const Block& block, const Columns& room, int64_t tile,
                                    const float* packed, int count) const {
    const bool staged = call.plan.staged, has_tape = call.tape != nullptr;
    const Columns a = staged || !has_tape ? room : taped(tile);
    if constexpr (Head::kForward) {
      gather(block, a, tile, count);
      forward_tile(block, shape, packed, a, call.plan.samples);
      if (staged && has_tape) copy(block, taped(tile), a, 0, shape.rows());
    } else {
      if (staged) copy(block, a, taped(tile), 0, shape.rows());
    }
    return a;
  }

  CANTER_DEVICE void one(const Block& block, int64_t tile, const float* packed, float* scales,
                         const Columns& room, const Buffers& buffers) const {
    const int samples = call.plan.samples;
    const int64_t begin = tile * samples, left = call.rows - begin;
    const int count = left <= 0 ? 0 : (left < samples ? static_cast<int>(left) : samples);
    const Columns a = activations(block, room, tile, packed, count);
    if (call.y != nullptr) write_outputs(block, a, call.first + begin, count);
    int which = 0;
    if constexpr (Head::kTangent) {
      which = tangent_tile(block, shape, Parameters{packed, call.direction}, a, buffers, samples);
    }
    Columns free = {nullptr, 0}, deltas = {nullptr, 0};
    if constexpr (Head::kBackward) {
      deltas = kept(tile);
      free = Columns{deltas.row(shape.rows() - shape.row[1]), kTile};
    }
    const TileView view = {tile,
                           call.first + begin,
                           samples,
                           count,
                           Columns{a.row(shape.row[shape.layers]), a.stride},
                           free,
                           scales,
                           scales + 8};
    head(block, view, buffers[which], buffers[1 - which]);
    if constexpr (Head::kBackward) {
      block.items(call.free * samples, [&](int item) {
        const int s = item % samples;
        if (s >= count) free.row(item / samples)[s] = 0.0f;
      });
      backward_tile(block, shape, packed, a, buffers, which, deltas, samples, count);
    }
  }

  CANTER_DEVICE void operator()(const Block& block) const {
    if (call.stop != nullptr && *call.stop != 0) return;
    const TilePlan& plan = call.plan;
    float* scales = block.shared();
    float* shared = scales + plan.head_floats();
    float* scratch = call.scratch;
    if (scratch != nullptr) {
      scratch += (block.layer() * block.count() + block.index()) *
                 plan.scratch_floats(call.tape != nullptr);
    }
    const Buffers buffers = {plan.shared ? shared : scratch, plan.buffer_rows, plan.stride};
    float* after = buffers.x + int64_t{2} * plan.buffer_rows * plan.stride;
    Columns room = {after, plan.stride};
    if (!plan.staged) room = Columns{plan.shared ? scratch : after, kTile};
    // candidates of a line search are only evaluated
    constexpr bool kSets = Head::kForward && !Head::kBackward;
    const float* packed = kSets ? call.packed + block.layer() * shape.packed : call.packed;
    head.begin(block, scales);
    const int64_t tiles = tiles_of(plan, call.rows);
    for (int64_t tile = block.index(); tile < tiles; tile += block.count()) {
      one(block, tile, packed, scales, room, buffers);
    }
  }
};

// the launch of a call's tiles, `layers` times with another set of parameters each
inline Grid tile_grid(const TileCall& call, int layers) {
  const int64_t tiles = tiles_of(call.plan, call.rows);
  const bool limited = call.plan.scratch_floats(call.tape != nullptr) > 0;
  const int64_t blocks = limited && tiles > kScratchBlocks ? kScratchBlocks : tiles;
  return Grid{blocks, kBlockThreads, call.plan.shared_bytes(), layers};
}

inline int64_t scratch_floats(const TileCall& call, int layers) {
  return call.plan.scratch_floats(call.tape != nullptr) * tile_grid(call, layers).blocks * layers;
}

// starts the tiles; work memory that they need is the context's
template <typename Head>
void run_tiles(Context& context, const Shape& shape, TileCall call, const Head& head,
               int layers = 1) {
  const int64_t floats = scratch_floats(call, layers);
  if (floats > 0) {
    call.scratch = context.shared<float>(Slot::kVectors, static_cast<size_t>(floats));
  }
  launch(gpu_of(context), TileKernel<Head>{shape, call, head}, tile_grid(call, layers));
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_TILE_H_
