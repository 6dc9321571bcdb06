// SPDX-License-Identifier: Apache-2.0
//
// A solve by conjugate gradient, enqueued without a look at its numbers.
#ifndef CANTER_CUDA_SOLVER_H_
#define CANTER_CUDA_SOLVER_H_

#include <string>

#include "core/conjugate_gradient.h"
#include "cuda/cg_kernels.h"
#include "cuda/curvature.h"

namespace canter::cuda {

// Work memory and kernels of one solve; the memory is the context's.
class Solver {
 public:
  // numbers of a report before its history
  static constexpr int kReport = 5;

  Solver(Context& context, const void* b, int64_t n, int32_t iterations, double tolerance);

  // x = 0 and state 0
  void begin() const;
  // the product of iteration k goes from v() to av(), unless *stop(k) is not zero
  const float* v() const { return m_.v; }
  float* av() const { return m_.av; }
  const int32_t* stop(int32_t k) const { return &m_.states[k].stop; }
  // iteration k, once the product is there
  void advance(int32_t k) const;
  // x, and the report in results()
  void finish(float* x) const;

  // kReport numbers and iterations + 1 of history, on the device
  const double* report() const { return m_.result; }
  // fills a result from a report; residuals may be null
  void read(const double* report, double* residuals, canter_cg_result* result) const;
  int64_t report_numbers() const { return kReport + iterations_ + 1; }
  const Gpu& gpu() const { return gpu_; }

 private:
  Grid grid(size_t shared_bytes = kCgBytes) const {
    return Grid{m_.chunks, kBlockThreads, shared_bytes};
  }

  const Gpu& gpu_;
  const float* b_;
  const int32_t iterations_;
  const double tolerance_;
  CgMemory m_;
};

// enqueues the solve with a curvature matrix as one graph; x receives the solution
void enqueue_solve(Context& context, const Solver& solver, const CurvatureMatrix& matrix, float* x,
                   const LinearSystem& system);

}  // namespace canter::cuda

#endif  // CANTER_CUDA_SOLVER_H_
