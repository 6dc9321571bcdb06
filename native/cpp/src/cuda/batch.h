// SPDX-License-Identifier: Apache-2.0
//
// A batch through tiles and weight gradients. Large batches go in spans, whose deltas (and, without
// a tape, activations) are used while they still lie in L2.
#ifndef CANTER_CUDA_BATCH_H_
#define CANTER_CUDA_BATCH_H_

#include "core/tape.h"
#include "cuda/pack.h"
#include "cuda/weight_gradient.h"

namespace canter::cuda {

// rows of a span: two rounds of blocks of 64-64 on the largest devices
constexpr int64_t kSpanRows = 65536;

inline int64_t tape_floats(const Shape& shape, int64_t rows) {
  return whole_tiles(rows) * kTile * shape.rows();
}

// A call over a whole batch.
struct BatchCall {
  const float* packed = nullptr;
  const float* direction = nullptr;
  const float* x = nullptr;
  const int32_t* index = nullptr;
  int64_t rows = 0;
  float* tape = nullptr;  // null: work memory serves where one is needed
  float* y = nullptr;
  const int32_t* stop = nullptr;
};

// where a gradient goes: out[P] = factor * sum + damping * v
struct GradientTarget {
  float* out;
  const float* v;
  int32_t free;  // log standard deviations at the end of the parameters
  double factor;
  double damping;
};

// the tiles of one span
inline TileCall span_call(const Shape& shape, const BatchCall& batch, const TileNeeds& needs,
                          int64_t first) {
  TileCall call = {};
  call.plan = tile_plan(shape, batch.rows, needs);
  call.packed = batch.packed;
  call.direction = batch.direction;
  call.x = batch.x;
  call.index = batch.index;
  call.first = first;
  call.rows = batch.rows - first < kSpanRows ? batch.rows - first : kSpanRows;
  if (batch.tape != nullptr) call.tape = batch.tape + first * shape.rows();
  call.y = batch.y;
  call.stop = batch.stop;
  return call;
}

// the packed parameters of theta, and of a direction after them
inline float* packed_memory(Context& context, const Shape& shape, int64_t sets) {
  return context.shared<float>(Slot::kPack, static_cast<size_t>(sets * shape.packed));
}

// all tiles without a way back
template <typename Head>
void run_forward(Context& context, const Shape& shape, const BatchCall& batch, const Head& head) {
  for (int64_t first = 0; first < batch.rows; first += kSpanRows) {
    run_tiles(context, shape, span_call(shape, batch, needs_of<Head>(batch.tape != nullptr), first),
              head);
  }
}

// the memory that a gradient works in, for its largest span
struct GradientMemory {
  GradientMemory(Context& context, const Shape& shape, int64_t rows, int32_t free, bool taped,
                 bool recorded)
      : delta_rows(shape.rows() - shape.row[1] + padded(free)),
        parameters(shape.theta[shape.layers - 1] +
                   (int64_t{shape.width[shape.layers - 1]} + 1) * shape.outputs() + free) {
    const int64_t span = rows < kSpanRows ? rows : kSpanRows, tiles = whole_tiles(span);
    plan = weight_plan(shape, free, tiles);
    const int64_t tape_size = taped || recorded ? 0 : tape_floats(shape, span);
    deltas = context.shared<float>(Slot::kTape,
                                   static_cast<size_t>(tiles * kTile * delta_rows + tape_size));
    tape = tape_size > 0 ? deltas + tiles * kTile * delta_rows : nullptr;
    partial =
        context.shared<double>(Slot::kPartials, static_cast<size_t>(plan.chunks * parameters));
  }

  int32_t delta_rows;
  int64_t parameters;
  WeightPlan plan;
  float* deltas;
  float* tape;  // of one span, where the caller has none
  double* partial;
};

// all tiles with their way back, and the gradient
template <typename Head>
void run_gradient(Context& context, const Shape& shape, const BatchCall& batch, const Head& head,
                  const GradientTarget& target) {
  const Gpu& gpu = gpu_of(context);
  const GradientMemory memory(context, shape, batch.rows, target.free, batch.tape != nullptr,
                              !Head::kForward);
  for (int64_t first = 0; first < batch.rows; first += kSpanRows) {
    TileCall call = span_call(shape, batch, needs_of<Head>(true), first);
    if (call.tape == nullptr) call.tape = memory.tape;
    call.deltas = memory.deltas;
    call.delta_rows = memory.delta_rows;
    call.free = target.free;
    run_tiles(context, shape, call, head);
    const int64_t tiles = whole_tiles(call.rows);
    const auto sum = [&](auto tensor) {
      const WeightKernel<decltype(tensor)::value> weights = {
          shape, memory.plan,    call.tape,         memory.deltas, memory.delta_rows, target.free,
          tiles, memory.partial, memory.parameters, first > 0,     batch.stop};
      launch(
          gpu, weights,
          Grid{memory.plan.items * memory.plan.chunks, kWeightThreads, memory.plan.shared_bytes()});
    };
    gpu.tf32() ? sum(std::true_type()) : sum(std::false_type());
  }
  launch(gpu,
         CombineChunks{memory.partial, target.out, target.v, memory.plan.chunks, memory.parameters,
                       target.factor, target.damping, batch.stop},
         Grid{(memory.parameters + 31) / 32, kBlockThreads, kBlockThreads * sizeof(double)});
}

// a recorded batch
inline BatchCall recorded(const Tape& tape) {
  BatchCall batch;
  // a recording is only read
  batch.tape = tape.memory.as<float>();
  batch.rows = tape.rows;
  return batch;
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_BATCH_H_
