// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "cases/problem.h"

namespace canter_test {
namespace {

// a recorded batch and the products taken over it
class Recorded {
 public:
  Recorded(const Setting& setting, const PolicyProblem& p)
      : bench_(setting),
        placed_(Place(bench_, p)),
        tape_(Record(bench_, placed_)),
        parameters_(p.shape.parameters()) {}

  std::vector<double> Product(const std::vector<double>& v, bool empirical, double damping = 0) {
    const void* direction = bench_.Input(v);
    void* out = bench_.Out("out", parameters_);
    Check(empirical ? canter_fisher_product_empirical(bench_.context(), placed_.policy, out, tape_,
                                                      placed_.theta, placed_.batch.action,
                                                      direction, damping)
                    : canter_fisher_product(bench_.context(), placed_.policy, out, tape_,
                                            placed_.theta, direction, damping));
    EXPECT_EQ(bench_.Damage(), "");
    return bench_.Outputs().back().values;
  }

 private:
  Workbench bench_;
  PlacedProblem placed_;
  canter_tape* tape_;
  int64_t parameters_;
};

TEST(Fisher, IsSymmetricAndPositive) {
  for (const Setting& setting : AllSettings()) {
    for (const PolicyShape& shape : PolicyShapes()) {
      Generator generator(shape.Name());
      const Selection selection = MakeSelection(Subset::kRepeated, 50, generator);
      Recorded recorded(setting, MakeProblem(shape, selection, generator));
      for (bool empirical : {false, true}) {
        SCOPED_TRACE(Name(setting) + " " + shape.Name() + (empirical ? " empirical" : ""));
        const auto u = generator.Normals(shape.parameters());
        const auto v = generator.Normals(shape.parameters());
        const auto fu = recorded.Product(u, empirical), fv = recorded.Product(v, empirical);
        const double size = std::sqrt(Dot(u, u) * Dot(fv, fv));
        const double rounding = setting.real == CANTER_F64 ? 1e-14 : 1e-6;
        EXPECT_LE(std::fabs(Dot(u, fv) - Dot(v, fu)), rounding * size);
        EXPECT_GE(Dot(v, fv), 0);
        EXPECT_GE(Dot(u, fu), 0);
      }
    }
  }
}

TEST(Fisher, IsLinear) {
  for (const PolicyShape& shape : PolicyShapes()) {
    Generator generator(shape.Name());
    const Selection selection = MakeSelection(Subset::kAll, 33, generator);
    Recorded recorded(kOracle, MakeProblem(shape, selection, generator));
    const auto u = generator.Normals(shape.parameters());
    const auto v = generator.Normals(shape.parameters());
    for (bool empirical : {false, true}) {
      const Comparison comparison = {
          shape.Name(), recorded.Product(Along(u, -2.5, v), empirical),
          Along(recorded.Product(u, empirical), -2.5, recorded.Product(v, empirical))};
      EXPECT_TRUE(Agrees(comparison)) << Describe(comparison);
    }
  }
}

TEST(Fisher, DampingAddsAMultipleOfV) {
  for (const Setting& setting : AllSettings()) {
    for (const PolicyShape& shape : PolicyShapes()) {
      Generator generator(shape.Name());
      const Selection selection = MakeSelection(Subset::kAll, 20, generator);
      Recorded recorded(setting, MakeProblem(shape, selection, generator));
      const auto v = generator.Normals(shape.parameters());
      for (bool empirical : {false, true}) {
        for (double damping : {0.125, 1000.0}) {
          const auto damped = recorded.Product(v, empirical, damping);
          const auto plain = recorded.Product(v, empirical);
          const double unit = setting.real == CANTER_F64 ? 0x1p-52 : 0x1p-23;
          for (size_t i = 0; i < v.size(); ++i) {
            const double size = std::fabs(plain[i]) + damping * std::fabs(v[i]);
            ASSERT_NEAR(damped[i], plain[i] + damping * v[i], 2 * unit * size)
                << Name(setting) << shape.Name() << i;
          }
        }
      }
    }
  }
}

// the mean is W'x + b, the precision 1 / sigma^2: F has a closed form
TEST(Fisher, LinearGaussianByHand) {
  PolicyProblem p;
  p.shape = {{{2, 1}}, {CANTER_GAUSSIAN, {1}}};
  p.selection = {2, 2, {}};
  p.theta = {0.5, -1, 0.25, std::log(2.0)};
  p.observation = {1, 2, -3, 4};
  p.action = {0, 0};
  p.weight = p.old_log_probability = p.old_parameters = {0, 0};
  p.old_log_std = {0};
  // J v = (1 + 2 * 10 + 100, -3 + 4 * 10 + 100) / 4 = (121, 137) / 4
  const std::vector<double> v = {1, 10, 100, 7};
  const std::vector<double> want = {(121 - 3 * 137) / 8.0, (2 * 121 + 4 * 137) / 8.0,
                                    (121 + 137) / 8.0, 2 * 7};
  for (const Setting& setting : AllSettings()) {
    const Comparison comparison = {
        Name(setting), Recorded(setting, p).Product(v, false), want,
        setting.real == CANTER_F64 ? tolerance::kDouble : tolerance::kFloat, true};
    EXPECT_TRUE(Agrees(comparison)) << Describe(comparison);
  }
}

TEST(Fisher, SubsampleIsTheSameRowsCopied) {
  for (const Setting& setting : AllSettings()) {
    Generator generator(4);
    const PolicyShape shape = PolicyShapes()[3];
    const PolicyProblem p =
        MakeProblem(shape, MakeSelection(Subset::kSubsample, 90, generator), generator);
    PolicyProblem gathered = p;
    gathered.selection = {90, 90, {}};
    const int64_t inputs = shape.network.inputs(), actions = shape.distribution.actions();
    for (int64_t b = 0; b < 90; ++b) {
      const int64_t row = p.selection.Source(b);
      std::copy_n(p.observation.begin() + row * inputs, inputs,
                  gathered.observation.begin() + b * inputs);
      std::copy_n(p.action.begin() + row * actions, actions, gathered.action.begin() + b * actions);
    }
    for (auto* values : {&gathered.observation, &gathered.action, &gathered.weight,
                         &gathered.old_log_probability, &gathered.old_parameters}) {
      values->resize(values->size() / static_cast<size_t>(p.selection.source_rows) * 90);
    }
    const auto v = generator.Normals(shape.parameters());
    for (bool empirical : {false, true}) {
      EXPECT_EQ(Recorded(setting, p).Product(v, empirical),
                Recorded(setting, gathered).Product(v, empirical))
          << Name(setting);
    }
  }
}

// actions drawn from the policy itself: the empirical matrix is the analytic one in expectation
TEST(Fisher, AnalyticAndEmpiricalAgreeInExpectation) {
  for (size_t which : {size_t{3}, size_t{8}, size_t{9}, size_t{10}, size_t{11}}) {
    const PolicyShape shape = PolicyShapes()[which];
    SCOPED_TRACE(shape.Name());
    Generator generator(shape.Name());
    constexpr int kBlocks = 40;
    const Selection selection = MakeSelection(Subset::kAll, 500, generator);
    PolicyProblem p = MakeProblem(shape, selection, generator, 0);
    const auto v = generator.Normals(shape.parameters());
    const double analytic = Dot(v, Recorded(kOracle, p).Product(v, false));
    double sum = 0, squares = 0;
    for (int block = 0; block < kBlocks; ++block) {
      // the same states, other actions
      p.action = DrawActions(shape.distribution, p.old_parameters, p.old_log_std, 500, generator);
      const double empirical = Dot(v, Recorded(kOracle, p).Product(v, true));
      sum += empirical;
      squares += empirical * empirical;
    }
    const double mean = sum / kBlocks;
    const double error = std::sqrt((squares / kBlocks - mean * mean) / (kBlocks - 1));
    EXPECT_LE(std::fabs(mean - analytic), 3 * error) << mean << " +- " << error << ", " << analytic;
    // and the error is small enough to mean something
    EXPECT_LE(error, 0.05 * analytic);
  }
}

// a policy of one layer and one action width, with D = 1: the smallest of all
TEST(Fisher, OneRowOfOneParameterEach) {
  Generator generator(5);
  const PolicyShape shape = {{{1, 1}}, {CANTER_GAUSSIAN, {1}}};
  const PolicyProblem p = MakeProblem(shape, {1, 1, {}}, generator, 0);
  const double x = p.observation[0], precision = std::exp(-2 * p.theta[2]);
  const Comparison comparison = {"F v",
                                 Recorded(kOracle, p).Product({1, 2, 3}, false),
                                 {x * precision * (x + 2), precision * (x + 2), 6}};
  EXPECT_TRUE(Agrees(comparison)) << Describe(comparison);
}

}  // namespace
}  // namespace canter_test
