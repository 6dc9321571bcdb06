// SPDX-License-Identifier: Apache-2.0
//
// Objectives of a policy: statistics alone, or with their gradient.
#include "cuda/entries.h"
#include "cuda/objective.h"

namespace canter::cuda {

namespace {

// gradient and statistics from observations, or from a recording where `forward` is false
template <bool kForward>
void differentiate(Context& context, const Policy& policy, void* gradient, double* statistics,
                   const Tape* tape, const void* theta, const canter_batch& batch,
                   const canter_objective& objective) {
  Gpu& gpu = gpu_of(context);
  const Shape shape = shape_of(policy.network);
  float* packed = packed_memory(context, shape, 1);
  pack(gpu, shape, theta, packed);
  const ObjectiveProblem p =
      objective_problem(context, policy, shape, floats(theta), batch, objective, 1, 0);
  BatchCall call;
  call.packed = packed;
  call.x = kForward ? static_cast<const float*>(batch.observation) : nullptr;
  call.index = batch.index;
  call.rows = batch.rows;
  call.stop = context.alarm.stop;
  call.tape = tape != nullptr ? tape->memory.as<float>() : nullptr;
  run_gradient(context, shape, call, ObjectiveHead<kForward, true>{p},
               GradientTarget{floats(gradient), nullptr, policy.distribution.free,
                              1.0 / static_cast<double>(batch.rows), 0.0});
  gpu.copy_out(statistics, finish_statistics(gpu, p, 1), CANTER_STAT_COUNT * sizeof(double));
}

}  // namespace

void policy_evaluate(canter_context& context, const Policy& policy, double* statistics,
                     const void* theta, const canter_batch& batch,
                     const canter_objective& objective) {
  const double* found = evaluate_sets(context, policy, floats(theta), 1, 0, batch, objective);
  gpu_of(context).copy_out(statistics, found, CANTER_STAT_COUNT * sizeof(double));
}

void policy_gradient(canter_context& context, const Policy& policy, void* gradient,
                     double* statistics, canter_tape* tape, const void* theta,
                     const canter_batch& batch, const canter_objective& objective) {
  differentiate<true>(context, policy, gradient, statistics, tape, theta, batch, objective);
  if (tape != nullptr) begin_recording(*tape, batch.index, batch.source_rows, batch.rows);
}

void policy_gradient_recorded(canter_context& context, const Policy& policy, void* gradient,
                              double* statistics, const canter_tape& tape, const void* theta,
                              const canter_batch& batch, const canter_objective& objective) {
  differentiate<false>(context, policy, gradient, statistics, &tape, theta, batch, objective);
}

}  // namespace canter::cuda
