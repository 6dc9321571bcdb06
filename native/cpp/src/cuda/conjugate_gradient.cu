// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cuda/entries.h"
#include "cuda/solver.h"

namespace canter::cuda {

namespace {

// chunks of the vectors of a solve: as few as keep a large device busy
int64_t solver_chunks(int64_t n) { return std::clamp<int64_t>((n + 2047) / 2048, 1, 64); }

// cuts a block of memory into arrays of whole doubles
class Arena {
 public:
  explicit Arena(double* memory) : next_(memory) {}
  template <typename T>
  T* take(int64_t count) {
    T* array = reinterpret_cast<T*>(next_);
    next_ += doubles<T>(count);
    return array;
  }
  template <typename T>
  static int64_t doubles(int64_t count) {
    return (count * static_cast<int64_t>(sizeof(T)) + 15) / 16 * 2;
  }

 private:
  double* next_;
};

// rows of a matrix [n, n] times v: a row a block, summed in double; 32 to 40 registers, 2 KiB of
// shared memory, full occupancy
struct DenseProduct {
  static constexpr int kThreads = kBlockThreads;
  const float* matrix;
  const float* v;
  float* out;
  int64_t n;

  CANTER_DEVICE void operator()(const Block& block) const {
    double* memory = reinterpret_cast<double*>(block.shared());
    for (int64_t row = block.index(); row < n; row += block.count()) {
      block_sum(block, memory, n, [&](int64_t i) { return double{matrix[row * n + i]} * v[i]; });
      block.items(1, [&](int) { out[row] = static_cast<float>(memory[0]); });
    }
  }
};

// the bytes of numbers and pointers, one after the other
template <typename... T>
std::string bytes_of_all(const T&... values) {
  std::string key;
  (key.append(reinterpret_cast<const char*>(&values), sizeof values), ...);
  return key;
}

// what a graph of a solve depends on
std::string graph_key(Context& context, const Solver& solver, const CurvatureMatrix& matrix,
                      const float* x, const LinearSystem& system) {
  std::string key = bytes_of_all(solver.gpu().tf32(), matrix.policy != nullptr, matrix.theta,
                                 matrix.action, matrix.damping, system.b, system.n,
                                 system.iterations, system.tolerance, x, solver.report(),
                                 matrix.tape.memory.data(), matrix.tape.rows, matrix.tape.picks());
  for (const Buffer& memory : context.shared_memory) key += bytes_of_all(memory.data());
  const Network& network = *matrix.network;
  key += bytes_of_all(network.hidden, network.output);
  for (int32_t width : network.widths) key += bytes_of_all(width);
  if (matrix.policy == nullptr) return key;
  const Distribution& distribution = matrix.policy->distribution;
  key += bytes_of_all(distribution.kind);
  for (int32_t size : distribution.sizes) key += bytes_of_all(size);
  return key;
}

}  // namespace

Solver::Solver(Context& context, const void* b, int64_t n, int32_t iterations, double tolerance)
    : gpu_(gpu_of(context)), b_(floats(b)), iterations_(iterations), tolerance_(tolerance) {
  m_.n = n;
  m_.chunks = solver_chunks(n);
  const int64_t all = 3 * Arena::doubles<double>(n) + 2 * Arena::doubles<float>(n) +
                      3 * Arena::doubles<double>(m_.chunks) +
                      Arena::doubles<CgState>(iterations + 1) +
                      Arena::doubles<double>(report_numbers());
  Arena arena(context.shared<double>(Slot::kSolver, static_cast<size_t>(all)));
  m_.x = arena.take<double>(n);
  m_.r = arena.take<double>(n);
  m_.p = arena.take<double>(n);
  m_.v = arena.take<float>(n);
  m_.av = arena.take<float>(n);
  m_.curvature = arena.take<double>(m_.chunks);
  m_.next = arena.take<double>(m_.chunks);
  m_.last = arena.take<double>(m_.chunks);
  m_.states = arena.take<CgState>(iterations + 1);
  m_.result = arena.take<double>(report_numbers());
  m_.history = m_.result + kReport;
}

void Solver::begin() const {
  launch(gpu_, CgStart{m_, b_}, grid());
  launch(gpu_, CgBegin{m_, tolerance_, iterations_}, Grid{1, 32});
}

void Solver::advance(int32_t k) const {
  launch(gpu_, CgCurvature{m_, k}, grid());
  launch(gpu_, CgResidual{m_, k}, grid());
  launch(gpu_, CgAdvance{m_, k, iterations_}, grid());
}

void Solver::finish(float* x) const {
  launch(gpu_, CgFinish{m_, b_, x}, grid());
  launch(gpu_, CgReport{m_, iterations_}, Grid{1, 32});
}

void Solver::read(const double* report, double* residuals, canter_cg_result* result) const {
  result->residual = report[0];
  result->quadratic = report[1];
  result->linear = report[2];
  result->outcome = static_cast<int32_t>(report[3]);
  result->iterations = static_cast<int32_t>(report[4]);
  if (residuals == nullptr) return;
  std::copy_n(report + kReport, result->iterations + 1, residuals);
}

void enqueue_solve(Context& context, const Solver& solver, const CurvatureMatrix& matrix, float* x,
                   const LinearSystem& system) {
  // all memory is had here, before the capture
  const Curvature curvature(context, matrix);
  const std::string key = graph_key(context, solver, matrix, x, system);
  gpu_of(context).replay(key, [&] {
    curvature.pack_theta();
    solver.begin();
    for (int32_t k = 0; k < system.iterations; ++k) {
      curvature.pack_direction(solver.v(), solver.stop(k));
      curvature.multiply(solver.av(), solver.v(), solver.stop(k));
      solver.advance(k);
    }
    solver.finish(x);
  });
}

// a product that the caller enqueues: the host looks once an iteration whether one is still needed
void Gpu::conjugate_gradient(canter_context& context, void* x, double* residuals,
                             canter_cg_result* result, const LinearSystem& system) {
  const Solver solver(context, system.b, system.n, system.iterations, system.tolerance);
  solver.begin();
  int32_t stop = 0;
  copy_out(&stop, solver.stop(0), sizeof stop);
  int32_t k = 0;
  for (; k < system.iterations && stop == 0; ++k) {
    const canter_status status = system.product(system.self, solver.av(), solver.v());
    if (status != CANTER_OK) {
      fail(status,
           "op(self, out, v) == CANTER_OK: status %d from product %d; the operator ended the solve",
           static_cast<int>(status), k + 1);
    }
    solver.advance(k);
    copy_out(&stop, solver.stop(k + 1), sizeof stop);
  }
  // the states after the last one repeat it
  for (; k < system.iterations; ++k) solver.advance(k);
  solver.finish(floats(x));
  std::vector<double> report(static_cast<size_t>(solver.report_numbers()));
  copy_out(report.data(), solver.report(), report.size() * sizeof(double));
  solver.read(report.data(), residuals, result);
}

void Gpu::conjugate_gradient_of(canter_context& context, void* x, double* residuals,
                                canter_cg_result* result, const CurvatureMatrix& matrix,
                                const LinearSystem& system) {
  const Solver solver(context, system.b, system.n, system.iterations, system.tolerance);
  enqueue_solve(context, solver, matrix, floats(x), system);
  std::vector<double> report(static_cast<size_t>(solver.report_numbers()));
  copy_out(report.data(), solver.report(), report.size() * sizeof(double));
  solver.read(report.data(), residuals, result);
}

void Gpu::dense_product(void* out, const void* matrix, const void* v, int64_t n) {
  use();
  launch(*this, DenseProduct{floats(matrix), floats(v), floats(out), n},
         Grid{std::min<int64_t>(n, 4096), kBlockThreads, kReductionBytes});
}

}  // namespace canter::cuda
