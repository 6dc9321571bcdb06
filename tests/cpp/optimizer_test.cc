// SPDX-License-Identifier: Apache-2.0
//
// Optimisers beside their recursions written down again.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "workbench.h"

namespace canter_test {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(Adam, FollowsAlgorithmOne) {
  constexpr double kRate = 0.01, kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-8;
  for (const Setting& setting : AllSettings()) {
    for (int64_t n : {1, 9, 300}) {
      Generator generator(static_cast<uint64_t>(n));
      auto theta = generator.Normals(n);
      std::vector<double> first(theta.size()), second(theta.size());
      Workbench bench(setting);
      void *placed = bench.InOut("theta", theta), *m = bench.InOut("first", first),
           *v = bench.InOut("second", second);
      for (int64_t step = 1; step <= 20; ++step) {
        const auto gradient = generator.Normals(n, 0.2);
        Check(canter_adam_step(bench.context(), placed, m, v, bench.Input(gradient), step, kRate,
                               kBeta1, kBeta2, kEpsilon, n));
        for (size_t i = 0; i < theta.size(); ++i) {
          first[i] = kBeta1 * first[i] + (1 - kBeta1) * gradient[i];
          second[i] = kBeta2 * second[i] + (1 - kBeta2) * gradient[i] * gradient[i];
          const double mean = first[i] / (1 - std::pow(kBeta1, step));
          const double square = second[i] / (1 - std::pow(kBeta2, step));
          theta[i] -= kRate * mean / (std::sqrt(square) + kEpsilon);
        }
      }
      const double bound = setting.real == CANTER_F64 ? tolerance::kDouble : tolerance::kFloat;
      const auto outputs = bench.Outputs();
      for (const Comparison& comparison :
           {Comparison{"theta", outputs[0].values, theta, bound},
            Comparison{"first", outputs[1].values, first, bound},
            Comparison{"second", outputs[2].values, second, bound}}) {
        EXPECT_TRUE(Agrees(comparison)) << Name(setting) << " " << Describe(comparison);
      }
      EXPECT_EQ(bench.Damage(), "");
    }
  }
}

// the bias correction makes the first step one of the full rate against the sign of the gradient
TEST(Adam, FirstStepIsOfTheFullRate) {
  Workbench bench(kOracle);
  void *theta = bench.InOut("theta", {1, 1}), *m = bench.InOut("m", {0, 0}),
       *v = bench.InOut("v", {0, 0});
  Check(canter_adam_step(bench.context(), theta, m, v, bench.Input({1e-3, -50}), 1, 0.1, 0.9, 0.999,
                         1e-12, 2));
  EXPECT_NEAR(bench.Outputs()[0].values[0], 0.9, 1e-9);
  EXPECT_NEAR(bench.Outputs()[0].values[1], 1.1, 1e-9);
}

TEST(Sgd, FollowsItsRecursion) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    Workbench bench(setting);
    void *theta = bench.InOut("theta", {1, 2}), *velocity = bench.InOut("velocity", {0.5, -1});
    Check(canter_sgd_step(bench.context(), theta, velocity, bench.Input({4, 8}), 0.25, 0.5, 2));
    // velocity = (0.25 + 4, -0.5 + 8), theta = (1, 2) - velocity / 4
    EXPECT_EQ(bench.Outputs()[0].values, (std::vector<double>{-0.0625, 0.125}));
    EXPECT_EQ(bench.Outputs()[1].values, (std::vector<double>{4.25, 7.5}));
    Check(canter_sgd_step(bench.context(), theta, nullptr, bench.Input({4, 8}), 0.25, 0, 2));
    EXPECT_EQ(bench.Outputs()[0].values, (std::vector<double>{-1.0625, -1.875}));
    EXPECT_EQ(bench.Outputs()[1].values, (std::vector<double>{4.25, 7.5}));
  }
}

TEST(Sgd, RateZeroMovesNothing) {
  for (const Setting& setting : AllSettings()) {
    Workbench bench(setting);
    void* theta = bench.InOut("theta", {1, 2, 3});
    Check(canter_sgd_step(bench.context(), theta, nullptr, bench.Input({4, 8, 1e30}), 0, 0, 3));
    EXPECT_EQ(bench.Outputs()[0].values, (std::vector<double>{1, 2, 3})) << Name(setting);
  }
}

TEST(Optimizer, NonFiniteGradientsWriteNothing) {
  for (const Setting& setting : AllSettings()) {
    for (size_t at : {size_t{0}, size_t{500}, size_t{999}}) {
      for (double bad : {kNaN, std::numeric_limits<double>::infinity()}) {
        Generator generator(1);
        auto gradient = generator.Normals(1000);
        gradient[at] = bad;
        Workbench bench(setting);
        void *theta = bench.InOut("theta", generator.Normals(1000)),
             *first = bench.InOut("first", generator.Normals(1000)),
             *second = bench.InOut("second", generator.Uniforms(1000, 0, 1));
        const void* placed = bench.Input(gradient);
        EXPECT_EQ(canter_adam_step(bench.context(), theta, first, second, placed, 1, 0.1, 0.9,
                                   0.999, 1e-8, 1000),
                  CANTER_NON_FINITE);
        EXPECT_EQ(canter_sgd_step(bench.context(), theta, first, placed, 0.1, 0.9, 1000),
                  CANTER_NON_FINITE);
        EXPECT_TRUE(bench.OutputsUntouched()) << Name(setting) << at;
      }
    }
  }
}

}  // namespace
}  // namespace canter_test
