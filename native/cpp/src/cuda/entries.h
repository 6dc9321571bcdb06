// SPDX-License-Identifier: Apache-2.0
//
// The entries of the kernel table of a GPU (core/kernel_table.h says what each does).
#ifndef CANTER_CUDA_ENTRIES_H_
#define CANTER_CUDA_ENTRIES_H_

#include "core/kernel_table.h"

namespace canter::cuda {

// -- mlp_forward.cu: row calls --
size_t mlp_scratch_bytes(const Network&, int64_t rows);
void mlp_forward(const canter_context&, const Network&, void* y, const void* theta, const void* x,
                 int64_t rows, void* scratch);

// -- mlp_record.cu: pool calls, but for the first --
size_t tape_bytes(const Network&, int64_t rows);
void mlp_record(canter_context&, const Network&, canter_tape&, void* y, const void* theta,
                const void* x, const int32_t* index, int64_t source_rows, int64_t rows);
void mlp_backward(canter_context&, const Network&, void* gradient, const canter_tape&,
                  const void* theta, const void* dy);
void mlp_tangent(canter_context&, const Network&, void* dy, const canter_tape&, const void* theta,
                 const void* v);

// -- policy_objective.cu: pool calls --
void policy_evaluate(canter_context&, const Policy&, double* statistics, const void* theta,
                     const canter_batch&, const canter_objective&);
void policy_gradient(canter_context&, const Policy&, void* gradient, double* statistics,
                     canter_tape* tape, const void* theta, const canter_batch&,
                     const canter_objective&);
void policy_gradient_recorded(canter_context&, const Policy&, void* gradient, double* statistics,
                              const canter_tape&, const void* theta, const canter_batch&,
                              const canter_objective&);

// -- fisher_product.cu: a pool call --
void fisher_product(canter_context&, const Policy&, void* out, const canter_tape&,
                    const void* theta, const void* action, const void* v, double damping);

// -- gauss_newton.cu: pool calls --
void value_gradient(canter_context&, const Network&, void* gradient, double* statistics,
                    canter_tape* tape, const void* theta, const void* observation,
                    const void* target, const int32_t* index, int64_t source_rows, int64_t rows);
void gauss_newton_product(canter_context&, const Network&, void* out, const canter_tape&,
                          const void* theta, const void* v, double damping);

// -- scan.cu: pool calls --
void scan_gae(canter_context&, void* advantage, void* target, const void* reward, const void* value,
              const void* bootstrap, const uint8_t* step, double gamma, double lambda,
              ScanShape shape);
void scan_returns(canter_context&, void* returns, const void* reward, const void* bootstrap,
                  const uint8_t* step, double gamma, ScanShape shape);
void scan_n_step(canter_context&, void* returns, const void* reward, const void* value,
                 const void* bootstrap, const uint8_t* step, double gamma, int32_t n,
                 ScanShape shape);
void scan_td(canter_context&, void* delta, const void* reward, const void* value,
             const void* bootstrap, const uint8_t* step, double gamma, ScanShape shape);

// -- vector.cu: pool calls but for the last, which is a row call --
double vector_sum(canter_context&, const void* x, int64_t n);
double vector_dot(canter_context&, const void* x, const void* y, int64_t n);
double vector_max_abs(canter_context&, const void* x, int64_t n);
double vector_squared_deviation(canter_context&, const void* x, double center, int64_t n);
void vector_axpby(canter_context&, void* y, double alpha, const void* x, double beta, int64_t n);
void vector_affine(canter_context&, void* y, const void* x, double shift, double scale, int64_t n);
void vector_gather(canter_context&, void* out, const void* x, const int32_t* index, int64_t m);
void vector_scatter(canter_context&, void* y, const void* x, const int32_t* index, int64_t m);
int64_t count_non_finite(const canter_context&, const void* x, int64_t n);

// -- optimizer.cu: pool calls --
void adam_step(canter_context&, void* theta, void* first, void* second, const void* gradient,
               int64_t step, double rate, double beta1, double beta2, double epsilon,
               int64_t parameters);
void sgd_step(canter_context&, void* theta, void* velocity, const void* gradient, double rate,
              double momentum, int64_t parameters);

// -- moments.cu: a pool call and a row call --
void batch_moments(canter_context&, double* mean, double* m2, const void* x, const int32_t* index,
                   int64_t rows, int64_t width);
void normalize(const canter_context&, void* y, const void* x, const void* shift, const void* scale,
               double limit, int64_t rows, int64_t width);

// -- distribution.cu: row calls --
void sample(const canter_context&, const Distribution&, void* action, void* log_probability,
            const void* parameters, const void* log_std, const RowKeys&, int64_t rows);
void mode(const canter_context&, const Distribution&, void* action, const void* parameters,
          int64_t rows);
void log_probability(const canter_context&, const Distribution&, void* log_probability,
                     const void* parameters, const void* log_std, const void* action, int64_t rows);
void log_probability_gradient(const canter_context&, const Distribution&, void* d_parameters,
                              void* d_log_std, const void* parameters, const void* log_std,
                              const void* action, int64_t rows);
void entropy(const canter_context&, const Distribution&, void* entropy, const void* parameters,
             const void* log_std, int64_t rows);
void entropy_gradient(const canter_context&, const Distribution&, void* d_parameters,
                      void* d_log_std, const void* parameters, const void* log_std, int64_t rows);
void kl(const canter_context&, const Distribution&, void* kl, const void* old_parameters,
        const void* old_log_std, const void* new_parameters, const void* new_log_std, int64_t rows);
void kl_gradient(const canter_context&, const Distribution&, void* d_parameters, void* d_log_std,
                 const void* old_parameters, const void* old_log_std, const void* new_parameters,
                 const void* new_log_std, int64_t rows);
void distribution_fisher(const canter_context&, const Distribution&, void* out, void* out_log_std,
                         const void* parameters, const void* log_std, const void* v,
                         const void* v_log_std, int64_t rows);

// -- random.cu: row calls --
void uniform(const canter_context&, void* out, uint64_t seed, uint32_t stream, const uint32_t* key,
             int64_t n);
void normal(const canter_context&, void* out, uint64_t seed, uint32_t stream, const uint32_t* key,
            int64_t n);

// -- probe.cu: a pool call --
int64_t probe_fma(canter_context&, int64_t rounds);

}  // namespace canter::cuda

#endif  // CANTER_CUDA_ENTRIES_H_
