// SPDX-License-Identifier: Apache-2.0
//
// The head of an objective on one tile: from outputs to terms, statistics and derivatives, a sample
// a thread. The statistics of a tile are summed in double, sample by sample.
#ifndef CANTER_CUDA_OBJECTIVE_HEAD_H_
#define CANTER_CUDA_OBJECTIVE_HEAD_H_

#include "canter/objective.h"
#include "cuda/distribution.h"
#include "cuda/tile.h"

namespace canter::cuda {

// what is kept of each sample and put together for a tile; the last two are maxima
enum ObjectiveNumber {
  kTerm,
  kSurrogate,
  kKl,
  kEntropy,
  kClipped,
  kRatio,
  kLargestKl,
  kLargestRatio,
  kObjectiveNumbers
};

// the first term of an objective for one row
struct Terms {
  float term, surrogate, ratio, clipped, coefficient;
};

CANTER_DEVICE Terms objective_terms(const canter_objective& objective, float log_probability,
                                    const float* old_log_probability, float weight) {
  const float ratio =
      old_log_probability != nullptr ? exp_of(log_probability - *old_log_probability) : 1.0f;
  if (objective.kind == CANTER_LOG_LIKELIHOOD) {
    const float term = weight * log_probability;
    return Terms{term, term, ratio, 0.0f, weight};
  }
  const float plain = ratio * weight;
  if (objective.kind == CANTER_SURROGATE) return Terms{plain, plain, ratio, 0.0f, plain};
  const float low = static_cast<float>(1.0 - objective.clip);
  const float high = static_cast<float>(1.0 + objective.clip);
  const float clipped = at_most(at_least(ratio, low), high) * weight;
  const bool outside = ratio < low || ratio > high;
  return Terms{clipped < plain ? clipped : plain, plain, ratio, outside ? 1.0f : 0.0f,
               clipped < plain ? 0.0f : plain};
}

// What an objective reads; kept with the head because the same one evaluates and differentiates.
struct ObjectiveProblem {
  Family family;
  canter_objective objective;
  canter_batch batch;
  const float* log_std;  // [layers of the grid, stride]
  int64_t log_std_stride;
  double* sums;   // [layers][tiles of the batch][kObjectiveNumbers]
  int64_t tiles;  // of the batch
};

// sums, but for the largest of the last two
struct ObjectiveSums {
  static constexpr int kNumbers = kObjectiveNumbers;
  const float* of_samples;  // [kObjectiveNumbers][kTile]

  CANTER_DEVICE static double start(int n) {
    return n < kLargestKl ? 0.0 : -static_cast<double>(infinity());
  }
  CANTER_DEVICE double term(int n, int s) const { return of_samples[n * kTile + s]; }
  CANTER_DEVICE static double combine(int n, double a, double b) {
    return n < kLargestKl ? Add()(a, b) : Larger()(a, b);
  }
};

template <bool kForwardPass, bool kGradient>
struct ObjectiveHead {
  static constexpr bool kForward = kForwardPass, kTangent = false, kBackward = kGradient;
  // the numbers of each sample, then the strands of their sums
  static constexpr int32_t kRows = kObjectiveNumbers + kObjectiveNumbers * kTileStrands * 2 / kTile;
  ObjectiveProblem p;

  CANTER_DEVICE const float* log_std(const Block& block) const {
    return p.family.free > 0 ? p.log_std + block.layer() * p.log_std_stride : nullptr;
  }
  CANTER_DEVICE bool has_old() const { return p.batch.old_parameters != nullptr; }

  // what all rows share, of the new and the old distributions
  CANTER_DEVICE void begin(const Block& block, float* scales) const {
    make_scale(block, scales, p.family, log_std(block));
    make_scale(block, scales + 2, p.family,
               has_old() ? static_cast<const float*>(p.batch.old_log_std) : nullptr);
  }

  CANTER_DEVICE void one(const Block& block, const TileView& tile, const Columns& first,
                         int s) const {
    const Family& f = p.family;
    const Scale scale = {log_std(block), tile.scales[0], tile.scales[1]};
    const Scale old_scale = {static_cast<const float*>(p.batch.old_log_std), tile.scales[2],
                             tile.scales[3]};
    const int64_t m = source_row(p.batch.index, tile.first + s);
    const Row parameters = tile.parameters(s);
    const Row action = {static_cast<const float*>(p.batch.action) + m * f.actions, 1};
    const Row old = {static_cast<const float*>(p.batch.old_parameters) + m * f.width, 1};
    const auto* old_log_p = static_cast<const float*>(p.batch.old_log_probability);
    const float log_p = row_log_probability(f, scale, parameters, action);
    const Terms terms =
        objective_terms(p.objective, log_p, old_log_p != nullptr ? old_log_p + m : nullptr,
                        static_cast<const float*>(p.batch.weight)[m]);
    const float divergence = has_old() ? row_kl(f, old_scale, scale, old, parameters) : 0.0f;
    const float numbers[kObjectiveNumbers] = {
        terms.term,    terms.surrogate, divergence, row_entropy(f, scale, parameters),
        terms.clipped, terms.ratio,     divergence, terms.ratio};
    for (int n = 0; n < kObjectiveNumbers; ++n) tile.memory[n * kTile + s] = numbers[n];
    if constexpr (kGradient) {
      const RowOut d_parameters = {first.x + s, first.stride}, d_free = tile.free_of(s);
      for (int32_t k = 0; k < f.width; ++k) d_parameters[k] = 0.0f;
      for (int32_t k = 0; k < f.free; ++k) d_free[k] = 0.0f;
      row_log_probability_gradient<true>(f, scale, parameters, action, terms.coefficient,
                                         d_parameters, d_free);
      if (p.objective.entropy_bonus != 0.0) {
        row_entropy_gradient<true>(f, parameters, static_cast<float>(p.objective.entropy_bonus),
                                   d_parameters, d_free);
      }
      if (p.objective.kl_penalty != 0.0) {
        row_kl_gradient<true>(f, old_scale, scale, old, parameters,
                              static_cast<float>(-p.objective.kl_penalty), d_parameters, d_free);
      }
    }
  }

  CANTER_DEVICE void operator()(const Block& block, const TileView& tile, const Columns& first,
                                const Columns&) const {
    block.items(tile.count, [&](int s) { one(block, tile, first, s); });
    const int64_t number = block.layer() * p.tiles + tile.first / tile.samples;
    sum_tile(block, tile.count, reinterpret_cast<double*>(tile.memory + kObjectiveNumbers * kTile),
             p.sums + number * kObjectiveNumbers, ObjectiveSums{tile.memory});
  }
};

}  // namespace canter::cuda

#endif  // CANTER_CUDA_OBJECTIVE_HEAD_H_
