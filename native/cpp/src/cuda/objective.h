// SPDX-License-Identifier: Apache-2.0
//
// Statistics of an objective, enqueued: what evaluations, gradients and the line search share.
// FinishStatistics: 40 to 48 registers, 2 KiB of shared memory, a block a set of parameters.
#ifndef CANTER_CUDA_OBJECTIVE_H_
#define CANTER_CUDA_OBJECTIVE_H_

#include "cuda/batch.h"
#include "cuda/objective_head.h"

namespace canter::cuda {

// from the sums of tiles to the statistics of the header, a set of parameters a layer of the grid
struct FinishStatistics {
  static constexpr int kThreads = kBlockThreads, kLanes = kThreads / kObjectiveNumbers;
  const double* sums;  // [layers][tiles][kObjectiveNumbers]
  int64_t tiles;
  double rows;
  canter_objective objective;
  bool has_kl, has_ratio;
  double* statistics;  // [layers][CANTER_STAT_COUNT]

  CANTER_DEVICE void operator()(const Block& block) const {
    double* memory = reinterpret_cast<double*>(block.shared());
    const double* mine = sums + block.layer() * tiles * kObjectiveNumbers;
    // all numbers at once: strand s of number n takes tiles s, s + kLanes, ...
    block.items(kObjectiveNumbers * kLanes, [&](int item) {
      const int n = item % kObjectiveNumbers;
      double total = ObjectiveSums::start(n);
      for (int64_t i = item / kObjectiveNumbers; i < tiles; i += kLanes) {
        total = ObjectiveSums::combine(n, total, mine[i * kObjectiveNumbers + n]);
      }
      memory[item] = total;
    });
    for (int lanes = kLanes / 2; lanes > 0; lanes /= 2) {
      block.items(kObjectiveNumbers * lanes, [&](int item) {
        memory[item] = ObjectiveSums::combine(item % kObjectiveNumbers, memory[item],
                                              memory[item + kObjectiveNumbers * lanes]);
      });
    }
    block.items(1, [&](int) { write(memory, statistics + block.layer() * CANTER_STAT_COUNT); });
  }

  CANTER_DEVICE void write(const double* total, double* out) const {
    const double none = not_a_number();
    const double kl = total[kKl] / rows, entropy = total[kEntropy] / rows;
    out[CANTER_STAT_OBJECTIVE] = total[kTerm] / rows + objective.entropy_bonus * entropy -
                                 (has_kl ? objective.kl_penalty * kl : 0.0);
    out[CANTER_STAT_SURROGATE] = total[kSurrogate] / rows;
    out[CANTER_STAT_MEAN_KL] = has_kl ? kl : none;
    out[CANTER_STAT_MAX_KL] = has_kl ? total[kLargestKl] : none;
    out[CANTER_STAT_ENTROPY] = entropy;
    out[CANTER_STAT_CLIP_FRACTION] = total[kClipped] / rows;
    out[CANTER_STAT_MEAN_RATIO] = has_ratio ? total[kRatio] / rows : none;
    out[CANTER_STAT_MAX_RATIO] = has_ratio ? total[kLargestRatio] : none;
  }
};

constexpr size_t kFinishBytes = kBlockThreads * sizeof(double);

// the problem with room for the sums of `layers` sets of parameters
inline ObjectiveProblem objective_problem(Context& context, const Policy& policy,
                                          const Shape& shape, const float* theta,
                                          const canter_batch& batch,
                                          const canter_objective& objective, int layers,
                                          int64_t stride) {
  ObjectiveProblem p = {};
  p.family = family_of(policy.distribution);
  p.objective = objective;
  p.batch = batch;
  p.log_std = theta + policy.log_std_offset();
  p.log_std_stride = stride;
  p.tiles = tiles_of(tile_samples(shape, batch.rows), batch.rows);
  // the statistics follow the sums
  p.sums = context.shared<double>(
      Slot::kMaxima,
      static_cast<size_t>(layers * (p.tiles * kObjectiveNumbers + CANTER_STAT_COUNT)));
  return p;
}

// the statistics of all layers, on the device
inline double* finish_statistics(const Gpu& gpu, const ObjectiveProblem& p, int layers) {
  double* statistics = p.sums + layers * p.tiles * kObjectiveNumbers;
  const FinishStatistics finish = {p.sums,
                                   p.tiles,
                                   static_cast<double>(p.batch.rows),
                                   p.objective,
                                   p.batch.old_parameters != nullptr,
                                   p.batch.old_log_probability != nullptr,
                                   statistics};
  launch(gpu, finish, Grid{1, kBlockThreads, kFinishBytes, layers});
  return statistics;
}

// statistics of theta[layers, stride] on a batch, enqueued; they lie on the device
inline double* evaluate_sets(Context& context, const Policy& policy, const float* theta, int layers,
                             int64_t stride, const canter_batch& batch,
                             const canter_objective& objective) {
  const Gpu& gpu = gpu_of(context);
  const Shape shape = shape_of(policy.network);
  float* packed = packed_memory(context, shape, layers);
  pack(gpu, shape, theta, packed, nullptr, layers, stride);
  const ObjectiveProblem p =
      objective_problem(context, policy, shape, theta, batch, objective, layers, stride);
  BatchCall call;
  call.packed = packed;
  call.x = static_cast<const float*>(batch.observation);
  call.index = batch.index;
  call.rows = batch.rows;
  call.stop = context.alarm.stop;
  for (int64_t first = 0; first < batch.rows; first += kSpanRows) {
    using Head = ObjectiveHead<true, false>;
    run_tiles(context, shape, span_call(shape, call, needs_of<Head>(false), first), Head{p},
              layers);
  }
  return finish_statistics(gpu, p, layers);
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_OBJECTIVE_H_
