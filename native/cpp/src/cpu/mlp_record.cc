// SPDX-License-Identifier: Apache-2.0
//
// Forward passes kept on a tape, and the two products over it.
#include "core/tape.h"
#include "cpu/batch.h"
#include "cpu/entries.h"
#include "cpu/passes.h"
#include "cpu/transpose.h"

namespace canter::CANTER_ISA {

size_t tape_bytes(const Network& network, int64_t rows) {
  return static_cast<size_t>(tile_count(rows)) * total_units(network) * kStride * sizeof(float);
}

void mlp_record(Context& context, const Network& network, Tape& tape, void* y, const void* theta,
                const void* x, const int32_t* index, int64_t source_rows, int64_t rows) {
  begin_recording(tape, index, source_rows, rows);
  const int32_t* picks = tape.picks();
  for_each_tile(context, rows, 0, [&](Tile tile, Pieces) {
    const Activations a = activations_at(tape, network, tile.first);
    load_tile(a.base, static_cast<const float*>(x), network.inputs(), picks, tile);
    forward_tile(network, static_cast<const float*>(theta), a, tile.columns);
    if (y != nullptr) store_tile(static_cast<float*>(y), a.outputs(), network.outputs(), tile);
  });
}

void mlp_backward(Context& context, const Network& network, void* gradient, const Tape& tape,
                  const void* theta, const void* dy) {
  const int64_t width = widest(network);
  double* total = context.shared<double>(Slot::kVectors, network.parameters);
  sum_over_tiles(context, tape.rows, 2 * width, network.parameters, total,
                 [&](Tile tile, Pieces pieces, double* sums) {
                   float* delta = pieces.take(width);
                   load_tile(delta, static_cast<const float*>(dy), network.outputs(), nullptr,
                             tile);
                   clear_padding(delta, network.outputs(), tile);
                   backward_tile(network, static_cast<const float*>(theta),
                                 activations_at(tape, network, tile.first), delta,
                                 pieces.take(width), sums, tile.columns);
                 });
  float* out = static_cast<float*>(gradient);
  for (int64_t p = 0; p < network.parameters; ++p) out[p] = static_cast<float>(total[p]);
}

void mlp_tangent(Context& context, const Network& network, void* dy, const Tape& tape,
                 const void* theta, const void* v) {
  const int64_t width = widest(network);
  for_each_tile(context, tape.rows, 2 * width, [&](Tile tile, Pieces pieces) {
    float* first = pieces.take(width);
    float* second = pieces.take(width);
    const float* tangent =
        tangent_tile(network, static_cast<const float*>(theta), static_cast<const float*>(v),
                     activations_at(tape, network, tile.first), first, second, tile.columns);
    store_tile(static_cast<float*>(dy), tangent, network.outputs(), tile);
  });
}

}  // namespace canter::CANTER_ISA
