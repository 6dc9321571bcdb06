// SPDX-License-Identifier: Apache-2.0
//
// The value network: gradient of its squared error, and its Gauss-Newton product.
#include <limits>

#include "canter/value.h"
#include "cpu/batch.h"
#include "cpu/entries.h"
#include "cpu/passes.h"
#include "cpu/transpose.h"
#include "cpu/write.h"

namespace canter::CANTER_ISA {

namespace {

// what is summed beside the gradient; targets are shifted so that their variance does not cancel
enum Sum : int64_t { kSquaredError, kTarget, kSquaredTarget, kSums };

void write_statistics(double* statistics, const double* sums, int64_t rows) {
  const double n = static_cast<double>(rows);
  const double error = sums[kSquaredError] / n;
  const double mean = sums[kTarget] / n;
  const double variance = sums[kSquaredTarget] / n - mean * mean;
  statistics[CANTER_VALUE_LOSS] = 0.5 * error;
  statistics[CANTER_VALUE_EXPLAINED_VARIANCE] =
      variance > 0.0 ? 1.0 - error / variance : std::numeric_limits<double>::quiet_NaN();
}

// delta = V - target, zero past the last sample, and the sums of the tile
void squared_error(float* delta, const float* outputs, const float* target, double shift, Tile tile,
                   double* sums) {
  // the sums of other threads lie on the same cache line: it is touched once
  double tile_sums[kSums] = {};
  for (int64_t s = 0; s < tile.samples; ++s) {
    delta[s] = outputs[s] - target[s];
    const double error = delta[s];
    const double shifted = target[s] - shift;
    tile_sums[kSquaredError] += error * error;
    tile_sums[kTarget] += shifted;
    tile_sums[kSquaredTarget] += shifted * shifted;
  }
  for (int64_t i = 0; i < kSums; ++i) sums[i] += tile_sums[i];
  clear_padding(delta, 1, tile);
}

}  // namespace

void value_gradient(Context& context, const Network& network, void* gradient, double* statistics,
                    Tape* tape, const void* theta, const void* observation, const void* target,
                    const int32_t* index, int64_t source_rows, int64_t rows) {
  const float* goal = static_cast<const float*>(target);
  const double shift = goal[index != nullptr ? index[0] : 0];
  const int64_t width = widest(network);
  const int64_t parameters = gradient != nullptr ? network.parameters : 0;
  const int64_t units = 2 * width + 1 + (tape != nullptr ? 0 : total_units(network));
  double* total = context.shared<double>(Slot::kVectors, parameters + kSums);
  if (tape != nullptr) begin_recording(*tape, index, source_rows, rows);
  sum_over_tiles(
      context, rows, units, parameters + kSums, total, [&](Tile tile, Pieces pieces, double* sums) {
        float* delta = pieces.take(width);
        float* other = pieces.take(width);
        float* targets = pieces.take(1);
        const Activations a = activations_for(tape, network, tile.first, pieces);
        load_tile(a.base, static_cast<const float*>(observation), network.inputs(), index, tile);
        load_tile(targets, goal, 1, index, tile);
        forward_tile(network, static_cast<const float*>(theta), a, tile.columns);
        squared_error(delta, a.outputs(), targets, shift, tile, sums + parameters);
        if (gradient != nullptr) {
          backward_tile(network, static_cast<const float*>(theta), a, delta, other, sums,
                        tile.columns);
        }
      });
  write_statistics(statistics, total + parameters, rows);
  if (gradient != nullptr) write_mean(gradient, total, rows, parameters);
}

void gauss_newton_product(Context& context, const Network& network, void* out, const Tape& tape,
                          const void* theta, const void* v, double damping) {
  const int64_t width = widest(network);
  double* total = context.shared<double>(Slot::kVectors, network.parameters);
  sum_over_tiles(context, tape.rows, 2 * width, network.parameters, total,
                 [&](Tile tile, Pieces pieces, double* sums) {
                   const Activations a = activations_at(tape, network, tile.first);
                   float* first = pieces.take(width);
                   float* second = pieces.take(width);
                   float* delta =
                       tangent_tile(network, static_cast<const float*>(theta),
                                    static_cast<const float*>(v), a, first, second, tile.columns);
                   clear_padding(delta, network.outputs(), tile);
                   backward_tile(network, static_cast<const float*>(theta), a, delta,
                                 delta == first ? second : first, sums, tile.columns);
                 });
  write_damped_mean(out, total, tape.rows, v, damping, network.parameters);
}

}  // namespace canter::CANTER_ISA
