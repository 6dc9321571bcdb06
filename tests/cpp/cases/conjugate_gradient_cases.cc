// SPDX-License-Identifier: Apache-2.0
//
// Solves by conjugate gradient: dense, through a callback, of Fisher and Gauss-Newton matrices. Few
// iterations on well-conditioned systems, because rounding grows with each.
#include "case.h"
#include "problem.h"

namespace canter_test {
namespace {

constexpr int32_t kIterations = 4;

// the solution, the history and the scalars of a solve
struct Results {
  void* x;
  double* residuals;
  canter_cg_result* result;
};

Results Outputs(Workbench& bench, int64_t n, int32_t iterations) {
  Results r;
  r.x = bench.Out("x", n, tolerance::kFloatSolve);
  r.residuals = bench.Doubles("residuals", iterations + 1, tolerance::kFloatSolve, false);
  auto result = std::make_shared<canter_cg_result>();
  r.result = result.get();
  bench.Report(
      "result",
      [result] {
        return std::vector<double>{static_cast<double>(result->outcome),
                                   static_cast<double>(result->iterations), result->quadratic,
                                   result->linear};
      },
      tolerance::kFloatSolve);
  return r;
}

// I + Q'Q / n: symmetric and positive definite, exactly symmetric after rounding
std::vector<double> SpdMatrix(int64_t n, Generator& generator) {
  const std::vector<double> q = generator.Normals(n * n);
  std::vector<double> matrix(static_cast<size_t>(n * n));
  for (int64_t i = 0; i < n; ++i) {
    for (int64_t j = 0; j < n; ++j) {
      double sum = i == j ? 1 : 0;
      for (int64_t k = 0; k < n; ++k) {
        sum += q[static_cast<size_t>(k * n + i)] * q[static_cast<size_t>(k * n + j)] /
               static_cast<double>(n);
      }
      matrix[static_cast<size_t>(i * n + j)] = static_cast<float>(sum);
    }
  }
  return matrix;
}

void Dense(Workbench& bench, int64_t n, const std::string& name) {
  Generator generator(name);
  const void* matrix = bench.Input(SpdMatrix(n, generator));
  const void* b = bench.Input(generator.Normals(n));
  const int32_t iterations = static_cast<int32_t>(std::min<int64_t>(n, kIterations));
  const Results r = Outputs(bench, n, iterations);
  bench.call = [=, &bench] {
    return canter_conjugate_gradient_dense(bench.context(), r.x, r.residuals, r.result, matrix, b,
                                           n, iterations, 1e-3);
  };
}

// a diagonal matrix, in the element type of the context
template <class T>
struct Diagonal {
  std::vector<T> values;
  canter_context* context;

  static canter_status Apply(void* self, void* out, const void* v) {
    const auto& d = *static_cast<Diagonal*>(self);
    if (canter_context_isa(d.context) == CANTER_ISA_CUDA) return d.OnDevice(out, v);
    d.Multiply(static_cast<T*>(out), static_cast<const T*>(v));
    return CANTER_OK;
  }

  void Multiply(T* out, const T* v) const {
    for (size_t i = 0; i < values.size(); ++i) out[i] = values[i] * v[i];
  }

  // the vectors of a device's solve are copied to the host and back
  canter_status OnDevice(void* out, const void* v) const {
    const auto bytes = static_cast<int64_t>(values.size() * sizeof(T));
    std::vector<T> copy(values.size());
    Check(canter_cuda_download(context, copy.data(), v, bytes));
    Multiply(copy.data(), copy.data());
    return canter_cuda_upload(context, out, copy.data(), bytes);
  }
};

template <class T>
void Callback(Workbench& bench, int64_t n, const std::string& name) {
  Generator generator(name);
  auto diagonal = std::make_shared<Diagonal<T>>();
  diagonal->context = bench.context();
  for (double value : generator.Uniforms(n, 1, 3))
    diagonal->values.push_back(static_cast<T>(value));
  const void* b = bench.Input(generator.Normals(n));
  const Results r = Outputs(bench, n, kIterations);
  bench.call = [=, &bench] {
    return canter_conjugate_gradient(bench.context(), r.x, r.residuals, r.result,
                                     Diagonal<T>::Apply, diagonal.get(), b, n, kIterations, 1e-2);
  };
}

void FisherSolve(Workbench& bench, const PolicyShape& shape, int64_t rows, bool empirical,
                 const std::string& name) {
  Generator generator(name);
  const Selection selection = MakeSelection(Subset::kShuffled, rows, generator);
  const PlacedProblem placed = Place(bench, MakeProblem(shape, selection, generator));
  const canter_tape* tape = Record(bench, placed);
  const void* b = bench.Input(generator.Normals(shape.parameters()));
  const void* action = empirical ? placed.batch.action : nullptr;
  const Results r = Outputs(bench, shape.parameters(), kIterations);
  bench.call = [=, &bench] {
    return canter_conjugate_gradient_fisher(bench.context(), placed.policy, r.x, r.residuals,
                                            r.result, tape, placed.theta, action, b, 0.5,
                                            kIterations, 0);
  };
}

void GaussNewtonSolve(Workbench& bench, const NetworkShape& shape, int64_t rows,
                      const std::string& name) {
  Generator generator(name);
  const canter_network* network = bench.Keep(shape.Make());
  const void* theta = bench.Input(MakeTheta(shape, generator));
  const void* x = bench.Input(generator.Normals(rows * shape.inputs()));
  canter_tape* tape = bench.Keep(MakeTape(bench.context(), network, rows));
  Check(canter_mlp_record(bench.context(), network, tape, nullptr, theta, x, nullptr, rows, rows));
  const void* b = bench.Input(generator.Normals(shape.parameters()));
  const Results r = Outputs(bench, shape.parameters(), kIterations);
  bench.call = [=, &bench] {
    return canter_conjugate_gradient_gauss_newton(bench.context(), network, r.x, r.residuals,
                                                  r.result, tape, theta, b, 0.5, kIterations, 0);
  };
}

void Add(Cases& cases, const std::string& name,
         std::function<void(Workbench&, const std::string&)> prepare, bool heavy = false) {
  Case made = {"conjugate_gradient", name, nullptr};
  made.prepare = [=](Workbench& bench) { prepare(bench, name); };
  made.heavy = heavy;
  cases.push_back(made);
}

}  // namespace

void AddConjugateGradientCases(Cases& cases) {
  for (int64_t n : {1, 2, 3, 7, 8, 9, 16, 17, 33, 65, 257}) {
    Add(cases, "conjugate_gradient_dense/n" + std::to_string(n),
        [=](Workbench& bench, const std::string& name) { Dense(bench, n, name); });
  }
  // and the boundaries of what a thread takes at a time
  for (int64_t n : {1, 2, 7, 8, 9, 65, 8191, 8192, 8193, 20001}) {
    Add(cases, "conjugate_gradient_callback/n" + std::to_string(n),
        [=](Workbench& bench, const std::string& name) {
          bench.real() == CANTER_F64 ? Callback<double>(bench, n, name)
                                     : Callback<float>(bench, n, name);
        });
  }
  const auto& shapes = PolicyShapes();
  for (size_t i = 0; i < shapes.size(); i += 2) {
    const int64_t rows = FittingBatchSize(8 + i, shapes[i].network);
    for (bool empirical : {false, true}) {
      Add(cases,
          std::string("conjugate_gradient_fisher/") + (empirical ? "empirical/" : "analytic/") +
              shapes[i].Name() + "/b" + std::to_string(rows),
          [=, shape = shapes[i]](Workbench& bench, const std::string& name) {
            FisherSolve(bench, shape, rows, empirical, name);
          });
    }
  }
  for (size_t i = 0; i < NetworkShapes().size(); i += 3) {
    const NetworkShape shape = NetworkShapes()[i];
    const int64_t rows = FittingBatchSize(8 + i, shape);
    Add(cases, "conjugate_gradient_gauss_newton/" + shape.Name() + "/b" + std::to_string(rows),
        [=](Workbench& bench, const std::string& name) {
          GaussNewtonSolve(bench, shape, rows, name);
        });
  }
  Add(
      cases, "conjugate_gradient_fisher/analytic/" + shapes[2].Name() + "/b50000",
      [shape = shapes[2]](Workbench& bench, const std::string& name) {
        FisherSolve(bench, shape, 50000, false, name);
      },
      true);
}

}  // namespace canter_test
