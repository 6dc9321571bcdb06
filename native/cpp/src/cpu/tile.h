// SPDX-License-Identifier: Apache-2.0
//
// How the float kernels lay out a batch. A tile holds up to kTile samples as a structure of arrays:
// unit u of sample s lies at u * kStride + s, so a vector is one unit of kLanes samples, weights
// are broadcast, and no width of a layer wastes lanes. The stride is an odd number of cache lines:
// units of the same samples fall into different sets of the L1 cache.
//
// A tape is a sequence of tiles; a tile of a network holds its inputs, then the activations of each
// layer. Columns past the last sample of a tile repeat it, so that every value is finite when the
// batch is; what is summed over samples is zero there.
#ifndef CANTER_CPU_TILE_H_
#define CANTER_CPU_TILE_H_

#include <cstddef>

#include "core/layout.h"
#include "cpu/simd.h"

namespace canter::CANTER_ISA {

constexpr int64_t kTile = 256;           // samples of a tile
constexpr int64_t kStride = kTile + 16;  // floats from one unit to the next
constexpr int64_t kPanel = 2 * kLanes;   // samples that a block of the dense kernels works on

// units of all layers, inputs included
CANTER_INLINE int64_t total_units(const Network& network) {
  int64_t units = 0;
  for (int32_t width : network.widths) units += width;
  return units;
}

CANTER_INLINE int32_t widest(const Network& network) {
  int32_t width = 0;
  for (int32_t w : network.widths) width = w > width ? w : width;
  return width;
}

CANTER_INLINE int64_t tile_count(int64_t rows) { return (rows + kTile - 1) / kTile; }

// samples rounded up to whole panels
CANTER_INLINE int64_t padded(int64_t samples) { return (samples + kPanel - 1) / kPanel * kPanel; }

// One tile of a batch: samples [first, first + samples) of it.
struct Tile {
  int64_t first;
  int64_t samples;
  int64_t columns;  // samples, padded
};

CANTER_INLINE Tile tile_at(int64_t first, int64_t end) {
  const int64_t samples = end - first < kTile ? end - first : kTile;
  return Tile{first, samples, padded(samples)};
}

// The activations of a network for one tile: layer(0) are the inputs, layer(L) the outputs.
struct Activations {
  float* base;
  const Network* network;

  float* layer(int32_t l) const {
    int64_t units = 0;
    for (int32_t k = 0; k < l; ++k) units += network->widths[k];
    return base + units * kStride;
  }
  const float* outputs() const { return layer(network->layers); }
};

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_TILE_H_
