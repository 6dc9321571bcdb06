// SPDX-License-Identifier: Apache-2.0
//
// The steps of conjugate gradient on the device. Scalars never leave it: each block adds up the
// partial sums of all blocks for itself (at most 64 numbers), and what ends the solve is a flag
// that later kernels look at. State k is written once, by block 0 of step k - 1, and only read
// afterwards.
//
// 2 KiB of shared memory; 32 to 40 registers to start, for curvature and for residuals (46 on
// 12.0), 38 to 48 to finish, 40 to 50 to advance, 24 to 58 for the two of one warp: 4 or more
// blocks of 256 threads to a multiprocessor. There are never more than 64 blocks: P is small beside
// a batch, and a launch costs more than the work.
#ifndef CANTER_CUDA_CG_KERNELS_H_
#define CANTER_CUDA_CG_KERNELS_H_

#include "canter/conjugate_gradient.h"
#include "cuda/flat.h"

namespace canter::cuda {

// what is known after k iterations
struct CgState {
  double squared;  // r'r
  double enough;   // the solve ends where |r| <= this
  int32_t stop;    // not zero: it has ended
  int32_t outcome;
  int32_t iterations;
  int32_t unused;
};

// Vectors and scalars of a solve.
struct CgMemory {
  double *x, *r, *p;                // [n]
  float *v, *av;                    // [n]: what a product reads and writes
  double *curvature, *next, *last;  // [chunks] partial sums
  double* history;                  // [iterations + 1]
  CgState* states;                  // [iterations + 1]
  double* result;  // residual, quadratic, linear, outcome, iterations; then history
  int64_t n, chunks;

  CANTER_DEVICE int64_t begin(int64_t chunk) const { return n * chunk / chunks; }
  // the sum of all blocks' partial sums, by one thread
  CANTER_DEVICE double total(const double* partial) const {
    double sum = 0.0;
    for (int64_t c = 0; c < chunks; ++c) sum += partial[c];
    return sum;
  }
};

constexpr size_t kCgBytes = (kStrands + 4) * sizeof(double);

// x = 0, r = p = v = b; partial sums of r'r
struct CgStart {
  static constexpr int kThreads = kBlockThreads;
  CgMemory m;
  const float* b;

  CANTER_DEVICE void operator()(const Block& block) const {
    double* memory = reinterpret_cast<double*>(block.shared());
    const int64_t begin = m.begin(block.index()), end = m.begin(block.index() + 1);
    block_sum(block, memory, end - begin, [&](int64_t j) {
      const int64_t i = begin + j;
      m.x[i] = 0.0;
      m.v[i] = b[i];
      m.r[i] = m.p[i] = b[i];
      return m.r[i] * m.r[i];
    });
    block.items(1, [&](int) { m.next[block.index()] = memory[0]; });
  }
};

// state 0
struct CgBegin {
  static constexpr int kThreads = 32;
  CgMemory m;
  double tolerance;
  int32_t iterations;

  CANTER_DEVICE void operator()(const Block& block) const {
    block.items(1, [&](int) {
      const double squared = m.total(m.next), length = sqrt(squared);
      CgState s = {squared, tolerance * length, 0, CANTER_CG_ITERATION_LIMIT, 0, 0};
      if (!is_finite(squared)) {
        s.stop = 1;
        s.outcome = CANTER_CG_NON_FINITE;
      } else if (length <= s.enough) {
        s.stop = 1;
        s.outcome = CANTER_CG_CONVERGED;
      }
      m.states[0] = s;
      m.history[0] = length;
    });
    // a solve that ends early leaves the rest, which is copied with it
    block.items(iterations, [&](int k) { m.history[k + 1] = 0.0; });
  }
};

// partial sums of p'Ap
struct CgCurvature {
  static constexpr int kThreads = kBlockThreads;
  CgMemory m;
  int32_t k;

  CANTER_DEVICE void operator()(const Block& block) const {
    if (m.states[k].stop != 0) return;
    double* memory = reinterpret_cast<double*>(block.shared());
    const int64_t begin = m.begin(block.index()), end = m.begin(block.index() + 1);
    block_sum(block, memory, end - begin,
              [&](int64_t j) { return m.p[begin + j] * double{m.av[begin + j]}; });
    block.items(1, [&](int) { m.curvature[block.index()] = memory[0]; });
  }
};

// partial sums of the next r'r
struct CgResidual {
  static constexpr int kThreads = kBlockThreads;
  CgMemory m;
  int32_t k;

  CANTER_DEVICE void operator()(const Block& block) const {
    if (m.states[k].stop != 0) return;
    double* memory = reinterpret_cast<double*>(block.shared());
    double* alpha = memory + kStrands;
    block.items(1, [&](int) { *alpha = m.states[k].squared / m.total(m.curvature); });
    const int64_t begin = m.begin(block.index()), end = m.begin(block.index() + 1);
    block_sum(block, memory, end - begin, [&](int64_t j) {
      const double r = m.r[begin + j] - *alpha * double{m.av[begin + j]};
      return r * r;
    });
    block.items(1, [&](int) { m.next[block.index()] = memory[0]; });
  }
};

// the step, unless something forbids it, and state k + 1
struct CgAdvance {
  static constexpr int kThreads = kBlockThreads;
  CgMemory m;
  int32_t k, iterations;

  // what follows state k, and the step's two numbers
  CANTER_DEVICE CgState follow(const CgState& s, double* alpha, double* beta) const {
    const double curvature = m.total(m.curvature), next = m.total(m.next);
    CgState t = s;
    t.stop = 1;
    t.outcome = CANTER_CG_NON_FINITE;
    *alpha = s.squared / curvature;
    *beta = next / s.squared;
    if (!is_finite(curvature)) return t;
    if (curvature <= 0.0) {
      t.outcome = CANTER_CG_NON_POSITIVE_CURVATURE;
      return t;
    }
    if (!is_finite(*alpha) || !is_finite(next)) return t;
    t.squared = next;
    t.iterations = k + 1;
    const bool small = sqrt(next) <= t.enough;
    t.outcome = small ? CANTER_CG_CONVERGED : CANTER_CG_ITERATION_LIMIT;
    t.stop = small || k + 1 == iterations ? 1 : 0;
    return t;
  }

  CANTER_DEVICE void operator()(const Block& block) const {
    double* numbers = reinterpret_cast<double*>(block.shared());
    block.items(1, [&](int) {
      const CgState s = m.states[k];
      CgState t = s;
      if (s.stop == 0) t = follow(s, numbers, numbers + 1);
      // whether this step counts
      numbers[2] = t.iterations == k + 1 ? 1.0 : 0.0;
      if (block.index() != 0) return;
      m.states[k + 1] = t;
      if (t.iterations == k + 1) m.history[k + 1] = sqrt(t.squared);
    });
    if (numbers[2] == 0.0) return;
    const int64_t begin = m.begin(block.index()), end = m.begin(block.index() + 1);
    const double alpha = numbers[0], beta = numbers[1];
    block.each(end - begin, [&](int64_t j) {
      const int64_t i = begin + j;
      const double p = m.p[i];
      m.x[i] = m.x[i] + alpha * p;
      m.r[i] = m.r[i] - alpha * double{m.av[i]};
      m.p[i] = m.r[i] + beta * p;
      m.v[i] = static_cast<float>(m.p[i]);
    });
  }
};

// partial sums of x'b and of x'Ax = x'(b - r); x as floats
struct CgFinish {
  static constexpr int kThreads = kBlockThreads;
  CgMemory m;
  const float* b;
  float* x;

  CANTER_DEVICE void operator()(const Block& block) const {
    double* memory = reinterpret_cast<double*>(block.shared());
    const int64_t c = block.index(), begin = m.begin(c), end = m.begin(c + 1);
    block_sum(block, memory, end - begin, [&](int64_t j) {
      x[begin + j] = static_cast<float>(m.x[begin + j]);
      return m.x[begin + j] * double{b[begin + j]};
    });
    block.items(1, [&](int) { m.last[c] = memory[0]; });
    block_sum(block, memory, end - begin,
              [&](int64_t j) { return m.x[begin + j] * (double{b[begin + j]} - m.r[begin + j]); });
    block.items(1, [&](int) { m.curvature[c] = memory[0]; });
  }
};

// the numbers that the host is given; history follows them in memory
struct CgReport {
  static constexpr int kThreads = 32;
  CgMemory m;
  int32_t iterations;

  CANTER_DEVICE void operator()(const Block& block) const {
    block.items(1, [&](int) {
      const CgState s = m.states[iterations];
      m.result[0] = sqrt(s.squared);
      m.result[1] = m.total(m.curvature);
      m.result[2] = m.total(m.last);
      m.result[3] = s.outcome;
      m.result[4] = s.iterations;
    });
  }
};

}  // namespace canter::cuda

#endif  // CANTER_CUDA_CG_KERNELS_H_
