// SPDX-License-Identifier: Apache-2.0
//
// The table of a GPU's kernels.
#include "core/kernel_table.h"
#include "cuda/entries.h"

namespace canter {

const KernelTable* cuda_kernels() {
  using namespace cuda;  // NOLINT: the table names every entry of it
  static constexpr KernelTable kTable = {
      .mlp_scratch_bytes = mlp_scratch_bytes,
      .mlp_forward = mlp_forward,
      .tape_bytes = tape_bytes,
      .mlp_record = mlp_record,
      .mlp_backward = mlp_backward,
      .mlp_tangent = mlp_tangent,
      .policy_evaluate = policy_evaluate,
      .policy_gradient = policy_gradient,
      .policy_gradient_recorded = policy_gradient_recorded,
      .fisher_product = fisher_product,
      .value_gradient = value_gradient,
      .gauss_newton_product = gauss_newton_product,
      .sample = sample,
      .mode = mode,
      .log_probability = log_probability,
      .log_probability_gradient = log_probability_gradient,
      .entropy = entropy,
      .entropy_gradient = entropy_gradient,
      .kl = kl,
      .kl_gradient = kl_gradient,
      .distribution_fisher = distribution_fisher,
      .scan_gae = scan_gae,
      .scan_returns = scan_returns,
      .scan_n_step = scan_n_step,
      .scan_td = scan_td,
      .vector_sum = vector_sum,
      .vector_dot = vector_dot,
      .vector_max_abs = vector_max_abs,
      .vector_squared_deviation = vector_squared_deviation,
      .vector_axpby = vector_axpby,
      .vector_affine = vector_affine,
      .vector_gather = vector_gather,
      .vector_scatter = vector_scatter,
      .adam_step = adam_step,
      .sgd_step = sgd_step,
      .count_non_finite = count_non_finite,
      .batch_moments = batch_moments,
      .normalize = normalize,
      .uniform = uniform,
      .normal = normal,
      .probe_fma = probe_fma,
  };
  return &kTable;
}

}  // namespace canter
