// SPDX-License-Identifier: Apache-2.0
//
// One table of kernels per back end: the oracle (double, plain), and the float kernels compiled for
// each instruction set. The functions of the C API check their arguments, then call through this
// table; entries may assume that all checks of the header's text have been made.
//
// `void*` buffers hold the element type of the table. Row entries use only what they are given;
// pool entries may use context.pool and its work memory and may throw std::bad_alloc before they
// write.
#ifndef CANTER_CORE_KERNEL_TABLE_H_
#define CANTER_CORE_KERNEL_TABLE_H_

#include <cstddef>
#include <cstdint>

#include "core/layout.h"

struct canter_context;
struct canter_tape;

namespace canter {

// Random numbers of the rows of a batch: key[B, 3] holds environment, episode and step.
struct RowKeys {
  uint64_t seed;
  uint32_t stream;
  const uint32_t* key;
};

// The shape of a scan.
struct ScanShape {
  int64_t steps;         // T
  int64_t environments;  // N
};

struct KernelTable {
  // -- network: row calls --
  size_t (*mlp_scratch_bytes)(const Network&, int64_t rows);
  void (*mlp_forward)(const canter_context&, const Network&, void* y, const void* theta,
                      const void* x, int64_t rows, void* scratch);

  // -- tape: pool calls. record and the gradients set tape->rows, source_rows and index --
  size_t (*tape_bytes)(const Network&, int64_t rows);
  void (*mlp_record)(canter_context&, const Network&, canter_tape&, void* y, const void* theta,
                     const void* x, const int32_t* index, int64_t source_rows, int64_t rows);
  void (*mlp_backward)(canter_context&, const Network&, void* gradient, const canter_tape&,
                       const void* theta, const void* dy);
  void (*mlp_tangent)(canter_context&, const Network&, void* dy, const canter_tape&,
                      const void* theta, const void* v);

  // -- policy: pool calls; `tape` of policy_gradient may be null --
  void (*policy_evaluate)(canter_context&, const Policy&, double* statistics, const void* theta,
                          const canter_batch&, const canter_objective&);
  void (*policy_gradient)(canter_context&, const Policy&, void* gradient, double* statistics,
                          canter_tape* tape, const void* theta, const canter_batch&,
                          const canter_objective&);
  void (*policy_gradient_recorded)(canter_context&, const Policy&, void* gradient,
                                   double* statistics, const canter_tape&, const void* theta,
                                   const canter_batch&, const canter_objective&);
  // action null: analytic; otherwise empirical
  void (*fisher_product)(canter_context&, const Policy&, void* out, const canter_tape&,
                         const void* theta, const void* action, const void* v, double damping);

  // -- value network: pool calls; gradient and tape may be null --
  void (*value_gradient)(canter_context&, const Network&, void* gradient, double* statistics,
                         canter_tape* tape, const void* theta, const void* observation,
                         const void* target, const int32_t* index, int64_t source_rows,
                         int64_t rows);
  void (*gauss_newton_product)(canter_context&, const Network&, void* out, const canter_tape&,
                               const void* theta, const void* v, double damping);

  // -- distributions: row calls --
  void (*sample)(const canter_context&, const Distribution&, void* action, void* log_probability,
                 const void* parameters, const void* log_std, const RowKeys&, int64_t rows);
  void (*mode)(const canter_context&, const Distribution&, void* action, const void* parameters,
               int64_t rows);
  void (*log_probability)(const canter_context&, const Distribution&, void* log_probability,
                          const void* parameters, const void* log_std, const void* action,
                          int64_t rows);
  void (*log_probability_gradient)(const canter_context&, const Distribution&, void* d_parameters,
                                   void* d_log_std, const void* parameters, const void* log_std,
                                   const void* action, int64_t rows);
  void (*entropy)(const canter_context&, const Distribution&, void* entropy, const void* parameters,
                  const void* log_std, int64_t rows);
  void (*entropy_gradient)(const canter_context&, const Distribution&, void* d_parameters,
                           void* d_log_std, const void* parameters, const void* log_std,
                           int64_t rows);
  void (*kl)(const canter_context&, const Distribution&, void* kl, const void* old_parameters,
             const void* old_log_std, const void* new_parameters, const void* new_log_std,
             int64_t rows);
  void (*kl_gradient)(const canter_context&, const Distribution&, void* d_parameters,
                      void* d_log_std, const void* old_parameters, const void* old_log_std,
                      const void* new_parameters, const void* new_log_std, int64_t rows);
  void (*distribution_fisher)(const canter_context&, const Distribution&, void* out,
                              void* out_log_std, const void* parameters, const void* log_std,
                              const void* v, const void* v_log_std, int64_t rows);

  // -- scans: pool calls; target of scan_gae and bootstrap of scan_returns may be null --
  void (*scan_gae)(canter_context&, void* advantage, void* target, const void* reward,
                   const void* value, const void* bootstrap, const uint8_t* step, double gamma,
                   double lambda, ScanShape);
  void (*scan_returns)(canter_context&, void* returns, const void* reward, const void* bootstrap,
                       const uint8_t* step, double gamma, ScanShape);
  void (*scan_n_step)(canter_context&, void* returns, const void* reward, const void* value,
                      const void* bootstrap, const uint8_t* step, double gamma, int32_t n,
                      ScanShape);
  void (*scan_td)(canter_context&, void* delta, const void* reward, const void* value,
                  const void* bootstrap, const uint8_t* step, double gamma, ScanShape);

  // -- flat vectors: pool calls --
  double (*vector_sum)(canter_context&, const void* x, int64_t n);
  double (*vector_dot)(canter_context&, const void* x, const void* y, int64_t n);
  double (*vector_max_abs)(canter_context&, const void* x, int64_t n);
  // sum of (x - center)^2
  double (*vector_squared_deviation)(canter_context&, const void* x, double center, int64_t n);
  void (*vector_axpby)(canter_context&, void* y, double alpha, const void* x, double beta,
                       int64_t n);
  // y = (x - shift) * scale
  void (*vector_affine)(canter_context&, void* y, const void* x, double shift, double scale,
                        int64_t n);
  // out[m] = x[index], y[index] = x[m]
  void (*vector_gather)(canter_context&, void* out, const void* x, const int32_t* index, int64_t m);
  void (*vector_scatter)(canter_context&, void* y, const void* x, const int32_t* index, int64_t m);
  void (*adam_step)(canter_context&, void* theta, void* first, void* second, const void* gradient,
                    int64_t step, double rate, double beta1, double beta2, double epsilon,
                    int64_t parameters);
  void (*sgd_step)(canter_context&, void* theta, void* velocity, const void* gradient, double rate,
                   double momentum, int64_t parameters);
  // how many elements are NaN or infinite: a row call, used by every check
  int64_t (*count_non_finite)(const canter_context&, const void* x, int64_t n);

  // -- moments --
  // pool call: mean[O] and m2[O] of the picked rows of x alone
  void (*batch_moments)(canter_context&, double* mean, double* m2, const void* x,
                        const int32_t* index, int64_t rows, int64_t width);
  // row call
  void (*normalize)(const canter_context&, void* y, const void* x, const void* shift,
                    const void* scale, double limit, int64_t rows, int64_t width);

  // -- random numbers: row calls --
  void (*uniform)(const canter_context&, void* out, uint64_t seed, uint32_t stream,
                  const uint32_t* key, int64_t n);
  void (*normal)(const canter_context&, void* out, uint64_t seed, uint32_t stream,
                 const uint32_t* key, int64_t n);

  // -- measuring tools: a pool call that answers with its number of operations --
  int64_t (*probe_fma)(canter_context&, int64_t rounds);
};

// the tables; a build without an instruction set answers null for it
const KernelTable* oracle_kernels();
const KernelTable* plain_kernels();
const KernelTable* avx2_kernels();
const KernelTable* avx512_kernels();

}  // namespace canter

#endif  // CANTER_CORE_KERNEL_TABLE_H_
