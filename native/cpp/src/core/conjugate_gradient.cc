// SPDX-License-Identifier: Apache-2.0
#include "core/conjugate_gradient.h"

#include <algorithm>
#include <cmath>

#include "core/lanes.h"
#include "core/status.h"
#include "core/tree_sum.h"

namespace canter {

namespace {

constexpr int64_t kLine = 64;

int64_t round_to_line(int64_t bytes) { return (bytes + kLine - 1) / kLine * kLine; }

// cuts a block of memory into arrays that begin at cache lines
class Arena {
 public:
  explicit Arena(char* memory) : next_(memory) {}
  template <typename T>
  T* take(int64_t count) {
    T* array = reinterpret_cast<T*>(next_);
    next_ += round_to_line(count * static_cast<int64_t>(sizeof(T)));
    return array;
  }

 private:
  char* next_;
};

// Terms of sums, and the step, as values of their own: the compiler then knows that no store
// changes a coefficient.

// p_i (A p)_i
template <typename Real>
struct Curvature {
  const double* p;
  const Real* av;
  double operator()(int64_t i) const { return p[i] * static_cast<double>(av[i]); }
};

// the square of number i of r - alpha A p
template <typename Real>
struct NextResidual {
  const double* r;
  const Real* av;
  double alpha;
  double operator()(int64_t i) const {
    const double next = r[i] - alpha * static_cast<double>(av[i]);
    return next * next;
  }
};

template <typename Real>
struct Step {
  double *x, *r, *p;
  Real* v;
  const Real* av;
  double alpha, beta;
};

// places i .. i + kCount - 1 of x += alpha p, r -= alpha A p, p = r + beta p, v = p. Short loops
// into arrays of their own, stored at the end: so the compiler uses vectors without asking what
// overlaps.
template <int kCount, typename Real>
void take_places(const Step<Real>& step, int64_t i) {
  double p[kCount], x[kCount], r[kCount];
  Real v[kCount];
  for (int k = 0; k < kCount; ++k) p[k] = step.p[i + k];
  for (int k = 0; k < kCount; ++k) x[k] = step.x[i + k] + step.alpha * p[k];
  for (int k = 0; k < kCount; ++k) {
    r[k] = step.r[i + k] - step.alpha * static_cast<double>(step.av[i + k]);
  }
  for (int k = 0; k < kCount; ++k) p[k] = r[k] + step.beta * p[k];
  for (int k = 0; k < kCount; ++k) v[k] = static_cast<Real>(p[k]);
  std::copy_n(x, kCount, step.x + i);
  std::copy_n(r, kCount, step.r + i);
  std::copy_n(p, kCount, step.p + i);
  std::copy_n(v, kCount, step.v + i);
}

template <typename Real>
void take_step(const Step<Real>& shared, int64_t begin, int64_t end) {
  const Step<Real> step = shared;
  int64_t i = begin;
  for (; i + 8 <= end; i += 8) take_places<8>(step, i);
  for (; i < end; ++i) take_places<1>(step, i);
}

// One solve. Vectors are kept in double, v and av are what the product reads and writes. Passes
// over vectors spread over the pool in chunks that depend on n alone: 8192 numbers, because waking
// the pool costs as much as a pass over a few thousand.
template <typename Real>
class Solver {
 public:
  Solver(Context& context, const LinearSystem& system, bool history)
      : context_(context),
        system_(system),
        b_(static_cast<const Real*>(system.b)),
        chunks_(make_chunks(system.n, 64, 8192, 64)) {
    const int64_t n = system.n, kept = history ? int64_t{system.iterations} + 1 : 0;
    const int64_t doubles = 3 * round_to_line(n * 8) + round_to_line(chunks_.count * 8);
    const int64_t reals = 2 * round_to_line(n * static_cast<int64_t>(sizeof(Real)));
    const int64_t bytes = doubles + reals + round_to_line(kept * 8);
    Arena arena(context.shared<char>(Slot::kSolver, static_cast<size_t>(bytes)));
    x_ = arena.take<double>(n);
    r_ = arena.take<double>(n);
    p_ = arena.take<double>(n);
    partials_ = arena.take<double>(chunks_.count);
    v_ = arena.take<Real>(n);
    av_ = arena.take<Real>(n);
    history_ = history ? arena.take<double>(kept) : nullptr;
  }

  // iterates until one of the outcomes
  void solve() {
    squared_ = start();
    remember();
    const double enough = system_.tolerance * std::sqrt(squared_);
    result_.outcome = std::isfinite(squared_) ? iterate(enough) : CANTER_CG_NON_FINITE;
    result_.residual = std::sqrt(squared_);
  }

  // writes what solve found
  void finish(Real* x, double* residuals, canter_cg_result* result) {
    result_.linear = sum([&](int64_t i) { return x_[i] * static_cast<double>(b_[i]); });
    // x'Ax = x'(b - r), since r = b - Ax by the recursion
    result_.quadratic =
        sum([&](int64_t i) { return x_[i] * (static_cast<double>(b_[i]) - r_[i]); });
    for (int64_t i = 0; i < system_.n; ++i) x[i] = static_cast<Real>(x_[i]);
    if (history_ != nullptr) std::copy_n(history_, result_.iterations + 1, residuals);
    *result = result_;
  }

 private:
  canter_cg_outcome iterate(double enough) {
    while (!(std::sqrt(squared_) <= enough)) {
      if (result_.iterations == system_.iterations) return CANTER_CG_ITERATION_LIMIT;
      multiply();
      const double curvature = sum(Curvature<Real>{p_, av_});
      // p is finite: the sum is not exactly where a number of the product is not (or is too large)
      if (!std::isfinite(curvature)) return CANTER_CG_NON_FINITE;
      if (curvature <= 0.0) return CANTER_CG_NON_POSITIVE_CURVATURE;
      const double alpha = squared_ / curvature;
      if (!std::isfinite(alpha)) return CANTER_CG_NON_FINITE;
      const double next = sum(NextResidual<Real>{r_, av_, alpha});
      if (!std::isfinite(next)) return CANTER_CG_NON_FINITE;
      // nothing of the last iterate changed so far; from here on the step counts
      advance(alpha, next / squared_);
      squared_ = next;
      ++result_.iterations;
      remember();
    }
    return CANTER_CG_CONVERGED;
  }

  void remember() {
    if (history_ != nullptr) history_[result_.iterations] = std::sqrt(squared_);
  }

  // av = A v
  void multiply() {
    const canter_status status = system_.product(system_.self, av_, v_);
    if (status == CANTER_OK) return;
    fail(status, "op(self, out, v) == CANTER_OK: %s from product %d; the operator ended the solve",
         status_name(status), result_.iterations + 1);
  }

  // x = 0, r = p = b; returns r'r
  double start() {
    return sum([this](int64_t i) {
      x_[i] = 0.0;
      v_[i] = b_[i];
      r_[i] = p_[i] = static_cast<double>(b_[i]);
      return r_[i] * r_[i];
    });
  }

  // x += alpha p, r -= alpha A p, then the next direction p = r + beta p
  void advance(double alpha, double beta) {
    const Step<Real> step = {x_, r_, p_, v_, av_, alpha, beta};
    context_.pool.run(chunks_.count, [&](int64_t chunk, int32_t) {
      take_step(step, chunks_.begin(chunk), chunks_.end(chunk));
    });
  }

  // sum of term(i) over all i, each visited once: terms may also write place i
  template <typename Term>
  double sum(const Term& term) {
    context_.pool.run(chunks_.count, [&](int64_t chunk, int32_t) {
      const Term mine = term;
      partials_[chunk] = lane_sum(chunks_.begin(chunk), chunks_.end(chunk), mine);
    });
    return tree_sum(partials_, chunks_.count);
  }

  Context& context_;
  const LinearSystem& system_;
  const Real* b_;
  const Chunks chunks_;
  double *x_, *r_, *p_, *partials_, *history_;
  Real *v_, *av_;
  double squared_ = 0.0;  // r'r
  canter_cg_result result_ = {};
};

template <typename Real>
void solve_as(Context& context, void* x, double* residuals, canter_cg_result* result,
              const LinearSystem& system) {
  Solver<Real> solver(context, system, residuals != nullptr);
  solver.solve();
  solver.finish(static_cast<Real*>(x), residuals, result);
}

}  // namespace

void conjugate_gradient(Context& context, void* x, double* residuals, canter_cg_result* result,
                        const LinearSystem& system) {
  if (context.real == CANTER_F64) {
    solve_as<double>(context, x, residuals, result, system);
  } else {
    solve_as<float>(context, x, residuals, result, system);
  }
}

}  // namespace canter
