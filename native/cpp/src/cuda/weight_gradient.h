// SPDX-License-Identifier: Apache-2.0
//
// Weight gradients from activations and deltas, summed over samples in a fixed order.
//
// A block owns a rectangle of one layer's weights and a chunk of tiles; each thread eight inputs by
// eight outputs in registers, of every second or fourth four of samples: its strand. Sums run in
// float over 128 samples, then in double in shared memory; a chunk leaves its sums in a row of
// partial[chunks, P], and a second kernel adds the chunks. Chunks depend on the batch and the
// network alone, nothing is added atomically: equal inputs give equal bytes.
//
// WeightKernel, from the compiler's report: 167 or 168 registers (64 sums, 32 numbers at hand),
// none spills, so three blocks of 128 threads share a multiprocessor. Shared memory follows from
// the network, 48 KiB at most: 64-64 and 256-256 take that, 100-50-25 with 33 inputs 39 KiB. 9.0
// and 8.0 hold three blocks (19 % of their threads), all others two (17 %); 64 products a thread
// for each four 16-byte loads keep it fed. CombineChunks: 32 registers (12.0: 40), 2 KiB, full
// occupancy; bound by memory. On tensor cores (tensor_weights.h): 154 registers (12.0: 136), no
// spills, the same blocks and shared memory.
#ifndef CANTER_CUDA_WEIGHT_GRADIENT_H_
#define CANTER_CUDA_WEIGHT_GRADIENT_H_

#include "cuda/tensor_weights.h"
#include "cuda/tile.h"

namespace canter::cuda {

constexpr int kWeightThreads = 128;
// a bias as one of two threads sums it: every second eight samples
struct BiasSum {
  float part;
  double total;
};

template <bool kTensor>
struct WeightKernel {
  using Sums = std::conditional_t<kTensor, TensorWeightSums, WeightSums>;
  static constexpr int kThreads = kWeightThreads, kBlocks = 3;
  Shape shape;
  WeightPlan plan;
  const float* tape;    // the span's tiles
  const float* deltas;  // [tiles][delta_rows][64]
  int32_t delta_rows;
  int32_t free;
  int64_t tiles;
  double* partial;     // [chunks, parameters]
  int64_t parameters;  // with the log standard deviations
  bool add;            // to what an earlier span left
  const int32_t* stop;

  // a block's place: a rectangle of a layer, from `input` and `output` on
  struct Place {
    int32_t layer, inputs, outputs, input, output;
    int32_t down, across;  // groups of the rectangle
    int32_t delta_row;
    int64_t theta;
    CANTER_DEVICE int32_t squares() const { return down * across; }
    // threads that share a square's samples
    CANTER_DEVICE int32_t strands() const {
      return squares() * kStageFours <= kWeightThreads ? kStageFours : kStageFours / 2;
    }
  };

  CANTER_DEVICE Place place_of(int32_t item) const {
    int32_t l = shape.layers;
    while (item < plan.cut[l].first_item) --l;
    const WeightCut& cut = plan.cut[l];
    const int32_t which = item - cut.first_item;
    const int32_t down = which / cut.across * cut.inputs, across = which % cut.across * cut.outputs;
    Place p = {l, 0, free, down * kWeightGroup, across * kWeightGroup, 0, 0, 0, 0};
    if (l < shape.layers) {
      p.inputs = shape.width[l];
      p.outputs = shape.width[l + 1];
      p.delta_row = shape.row[l + 1] - shape.row[1];
      p.theta = shape.theta[l];
    } else {
      p.delta_row = shape.rows() - shape.row[1];
      p.theta = parameters - free;
    }
    const int32_t below = weight_groups(p.inputs) - down, right = weight_groups(p.outputs) - across;
    p.down = below < cut.inputs ? below : cut.inputs;
    p.across = right < cut.outputs ? right : cut.outputs;
    return p;
  }

  // asks for a stage: the rows of `groups` groups from row `first` on, of samples from `from` on.
  // What lies past the last of `width` rows becomes a copy of it, whose sums nobody reads
  CANTER_DEVICE static void fetch(float* to, const float* from, int32_t first, int32_t width,
                                  int32_t groups, int thread) {
    for (int item = thread; item < groups * kWeightGroup * kStageFours; item += kWeightThreads) {
      const int r = item / kStageFours, four = item % kStageFours;
      const int32_t row = first + r < width ? first + r : width - 1;
      fetch_four(to + staged_at(r, four), from + row * int64_t{kTile} + four * 4);
    }
  }

  CANTER_DEVICE void fetch_stage(float* to, const Place& p, int64_t stage, int thread) const {
    const int64_t tile = stage / (kTile / kWeightSamples);
    const int64_t sample = stage % (kTile / kWeightSamples) * kWeightSamples;
    if (p.layer < shape.layers) {
      fetch(to, tape + (tile * shape.rows() + shape.row[p.layer]) * kTile + sample, p.input,
            p.inputs, p.down, thread);
    }
    fetch(to + p.down * kWeightGroup * kWeightSamples,
          deltas + (tile * delta_rows + p.delta_row) * kTile + sample, p.output, p.outputs,
          p.across, thread);
  }

  // the output of the rectangle whose bias a thread sums, and its half of the samples; neighbouring
  // threads take rows of different groups
  CANTER_DEVICE static int bias_row(int thread) {
    return thread % 8 * kWeightGroup + thread / 8 % 8;
  }
  CANTER_DEVICE static int bias_half(int thread) { return thread / (kWeightThreads / 2); }

  CANTER_DEVICE static void add_bias(BiasSum& bias, const float* d, int thread) {
    const int half = bias_half(thread);
    for (int four = 2 * half; four < 2 * half + 2; ++four) {
      const Four y = load_four(d + staged_at(bias_row(thread), four));
      for (int k = 0; k < 4; ++k) bias.part += y.x[k];
    }
  }

  CANTER_DEVICE void put(double* to, double value) const { *to = add ? *to + value : value; }

  CANTER_DEVICE void write(const Block& block, const Place& p, const double* totals,
                           double* row) const {
    const int width = p.across * kWeightGroup;
    block.items(p.down * kWeightGroup * width, [&](int item) {
      const int i = item / width, o = item % width;
      if (p.input + i >= p.inputs || p.output + o >= p.outputs) return;
      const int square = i / kWeightGroup * p.across + o / kWeightGroup;
      put(row + p.theta + int64_t{p.input + i} * p.outputs + p.output + o,
          totals[Sums::total_at(i % kWeightGroup, o % kWeightGroup, p.squares(), square)]);
    });
  }

  // biases from their two halves
  CANTER_DEVICE void write_biases(const Block& block, const Place& p, PerThread<BiasSum>& bias,
                                  double* memory, double* row) const {
    block.threads([&](int t) {
      if (bias_half(t) == 1) memory[bias_row(t)] = bias[t].total;
    });
    block.threads([&](int t) {
      const int32_t r = bias_row(t), o = p.output + r;
      if (bias_half(t) == 1 || r >= p.across * kWeightGroup || o >= p.outputs) return;
      put(row + p.theta + int64_t{p.inputs} * p.outputs + o, bias[t].total + memory[r]);
    });
  }

  CANTER_DEVICE void operator()(const Block& block) const {
    if (stop != nullptr && *stop != 0) return;
    float* stages = block.shared();
    double* totals = reinterpret_cast<double*>(stages + 2 * plan.stage_floats());
    const int64_t chunk = block.index() / plan.items;
    // items of a kind are not as far apart as a device has multiprocessors
    const Place p = place_of(static_cast<int32_t>((block.index() + chunk) % plan.items));
    const int64_t per_tile = kTile / kWeightSamples;
    const int64_t begin = tiles * chunk / plan.chunks * per_tile;
    const int64_t end = tiles * (chunk + 1) / plan.chunks * per_tile;
    const int32_t squares = p.squares(), strands = p.strands();
    const bool biased = p.input == 0;
    PerThread<Sums> sums(block);
    PerThread<BiasSum> bias(block);
    block.threads([&](int t) {
      fetch_stage(stages, p, begin, t);
      sums[t].clear();
      bias[t] = {0.0f, 0.0};
      const int count = squares * kWeightGroup * kWeightGroup;
      for (int i = t; i < count; i += kWeightThreads) totals[i] = 0.0;
      await_fetches();
    });
    CANTER_ROLLED
    for (int64_t stage = begin; stage < end; ++stage) {
      const int64_t done = stage - begin + 1;
      const bool full = done % Sums::kFloatStages == 0 || stage + 1 == end;
      float* now = stages + (done - 1) % 2 * plan.stage_floats();
      float* next = stages + done % 2 * plan.stage_floats();
      const float* d = now + p.down * kWeightGroup * kWeightSamples;
      const auto fetch_next = [&](int t) {
        if (stage + 1 < end) fetch_stage(next, p, stage + 1, t);
      };
      const auto finish = [&](int t) {
        if (biased && bias_row(t) < p.across * kWeightGroup) {
          add_bias(bias[t], d, t);
          if (full) {
            bias[t].total += bias[t].part;
            bias[t].part = 0.0f;
          }
        }
        await_fetches();
      };
      if constexpr (kTensor) {
        block.warps([&](const Warp& warp) {
          const TensorSquares at = TensorSquares::of(p.down, p.across, warp.number());
          warp.lanes(fetch_next);
          warp.together();
          add_stage(warp, sums, at, now, d);
          warp.lanes([&](int t) {
            if (full) sums[t].take(totals, at, t % 32);
            finish(t);
          });
        });
        continue;
      } else {
        block.threads([&](int t) {
          fetch_next(t);
          if (t < squares * strands) {
            const int square = t % squares;
            CANTER_ROLLED
            for (int four = t / squares; four < kStageFours; four += strands) {
              sums[t].add(now, square / p.across, d, square % p.across, four);
            }
          }
          finish(t);
        });
        if (!full) continue;
        CANTER_ROLLED
        for (int strand = 0; strand < strands; ++strand) {
          block.threads([&](int t) {
            if (t < squares * strands && t / squares == strand) {
              sums[t].take(totals, squares, t % squares);
            }
          });
        }
      }
    }
    double* row = partial + chunk * parameters;
    if (squares > 0) write(block, p, totals, row);
    if (biased) write_biases(block, p, bias, reinterpret_cast<double*>(stages), row);
  }
};

// out[p] = factor * the sum of a column of partial[chunks, P] + damping v[p]: 32 columns a block, 8
// strands of chunks, then a tree over the strands
struct CombineChunks {
  static constexpr int kThreads = kBlockThreads;
  const double* partial;
  float* out;
  const float* v;  // may be null
  int64_t chunks, parameters;
  double factor, damping;
  const int32_t* stop;

  CANTER_DEVICE void operator()(const Block& block) const {
    if (stop != nullptr && *stop != 0) return;
    double* memory = reinterpret_cast<double*>(block.shared());
    const int64_t first = block.index() * 32;
    block.items(kBlockThreads, [&](int i) {
      const int64_t p = first + i % 32;
      double sum = 0.0;
      for (int64_t c = i / 32; c < chunks && p < parameters; c += 8)
        sum += partial[c * parameters + p];
      memory[i] = sum;
    });
    for (int strands = 4; strands > 0; strands /= 2) {
      block.items(strands * 32, [&](int i) { memory[i] += memory[i + strands * 32]; });
    }
    block.items(32, [&](int i) {
      const int64_t p = first + i;
      if (p >= parameters) return;
      const double mean = memory[i] * factor;
      out[p] = static_cast<float>(v != nullptr ? mean + damping * v[p] : mean);
    });
  }
};

}  // namespace canter::cuda

#endif  // CANTER_CUDA_WEIGHT_GRADIENT_H_
