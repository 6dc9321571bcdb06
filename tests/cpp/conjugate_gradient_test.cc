// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "workbench.h"

namespace canter_test {
namespace {

struct Solution {
  canter_status status;
  std::vector<double> x, residuals;
  canter_cg_result result;
};

// b = A x for a matrix [n, n]
std::vector<double> Multiply(const std::vector<double>& matrix, const std::vector<double>& x) {
  std::vector<double> product;
  for (size_t i = 0; i < x.size(); ++i) {
    const auto row = matrix.begin() + static_cast<std::ptrdiff_t>(i * x.size());
    product.push_back(std::inner_product(x.begin(), x.end(), row, 0.0));
  }
  return product;
}

// Q'Q / n + shift I
std::vector<double> Spd(int64_t n, double shift, Generator& generator) {
  const auto q = generator.Normals(n * n);
  std::vector<double> matrix;
  for (int64_t i = 0; i < n; ++i) {
    for (int64_t j = 0; j < n; ++j) {
      double sum = i == j ? shift : 0;
      for (int64_t k = 0; k < n; ++k) {
        sum += q[static_cast<size_t>(k * n + i)] * q[static_cast<size_t>(k * n + j)] /
               static_cast<double>(n);
      }
      matrix.push_back(static_cast<float>(sum));
    }
  }
  return matrix;
}

Solution Dense(const Setting& setting, const std::vector<double>& matrix,
               const std::vector<double>& b, int32_t iterations, double tolerance = 0) {
  Workbench bench(setting);
  const auto n = static_cast<int64_t>(b.size());
  Solution s = {};
  void* x = bench.Out("x", n);
  double* residuals = bench.Doubles("residuals", iterations + 1);
  s.status =
      canter_conjugate_gradient_dense(bench.context(), x, residuals, &s.result, bench.Input(matrix),
                                      bench.Input(b), n, iterations, tolerance);
  EXPECT_EQ(bench.Damage(), "");
  s.x = bench.Outputs()[0].values;
  s.residuals = bench.Outputs()[1].values;
  return s;
}

double ANormError(const std::vector<double>& matrix, const std::vector<double>& x,
                  const std::vector<double>& solution) {
  const auto error = Along(x, -1, solution);
  return std::sqrt(Dot(error, Multiply(matrix, error)));
}

TEST(ConjugateGradient, ErrorFallsMonotonelyInTheANorm) {
  for (int64_t n : {2, 5, 17, 40}) {
    Generator generator(static_cast<uint64_t>(n));
    const auto matrix = Spd(n, 0.05, generator);
    const auto solution = generator.Normals(n);
    const auto b = Multiply(matrix, solution);
    double previous = ANormError(matrix, std::vector<double>(solution.size()), solution);
    const double first = previous;
    for (int32_t k = 1; k <= n; ++k) {
      const double error = ANormError(matrix, Dense(kOracle, matrix, b, k).x, solution);
      EXPECT_LE(error, previous * (1 + 1e-12) + 1e-13 * first) << n << " " << k;
      previous = error;
    }
  }
}

TEST(ConjugateGradient, SolvesAnNDimensionalSystemInNSteps) {
  for (int64_t n : {1, 2, 3, 7, 8, 9, 16}) {
    Generator generator(static_cast<uint64_t>(100 + n));
    const auto matrix = Spd(n, 1, generator);
    const auto solution = generator.Normals(n);
    const auto b = Multiply(matrix, solution);
    const Solution s = Dense(kOracle, matrix, b, static_cast<int32_t>(n), 1e-9);
    EXPECT_EQ(s.result.outcome, CANTER_CG_CONVERGED) << n;
    EXPECT_LE(s.result.iterations, n);
    const Comparison comparison = {"x", s.x, solution, 1e-18};
    EXPECT_TRUE(Agrees(comparison)) << Describe(comparison);
  }
}

TEST(ConjugateGradient, ReportsWhatItDid) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    Generator generator(9);
    const auto matrix = Spd(30, 0.5, generator);
    const auto b = generator.Normals(30);
    const Solution s = Dense(setting, matrix, b, 6);
    const double near = setting.real == CANTER_F64 ? 1e-12 : 1e-5;
    EXPECT_EQ(s.result.outcome, CANTER_CG_ITERATION_LIMIT);
    EXPECT_EQ(s.result.iterations, 6);
    EXPECT_NEAR(s.residuals[0], std::sqrt(Dot(b, b)), near);
    EXPECT_EQ(s.residuals[6], s.result.residual);
    const auto ax = Multiply(matrix, s.x);
    const auto residual = Along(b, -1, ax);
    EXPECT_NEAR(s.result.residual, std::sqrt(Dot(residual, residual)), near);
    EXPECT_NEAR(s.result.quadratic, Dot(s.x, ax), near * s.result.quadratic);
    EXPECT_NEAR(s.result.linear, Dot(s.x, b), near * s.result.linear);
    // each entry of the history is where a shorter solve ends
    for (int32_t k = 1; k < 6; ++k) {
      EXPECT_EQ(Dense(setting, matrix, b, k).result.residual, s.residuals[static_cast<size_t>(k)]);
    }
  }
}

TEST(ConjugateGradient, StopsAtItsTolerance) {
  Generator generator(10);
  const auto matrix = Spd(30, 0.5, generator);
  const auto b = generator.Normals(30);
  const Solution s = Dense(kOracle, matrix, b, 100, 1e-3);
  EXPECT_EQ(s.result.outcome, CANTER_CG_CONVERGED);
  EXPECT_LT(s.result.iterations, 30);
  const auto last = static_cast<size_t>(s.result.iterations);
  EXPECT_LE(s.residuals[last], 1e-3 * s.residuals[0]);
  EXPECT_GT(s.residuals[last - 1], 1e-3 * s.residuals[0]);
}

TEST(ConjugateGradient, ZeroNeedsNoStep) {
  for (const Setting& setting : AllSettings()) {
    const Solution s = Dense(setting, {2, 0, 0, 3}, {0, 0}, 5);
    EXPECT_EQ(s.result.outcome, CANTER_CG_CONVERGED);
    EXPECT_EQ(s.result.iterations, 0);
    EXPECT_EQ(s.x, (std::vector<double>{0, 0}));
    EXPECT_EQ(s.residuals[0], 0);
    EXPECT_EQ(s.result.residual, 0);
    EXPECT_EQ(s.result.quadratic, 0);
    EXPECT_EQ(s.result.linear, 0);
  }
}

TEST(ConjugateGradient, NegativeCurvatureIsAnOutcome) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    // at once: p'Ap = b'Ab = 1 - 4
    const Solution at_once = Dense(setting, {1, 0, 0, -1}, {1, 2}, 5);
    EXPECT_EQ(at_once.status, CANTER_OK);
    EXPECT_EQ(at_once.result.outcome, CANTER_CG_NON_POSITIVE_CURVATURE);
    EXPECT_EQ(at_once.result.iterations, 0);
    EXPECT_EQ(at_once.x, (std::vector<double>{0, 0}));
    EXPECT_EQ(at_once.result.quadratic, 0);
    // zero curvature is not positive
    const Solution flat = Dense(setting, {0, 0, 0, 0}, {1, 2}, 5);
    EXPECT_EQ(flat.result.outcome, CANTER_CG_NON_POSITIVE_CURVATURE);
    // after one good step: x is what that step left
    const std::vector<double> later = {4, 0, 0, -1};
    const Solution one = Dense(setting, later, {2, 1}, 1);
    const Solution two = Dense(setting, later, {2, 1}, 5);
    EXPECT_EQ(one.result.outcome, CANTER_CG_ITERATION_LIMIT);
    EXPECT_EQ(two.result.outcome, CANTER_CG_NON_POSITIVE_CURVATURE);
    EXPECT_EQ(two.result.iterations, 1);
    EXPECT_EQ(two.x, one.x);
    EXPECT_EQ(two.result.residual, one.result.residual);
    EXPECT_EQ(two.result.quadratic, one.result.quadratic);
  }
}

TEST(ConjugateGradient, HistoryIsOptional) {
  Workbench bench(kOracle);
  void* x = bench.Out("x", 2);
  canter_cg_result result;
  Check(canter_conjugate_gradient_dense(bench.context(), x, nullptr, &result,
                                        bench.Input({2, 0, 0, 4}), bench.Input({2, 4}), 2, 5, 0));
  const Comparison comparison = {"x", bench.Outputs()[0].values, {1, 1}};
  EXPECT_TRUE(Agrees(comparison)) << Describe(comparison);
}

}  // namespace
}  // namespace canter_test
