// SPDX-License-Identifier: Apache-2.0
//
// Objectives of a policy: statistics alone (a line search), or with their gradient.
#include <cmath>
#include <limits>

#include "cpu/batch.h"
#include "cpu/entries.h"
#include "cpu/objective_head.h"
#include "cpu/passes.h"
#include "cpu/transpose.h"
#include "cpu/write.h"

namespace canter::CANTER_ISA {

namespace {

// rows of work memory that the head of one tile needs, and where they lie
struct HeadMemory {
  HeadMemory(const Policy& policy, Pieces& pieces)
      : action(pieces.take(policy.distribution.actions)),
        old_parameters(pieces.take(policy.distribution.width)),
        columns(pieces.take(2)),
        log_std(pieces.take(policy.distribution.free)) {}
  static int64_t units(const Policy& policy) {
    const Distribution& d = policy.distribution;
    return d.actions + d.width + 2 + d.free;
  }

  float* action;
  float* old_parameters;
  float* columns;  // weight, then old log probability
  float* log_std;
};

// gathers the batch's rows of a tile
TileBatch load_batch(const canter_batch& batch, const Policy& policy, const HeadMemory& memory,
                     Tile tile) {
  const Distribution& d = policy.distribution;
  const auto* action = static_cast<const float*>(batch.action);
  const auto* weight = static_cast<const float*>(batch.weight);
  const auto* old_log_probability = static_cast<const float*>(batch.old_log_probability);
  const auto* old_parameters = static_cast<const float*>(batch.old_parameters);
  float* old_column = memory.columns + kStride;
  load_tile(memory.action, action, d.actions, batch.index, tile);
  load_tile(memory.columns, weight, 1, batch.index, tile);
  if (old_log_probability != nullptr) {
    load_tile(old_column, old_log_probability, 1, batch.index, tile);
  }
  if (old_parameters != nullptr) {
    load_tile(memory.old_parameters, old_parameters, d.width, batch.index, tile);
  }
  return TileBatch{memory.action, memory.columns,
                   old_log_probability != nullptr ? old_column : nullptr,
                   old_parameters != nullptr ? memory.old_parameters : nullptr};
}

// the scales of the new and the old distributions, in shared work memory
ObjectiveHead make_head(Context& context, const Policy& policy, const float* theta,
                        const canter_batch& batch, const canter_objective& objective) {
  const Distribution& d = policy.distribution;
  const int64_t floats = scale_floats(d);
  float* memory = context.shared<float>(Slot::kPack, 2 * floats);
  const float* log_std = theta + policy.log_std_offset();
  const bool old = d.free > 0 && batch.old_parameters != nullptr;
  const float* old_log_std = old ? static_cast<const float*>(batch.old_log_std) : log_std;
  return ObjectiveHead{d, objective, make_scale(d, log_std, memory),
                       make_scale(d, old_log_std, memory + floats)};
}

// from sums over rows to the statistics of the header
void write_statistics(double* statistics, const double* sums, const double* maxima,
                      const canter_batch& batch, const canter_objective& objective) {
  const double n = static_cast<double>(batch.rows);
  const double none = std::numeric_limits<double>::quiet_NaN();
  const bool kl = batch.old_parameters != nullptr;
  const bool ratio = batch.old_log_probability != nullptr;
  const double mean_kl = sums[kSumKl] / n;
  const double entropy = sums[kSumEntropy] / n;
  statistics[CANTER_STAT_OBJECTIVE] = sums[kSumTerm] / n + objective.entropy_bonus * entropy -
                                      (kl ? objective.kl_penalty * mean_kl : 0.0);
  statistics[CANTER_STAT_SURROGATE] = sums[kSumSurrogate] / n;
  statistics[CANTER_STAT_MEAN_KL] = kl ? mean_kl : none;
  statistics[CANTER_STAT_MAX_KL] = kl ? maxima[kMaxKl] : none;
  statistics[CANTER_STAT_ENTROPY] = entropy;
  statistics[CANTER_STAT_CLIP_FRACTION] = sums[kSumClipped] / n;
  statistics[CANTER_STAT_MEAN_RATIO] = ratio ? sums[kSumRatio] / n : none;
  statistics[CANTER_STAT_MAX_RATIO] = ratio ? maxima[kMaxRatio] : none;
}

// The walk that all three entries share. tape: where activations are kept, or null; recorded: they
// are already there; gradient null: statistics alone.
void walk(Context& context, const Policy& policy, void* gradient, double* statistics, Tape* tape,
          bool recorded, const void* theta, const canter_batch& batch,
          const canter_objective& objective) {
  const Network& network = policy.network;
  const auto* parameters = static_cast<const float*>(theta);
  const int64_t width = widest(network);
  const int64_t count = gradient != nullptr ? policy.parameters : 0;
  const int64_t units = HeadMemory::units(policy) + (gradient != nullptr ? 2 * width : 0) +
                        (tape != nullptr ? 0 : total_units(network));
  const ObjectiveHead head = make_head(context, policy, parameters, batch, objective);
  double* total = context.shared<double>(Slot::kVectors, count + kSumCount);
  double* maxima = context.shared<double>(Slot::kMaxima, tile_count(batch.rows) * kMaxCount);
  if (tape != nullptr && !recorded) {
    begin_recording(*tape, batch.index, batch.source_rows, batch.rows);
  }
  sum_over_tiles(context, batch.rows, units, count + kSumCount, total,
                 [&](Tile tile, Pieces pieces, double* sums) {
                   const HeadMemory memory(policy, pieces);
                   float* delta = gradient != nullptr ? pieces.take(width) : nullptr;
                   float* other = gradient != nullptr ? pieces.take(width) : nullptr;
                   const Activations a = activations_for(tape, network, tile.first, pieces);
                   if (!recorded) {
                     load_tile(a.base, static_cast<const float*>(batch.observation),
                               network.inputs(), batch.index, tile);
                     forward_tile(network, parameters, a, tile.columns);
                   }
                   const TileBatch rows = load_batch(batch, policy, memory, tile);
                   double* tile_maxima = maxima + tile.first / kTile * kMaxCount;
                   objective_head(head, rows, a.outputs(), delta, memory.log_std, sums + count,
                                  tile_maxima, tile);
                   if (gradient == nullptr) return;
                   for (int32_t f = 0; f < policy.distribution.free; ++f) {
                     sums[policy.log_std_offset() + f] +=
                         static_cast<double>(sum_lanes(load(memory.log_std + f * kLanes)));
                   }
                   backward_tile(network, parameters, a, delta, other, sums, tile.columns);
                 });
  for (int64_t t = 1; t < tile_count(batch.rows); ++t) {
    for (int m = 0; m < kMaxCount; ++m) {
      maxima[m] = larger(maxima[m], maxima[t * kMaxCount + m]);
    }
  }
  write_statistics(statistics, total + count, maxima, batch, objective);
  if (gradient != nullptr) write_mean(gradient, total, batch.rows, policy.parameters);
}

}  // namespace

void policy_evaluate(Context& context, const Policy& policy, double* statistics, const void* theta,
                     const canter_batch& batch, const canter_objective& objective) {
  walk(context, policy, nullptr, statistics, nullptr, false, theta, batch, objective);
}

void policy_gradient(Context& context, const Policy& policy, void* gradient, double* statistics,
                     Tape* tape, const void* theta, const canter_batch& batch,
                     const canter_objective& objective) {
  walk(context, policy, gradient, statistics, tape, false, theta, batch, objective);
}

void policy_gradient_recorded(Context& context, const Policy& policy, void* gradient,
                              double* statistics, const Tape& tape, const void* theta,
                              const canter_batch& batch, const canter_objective& objective) {
  // a recorded tape is only read
  walk(context, policy, gradient, statistics, const_cast<Tape*>(&tape), true, theta, batch,
       objective);
}

}  // namespace canter::CANTER_ISA
