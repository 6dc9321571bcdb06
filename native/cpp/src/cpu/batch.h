// SPDX-License-Identifier: Apache-2.0
//
// How a pool call walks a batch: chunks of whole tiles, whose bounds depend on the batch alone, are
// taken by the threads; each chunk sums in double into numbers of its own, and the chunks are added
// as a binary tree. So the bits do not depend on the number of threads.
#ifndef CANTER_CPU_BATCH_H_
#define CANTER_CPU_BATCH_H_

#include <cstring>

#include "core/context.h"
#include "core/tape.h"
#include "core/tree_sum.h"
#include "cpu/tile.h"

namespace canter::CANTER_ISA {

// At most this many chunks: enough for 32 threads to share evenly, few enough that their partial
// sums (kMostChunks * P doubles) stay small beside the batch.
constexpr int64_t kMostChunks = 64;

CANTER_INLINE Chunks chunks_of(int64_t rows) {
  return make_chunks(rows, kTile, kTile, kMostChunks);
}

// work memory of one thread, cut into pieces of whole tiles
class Pieces {
 public:
  explicit Pieces(void* base) : next_(static_cast<float*>(base)) {}
  float* take(int64_t units) {
    float* piece = next_;
    next_ += units * kStride;
    return piece;
  }
  static size_t bytes(int64_t units) { return units * kStride * sizeof(float); }

 private:
  float* next_;
};

// total[count] = the sum of partials[chunks][count] as a binary tree; partials lose their content
static inline void add_chunks(Context& context, double* partials, int64_t chunks, int64_t count,
                              double* total) {
  // each task adds one stretch of all chunks, in the order of the tree
  constexpr int64_t kStretch = 1024;
  context.pool.run((count + kStretch - 1) / kStretch, [&](int64_t stretch, int32_t) {
    const int64_t begin = stretch * kStretch;
    const int64_t end = std::min(count, begin + kStretch);
    for (int64_t width = 1; width < chunks; width *= 2) {
      for (int64_t c = 0; c + width < chunks; c += 2 * width) {
        double* to = partials + c * count;
        const double* from = partials + (c + width) * count;
        for (int64_t p = begin; p < end; ++p) to[p] += from[p];
      }
    }
    std::memcpy(total + begin, partials + begin, (end - begin) * sizeof(double));
  });
}

// Runs body(tile, pieces, sums) for every tile of a batch; sums[count] belong to the tile's chunk
// and start at zero. total[count] receives the tree sum over the chunks. `units` is the work memory
// of a thread in rows of kStride floats.
template <typename Body>
void sum_over_tiles(Context& context, int64_t rows, int64_t units, int64_t count, double* total,
                    const Body& body) {
  const Chunks chunks = chunks_of(rows);
  context.reserve_per_thread(Pieces::bytes(units));
  double* partials = context.shared<double>(Slot::kPartials, chunks.count * count);
  context.pool.run(chunks.count, [&](int64_t chunk, int32_t thread) {
    double* sums = partials + chunk * count;
    std::memset(sums, 0, count * sizeof(double));
    for (int64_t s = chunks.begin(chunk); s < chunks.end(chunk); s += kTile) {
      body(tile_at(s, chunks.end(chunk)), Pieces(context.thread_memory[thread].data()), sums);
    }
  });
  add_chunks(context, partials, chunks.count, count, total);
}

// Runs body(tile, pieces) for every tile of a batch, where nothing is summed.
template <typename Body>
void for_each_tile(Context& context, int64_t rows, int64_t units, const Body& body) {
  const Chunks chunks = chunks_of(rows);
  context.reserve_per_thread(Pieces::bytes(units));
  context.pool.run(chunks.count, [&](int64_t chunk, int32_t thread) {
    for (int64_t s = chunks.begin(chunk); s < chunks.end(chunk); s += kTile) {
      body(tile_at(s, chunks.end(chunk)), Pieces(context.thread_memory[thread].data()));
    }
  });
}

// the tile of a tape that holds sample `first`
CANTER_INLINE Activations activations_at(const Tape& tape, const Network& network, int64_t first) {
  return Activations{tape.memory.as<float>() + first / kTile * total_units(network) * kStride,
                     &network};
}

// where a pass keeps its activations: on the tape, or in work memory
CANTER_INLINE Activations activations_for(Tape* tape, const Network& network, int64_t first,
                                          Pieces& pieces) {
  if (tape != nullptr) return activations_at(*tape, network, first);
  return Activations{pieces.take(total_units(network)), &network};
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_BATCH_H_
