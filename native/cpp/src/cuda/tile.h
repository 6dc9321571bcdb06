// SPDX-License-Identifier: Apache-2.0
//
// A batch as tiles of samples, a tile to a block: inputs or a recording in, a head at the outputs,
// deltas out. What differs between objectives, Fisher products and value fits is the head alone.
#ifndef CANTER_CUDA_TILE_H_
#define CANTER_CUDA_TILE_H_

#include "cuda/gaussian.h"
#include "cuda/gpu.h"
#include "cuda/tile_plan.h"

namespace canter::cuda {

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
  float* deltas;           // [tiles][delta_rows][64]
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

// What a head sums up over the samples of a tile, in double and in an order that follows from their
// number alone: strands of eight samples, all at once, then the strands. `Sums` has kNumbers,
// start(n), term(n, sample) and combine(n, a, b); strands holds a double for each number and
// strand.
constexpr int kTileStrands = kTile / 8;
template <typename Sums>
CANTER_DEVICE void sum_tile(const Block& block, int count, double* strands, double* out,
                            const Sums& sums) {
  constexpr int kNumbers = Sums::kNumbers;
  block.items(kNumbers * kTileStrands, [&](int item) {
    const int n = item % kNumbers, first = item / kNumbers * 8;
    double total = sums.start(n);
    for (int s = first; s < first + 8 && s < count; ++s) {
      total = sums.combine(n, total, sums.term(n, s));
    }
    strands[item] = total;
  });
  block.items(kNumbers, [&](int n) {
    double total = strands[n];
    for (int k = 1; k < kTileStrands; ++k) {
      total = sums.combine(n, total, strands[k * kNumbers + n]);
    }
    out[n] = total;
  });
}

// where a buffer's row for row b of a batch is
CANTER_DEVICE int64_t source_row(const int32_t* index, int64_t b) {
  return index != nullptr ? index[b] : b;
}

// A head has kForward (or reads a recording), kTangent, kBackward, kRows (of shared memory), and
// head(block, tile, first, second): it leaves derivatives by the outputs in `first`, where the
// outputs' tangents were; in `second` it has as many rows for itself.
//
// Registers, from the compiler's report, over all heads: 154 to 188 on 8.0 to 9.0, 166 to 200 on
// 12.0; none spills. They bound nothing: shared memory lets a multiprocessor of 9.0 hold 4 blocks
// of 64-64 (64 threads each), 2 of 100-50-25 (128 threads), 1 of 256-256 (256 threads), 8 warps
// each time, every one with 64 independent sums a thread; 8.0 holds 3, 2 and 1, all others 1 of
// each. On tensor cores (tensor.h): 181 to 213, none spills, the same blocks.
template <typename Head, bool kTensor>
struct TileKernel {
  static constexpr int kThreads = kBlockThreads, kBlocks = 1;
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

  // inputs of a tile, unit by unit; a warp reads four numbers of eight rows each
  CANTER_DEVICE void gather(const Block& block, const Columns& a, int64_t tile, int count) const {
    const int32_t inputs = shape.width[0], fours = padded(inputs) / 4;
    const int64_t first = call.first + tile * call.plan.samples;
    block.items(4 * fours * call.plan.samples, [&](int item) {
      const int32_t i = item / 32 % fours * 4 + item / 8 % 4;
      const int s = item / 32 / fours * 8 + item % 8;
      const bool real = s < count && i < inputs;
      a.row(i)[s] = real ? call.x[source_row(call.index, first + s) * inputs + i] : 0.0f;
    });
  }

  // body(row, sample) for all fours of a tile's activations but the inputs
  template <typename Body>
  CANTER_DEVICE void each_four_of(const Block& block, const Body& body) const {
    const int across = call.plan.samples / 4;
    block.items(call.plan.unit_rows * across,
                [&](int item) { body(item / across, item % across * 4); });
  }

  CANTER_DEVICE void write_outputs(const Block& block, const Columns& a, int64_t first,
                                   int count) const {
    const int32_t outputs = shape.outputs();
    block.items(outputs * count, [&](int item) {
      const int32_t o = item % outputs;
      const int s = item / outputs;
      call.y[(first + s) * outputs + o] = a.row(o)[s];
    });
  }

  // what of a block's room goes along from tile to tile
  CANTER_DEVICE void move(Room& room, int64_t tile) const {
    if (Head::kBackward) room.deltas = kept(tile);
    if (!call.plan.taped) return;
    room.inputs = taped(tile);
    if (!call.plan.staged) room.units = room.inputs.at(shape.row[1], 0);
  }

  // activations of a tile, computed or recorded, to where the block works on them
  CANTER_DEVICE void activations(const Block& block, const Room& room, int64_t tile,
                                 const float* packed, int count) const {
    const bool both = call.plan.staged && call.plan.taped;
    const Columns units = room.units;
    const Columns kept = both ? room.inputs.at(shape.row[1], 0) : units;
    if constexpr (Head::kForward) {
      gather(block, room.inputs, tile, count);
      forward_tile<kTensor>(block, shape, packed, room);
      if (both) {
        each_four_of(
            block, [&](int r, int s) { store_four(kept.row(r) + s, load_four(units.row(r) + s)); });
      }
    } else if (both) {
      each_four_of(block, [&](int r, int s) { fetch_four(units.row(r) + s, kept.row(r) + s); });
      // the sums of the first tangents need none of it, and wait at their end
      if constexpr (!Head::kTangent) block.threads([](int) { await_fetches(); });
    }
  }

  CANTER_DEVICE void one(const Block& block, int64_t tile, const float* packed, float* scales,
                         Room& room) const {
    const int samples = call.plan.samples;
    const int64_t begin = tile * samples, left = call.rows - begin;
    const int count = left <= 0 ? 0 : (left < samples ? static_cast<int>(left) : samples);
    block.items(1, [&](int) { move(room, tile); });
    activations(block, room, tile, packed, count);
    const Columns outputs = room.layer(shape, shape.layers);
    if (call.y != nullptr) write_outputs(block, outputs, call.first + begin, count);
    int which = 0;
    if constexpr (Head::kTangent) {
      which = tangent_tile<kTensor>(block, shape, Parameters{packed, call.direction}, room);
    }
    Columns free = {nullptr, 0};
    if constexpr (Head::kBackward) free = room.deltas.at(shape.rows() - shape.row[1], 0);
    const TileView view = {tile,   call.first + begin,   samples, count, outputs, free,
                           scales, scales + kScaleFloats};
    const Columns first = room.buffers[which];
    head(block, view, first, first.at(padded(shape.outputs()), 0));
    if constexpr (Head::kBackward) {
      block.items(call.free * samples, [&](int item) {
        const int s = item % samples;
        if (s >= count) free.row(item / samples)[s] = 0.0f;
      });
      backward_tile<kTensor>(block, shape, packed, room, which, count);
    }
  }

  // where the block has room: one piece after the other of shared and of work memory
  CANTER_DEVICE Room room_of(const Block& block, float* shared) const {
    const TilePlan& plan = call.plan;
    float* scratch = call.scratch;
    if (scratch != nullptr) {
      scratch += (block.layer() * block.count() + block.index()) * plan.scratch_floats();
    }
    const auto take = [&](bool from_shared, int64_t floats) {
      float* taken = from_shared ? shared : scratch;
      shared += from_shared ? floats : 0;
      scratch += from_shared ? 0 : floats;
      return taken;
    };
    Room room = {};
    room.samples = plan.samples;
    const int apart = plan.shared ? 0 : static_cast<int>(plan.buffer_floats());
    room.buffers = {take(plan.shared, plan.buffer_floats() + apart), apart,
                    plan.stride(plan.shared)};
    if (!plan.taped) {
      room.inputs = {take(plan.inputs_staged, plan.input_floats()),
                     plan.stride(plan.inputs_staged)};
    }
    if (plan.staged || !plan.taped) {
      room.units = {take(plan.staged, plan.unit_floats()), plan.stride(plan.staged)};
    }
    room.inputs_far = !plan.inputs_staged;
    room.units_far = !plan.staged;
    room.buffers_far = !plan.shared;
    room.panels.at = {plan.own_panels() ? take(true, 2 * plan.panel_floats()) : room.buffers.x,
                      static_cast<int>(plan.panel_floats()), plan.stride(true)};
    room.panels.rows = plan.panel_rows();
    return room;
  }

  CANTER_DEVICE void operator()(const Block& block) const {
    if (call.stop != nullptr && *call.stop != 0) return;
    Room& room = *reinterpret_cast<Room*>(block.shared());
    float* scales = block.shared() + kRoomFloats;
    block.items(1, [&](int) { room = room_of(block, block.shared() + call.plan.head_floats()); });
    // candidates of a line search are only evaluated
    constexpr bool kSets = Head::kForward && !Head::kBackward;
    const float* packed = kSets ? call.packed + block.layer() * shape.packed : call.packed;
    head.begin(block, scales);
    const int64_t tiles = tiles_of(call.plan.samples, call.rows);
    CANTER_ROLLED
    for (int64_t tile = block.index(); tile < tiles; tile += block.count()) {
      one(block, tile, packed, scales, room);
    }
  }
};

// what the tiles of a head need
template <typename Head>
constexpr TileNeeds needs_of(bool taped) {
  return {Head::kRows, Head::kTangent || Head::kBackward, taped};
}

// the launch of a call's tiles, `layers` times with another set of parameters each
inline Grid tile_grid(const TileCall& call, int layers) {
  const int64_t tiles = tiles_of(call.plan.samples, call.rows);
  const bool limited = call.plan.scratch_floats() > 0;
  const int64_t blocks = limited && tiles > kScratchBlocks ? kScratchBlocks : tiles;
  return Grid{blocks, call.plan.threads, call.plan.shared_bytes(), layers};
}

inline int64_t scratch_floats(const TileCall& call, int layers) {
  return call.plan.scratch_floats() * tile_grid(call, layers).blocks * layers;
}

// starts the tiles, by tensor cores where the context asks for them
template <typename Head>
void launch_tiles(const Gpu& gpu, const Shape& shape, TileCall call, const Head& head, int layers) {
  if (gpu.tf32()) {
    call.plan.threads = tensor_threads(shape, call.plan.samples);
    launch(gpu, TileKernel<Head, true>{shape, call, head}, tile_grid(call, layers));
  } else {
    launch(gpu, TileKernel<Head, false>{shape, call, head}, tile_grid(call, layers));
  }
}

// the same with work memory that is the context's
template <typename Head>
void run_tiles(Context& context, const Shape& shape, TileCall call, const Head& head,
               int layers = 1) {
  const int64_t floats = scratch_floats(call, layers);
  if (floats > 0) {
    call.scratch = context.shared<float>(Slot::kVectors, static_cast<size_t>(floats));
  }
  launch_tiles(gpu_of(context), shape, call, head, layers);
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_TILE_H_
