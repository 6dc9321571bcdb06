// SPDX-License-Identifier: Apache-2.0
//
// Solves whose matrix is a callback, or a product of this library.
#include <gtest/gtest.h>

#include <limits>

#include "cases/problem.h"

namespace canter_test {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Solution {
  canter_status status;
  std::vector<double> x, residuals;
  canter_cg_result result;
};

// diag(1, 2, ...), which turns into NaN at a given call, in the element type of the context
struct Operator {
  canter_real real;
  int64_t n;
  int calls = 0;
  int nan_at = -1;
  canter_status answer = CANTER_OK;

  static canter_status Apply(void* self, void* out, const void* v) {
    auto* op = static_cast<Operator*>(self);
    for (int64_t i = 0; i < op->n; ++i) {
      const double value = op->calls == op->nan_at ? kNaN : static_cast<double>(i + 1);
      if (op->real == CANTER_F64) {
        static_cast<double*>(out)[i] = value * static_cast<const double*>(v)[i];
      } else {
        static_cast<float*>(out)[i] = static_cast<float>(value) * static_cast<const float*>(v)[i];
      }
    }
    ++op->calls;
    return op->answer;
  }
};

Solution Callback(const Setting& setting, Operator* op, int32_t iterations) {
  Workbench bench(setting);
  Solution s = {};
  void* x = bench.Out("x", op->n);
  double* residuals = bench.Doubles("residuals", iterations + 1);
  const void* b = bench.Input(std::vector<double>(static_cast<size_t>(op->n), 1));
  s.status = canter_conjugate_gradient(bench.context(), x, residuals, &s.result, Operator::Apply,
                                       op, b, op->n, iterations, 0);
  s.x = bench.Outputs()[0].values;
  s.residuals = bench.Outputs()[1].values;
  return s;
}

TEST(ConjugateGradient, NanFromTheProductIsAnOutcome) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    Operator at_once = {setting.real, 5, 0, 0};
    const Solution none = Callback(setting, &at_once, 4);
    EXPECT_EQ(none.status, CANTER_OK);
    EXPECT_EQ(none.result.outcome, CANTER_CG_NON_FINITE);
    EXPECT_EQ(none.result.iterations, 0);
    EXPECT_EQ(none.x, std::vector<double>(5));
    Operator later = {setting.real, 5, 0, 2};
    Operator sound = {setting.real, 5};
    const Solution two = Callback(setting, &sound, 2);
    const Solution stopped = Callback(setting, &later, 4);
    EXPECT_EQ(stopped.result.outcome, CANTER_CG_NON_FINITE);
    EXPECT_EQ(stopped.result.iterations, 2);
    EXPECT_EQ(stopped.x, two.x);
    EXPECT_EQ(stopped.result.residual, two.result.residual);
  }
}

TEST(ConjugateGradient, StatusOfTheProductEndsTheSolve) {
  Operator op = {CANTER_F32, 5};
  op.answer = CANTER_TOO_SMALL;
  EXPECT_EQ(Callback({CANTER_F32}, &op, 4).status, CANTER_TOO_SMALL);
  EXPECT_EQ(op.calls, 1);
}

// a Fisher or Gauss-Newton product in another context of the same kind
struct ProductElsewhere {
  canter_context* context;
  const PlacedProblem* placed;
  const canter_tape* tape;
  int which;

  static canter_status Apply(void* self, void* out, const void* v) {
    const auto* op = static_cast<const ProductElsewhere*>(self);
    const PlacedProblem& p = *op->placed;
    if (op->which == 0) {
      return canter_fisher_product(op->context, p.policy, out, op->tape, p.theta, v, 0.25);
    }
    if (op->which == 1) {
      return canter_fisher_product_empirical(op->context, p.policy, out, op->tape, p.theta,
                                             p.batch.action, v, 0.25);
    }
    return canter_gauss_newton_product(op->context, p.network, out, op->tape, p.theta, v, 0.25);
  }
};

TEST(ConjugateGradient, SpecialSolvesAreTheGenericOne) {
  for (const Setting& setting : AllSettings()) {
    for (int which : {0, 1, 2}) {
      SCOPED_TRACE(Name(setting) + " " + std::to_string(which));
      Generator generator(77);
      const PolicyShape shape = PolicyShapes()[which == 1 ? 10 : 3];
      const PolicyProblem problem =
          MakeProblem(shape, MakeSelection(Subset::kShuffled, 80, generator), generator);
      Workbench bench(setting);
      const PlacedProblem placed = Place(bench, problem);
      const canter_tape* tape = Record(bench, placed);
      const int64_t n = which == 2 ? shape.network.parameters() : shape.parameters();
      const void* b = bench.Input(generator.Normals(n));
      void *special = bench.Out("special", n), *generic = bench.Out("generic", n);
      double *history = bench.Doubles("h", 6), *generic_history = bench.Doubles("g", 6);
      canter_cg_result result, generic_result;
      Check(which == 2
                ? canter_conjugate_gradient_gauss_newton(bench.context(), placed.network, special,
                                                         history, &result, tape, placed.theta, b,
                                                         0.25, 5, 1e-10)
                : canter_conjugate_gradient_fisher(
                      bench.context(), placed.policy, special, history, &result, tape, placed.theta,
                      which == 1 ? placed.batch.action : nullptr, b, 0.25, 5, 1e-10));
      const Context other = MakeContext(setting.real, setting.isa, 2);
      ProductElsewhere op = {other.get(), &placed, tape, which};
      Check(canter_conjugate_gradient(bench.context(), generic, generic_history, &generic_result,
                                      ProductElsewhere::Apply, &op, b, n, 5, 1e-10));
      const auto outputs = bench.Outputs();
      EXPECT_EQ(outputs[0].values, outputs[1].values);
      EXPECT_EQ(outputs[2].values, outputs[3].values);
      EXPECT_EQ(result.outcome, generic_result.outcome);
      EXPECT_EQ(result.iterations, generic_result.iterations);
      EXPECT_EQ(result.residual, generic_result.residual);
      EXPECT_EQ(result.quadratic, generic_result.quadratic);
      EXPECT_EQ(result.linear, generic_result.linear);
    }
  }
}

}  // namespace
}  // namespace canter_test
