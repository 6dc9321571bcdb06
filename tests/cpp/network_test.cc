// SPDX-License-Identifier: Apache-2.0
//
// How parameters are drawn.
#include <gtest/gtest.h>

#include <cmath>

#include "cases/shapes.h"

namespace canter_test {
namespace {

std::vector<double> Initialize(const Setting& setting, const NetworkShape& shape,
                               canter_initialization scheme, const std::vector<double>& gains,
                               uint64_t seed) {
  Workbench bench(setting);
  const canter_network* network = bench.Keep(shape.Make());
  void* theta = bench.Out("theta", shape.parameters());
  Check(canter_network_initialize(bench.context(), network, theta, scheme, gains.data(), seed));
  EXPECT_EQ(bench.Damage(), "");
  return bench.Outputs()[0].values;
}

// the layers of theta in turn: weight[rows, columns] and bias[columns]
template <class F>
void ForEachLayer(const NetworkShape& shape, const std::vector<double>& theta, F visit) {
  auto at = theta.begin();
  for (size_t l = 0; l + 1 < shape.widths.size(); ++l) {
    const int64_t rows = shape.widths[l], columns = shape.widths[l + 1];
    const std::vector<double> weight(at, at + rows * columns);
    at += rows * columns;
    visit(l, weight, std::vector<double>(at, at + columns), rows, columns);
    at += columns;
  }
}

const NetworkShape kShape = {{17, 64, 64, 6, 9, 1}};
const std::vector<double> kGains = {1.4142135623730951, 1, 0.01, 2, 0.5};

// W'W = gain^2 I or WW' = gain^2 I, whichever is the smaller matrix
TEST(Initialization, OrthogonalIsOrthogonal) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    const auto theta = Initialize(setting, kShape, CANTER_ORTHOGONAL, kGains, 5);
    ForEachLayer(kShape, theta,
                 [&](size_t l, const auto& w, const auto& bias, int64_t rows, int64_t columns) {
                   const bool tall = rows >= columns;
                   const int64_t few = tall ? columns : rows, many = tall ? rows : columns;
                   auto element = [&](int64_t i, int64_t k) {
                     return w[static_cast<size_t>(tall ? k * columns + i : i * columns + k)];
                   };
                   double worst = 0;
                   for (int64_t i = 0; i < few; ++i) {
                     for (int64_t j = 0; j < few; ++j) {
                       double product = 0;
                       for (int64_t k = 0; k < many; ++k) product += element(i, k) * element(j, k);
                       const double want = i == j ? kGains[l] * kGains[l] : 0;
                       worst = std::max(worst, std::fabs(product - want) / (kGains[l] * kGains[l]));
                     }
                   }
                   EXPECT_LE(worst, setting.real == CANTER_F64 ? 1e-13 : 1e-6) << "layer " << l;
                   EXPECT_EQ(bias, std::vector<double>(static_cast<size_t>(columns)))
                       << "layer " << l;
                 });
  }
}

TEST(Initialization, ScaledNormalHasItsDeviation) {
  const NetworkShape shape = {{100, 200, 50}};
  const std::vector<double> gains = {2, 0.5};
  const auto theta = Initialize(kOracle, shape, CANTER_SCALED_NORMAL, gains, 6);
  ForEachLayer(shape, theta,
               [&](size_t l, const auto& w, const auto& bias, int64_t rows, int64_t columns) {
                 const auto n = static_cast<double>(w.size());
                 const double deviation = gains[l] / std::sqrt(static_cast<double>(rows));
                 double sum = 0;
                 for (double value : w) sum += value;
                 EXPECT_LE(std::fabs(sum / n), 4 * deviation / std::sqrt(n));
                 const double variance = Dot(w, w) / n;
                 EXPECT_NEAR(variance / (deviation * deviation), 1, 4 * std::sqrt(2 / n));
                 EXPECT_EQ(bias, std::vector<double>(static_cast<size_t>(columns)));
               });
}

TEST(Initialization, IsTheSameForAllInstructionSets) {
  for (canter_initialization scheme : {CANTER_ORTHOGONAL, CANTER_SCALED_NORMAL}) {
    const auto wanted = Initialize(kOracle, kShape, scheme, kGains, 7);
    EXPECT_EQ(Initialize(kOracle, kShape, scheme, kGains, 7), wanted);
    for (const Setting& setting : FloatSettings()) {
      EXPECT_EQ(Initialize(setting, kShape, scheme, kGains, 7), Rounded(wanted)) << Name(setting);
    }
  }
}

TEST(Initialization, DependsOnSeedAndLayer) {
  const NetworkShape shape = {{8, 8, 8}};
  for (canter_initialization scheme : {CANTER_ORTHOGONAL, CANTER_SCALED_NORMAL}) {
    const auto one = Initialize(kOracle, shape, scheme, {1, 1}, 1);
    // both words of the seed count
    EXPECT_NE(one, Initialize(kOracle, shape, scheme, {1, 1}, 2));
    EXPECT_NE(one, Initialize(kOracle, shape, scheme, {1, 1}, 1 + (uint64_t{1} << 40)));
    const std::vector<double> first(one.begin(), one.begin() + 64);
    const std::vector<double> second(one.begin() + 72, one.begin() + 136);
    EXPECT_NE(first, second);
  }
}

TEST(Initialization, ZeroGainGivesZeros) {
  const auto theta = Initialize(kOracle, {{5, 7, 2}}, CANTER_ORTHOGONAL, {0, 0}, 8);
  for (double value : theta) ASSERT_EQ(value, 0);
}

}  // namespace
}  // namespace canter_test
