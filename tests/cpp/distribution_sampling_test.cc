// SPDX-License-Identifier: Apache-2.0
//
// Samples beside the formulas of their distribution, within a few standard errors.
#include <cmath>

#include "distribution_rows.h"

namespace canter_test {
namespace {

constexpr int64_t kSamples = 20000;

struct Estimate {
  double mean, error;
};
Estimate MeanOf(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0, squares = 0;
  for (double v : values) sum += v;
  for (double v : values) squares += (v - sum / n) * (v - sum / n);
  return {sum / n, std::sqrt(squares / n / n)};
}

TEST(Distribution, EntropyIsMinusTheMeanLogProbability) {
  for (const DistributionShape& shape : DistributionShapes()) {
    Generator generator(shape.Name());
    const auto parameters = Repeat(generator.Normals(shape.width()), kSamples);
    const Rows rows({CANTER_F32}, shape, parameters, generator.Normals(shape.free(), -0.5, 0.5));
    const Rows::Sampled sampled = rows.Sample(Keys(kSamples));
    const Estimate estimate = MeanOf(sampled.log_probability);
    EXPECT_LE(std::fabs(rows.Entropy()[0] + estimate.mean), 3 * estimate.error) << shape.Name();
    EXPECT_EQ(rows.LogProbability(sampled.action), sampled.log_probability) << shape.Name();
  }
}

TEST(Distribution, GaussianSamplesHaveTheirMoments) {
  const std::vector<double> mean = {-3, 0.25, 7}, log_std = {-2, 0, 1.5};
  for (const Setting& setting : AllSettings()) {
    const Rows rows(setting, {CANTER_GAUSSIAN, {3}}, Repeat(mean, kSamples), log_std);
    const auto action = rows.Sample(Keys(kSamples)).action;
    for (size_t j = 0; j < 3; ++j) {
      std::vector<double> z, squares, cubes;
      for (size_t b = 0; b < kSamples; ++b) {
        z.push_back((action[3 * b + j] - mean[j]) / std::exp(log_std[j]));
        squares.push_back(z.back() * z.back());
        cubes.push_back(z.back() * z.back() * z.back());
      }
      EXPECT_LE(std::fabs(MeanOf(z).mean), 4 * MeanOf(z).error) << Name(setting);
      EXPECT_LE(std::fabs(MeanOf(squares).mean - 1), 4 * MeanOf(squares).error) << Name(setting);
      EXPECT_LE(std::fabs(MeanOf(cubes).mean), 4 * MeanOf(cubes).error) << Name(setting);
    }
  }
}

TEST(Distribution, CategoricalSamplesHaveTheirFrequencies) {
  const DistributionShape shape = {CANTER_CATEGORICAL, {3, 3, 2}};
  const std::vector<double> logits = {0.5f, -1, 0.25f, 2, 2, 0, -0.75f, 0.125f};
  for (const Setting& setting : AllSettings()) {
    const Rows rows(setting, shape, Repeat(logits, kSamples), {});
    const auto action = rows.Sample(Keys(kSamples)).action;
    std::vector<double> seen(18);
    for (size_t b = 0; b < kSamples; ++b) {
      const double cell = (action[3 * b] * 3 + action[3 * b + 1]) * 2 + action[3 * b + 2];
      ASSERT_TRUE(cell >= 0 && cell < 18 && cell == std::floor(cell));
      ++seen[static_cast<size_t>(cell)];
    }
    double chi_square = 0;
    for (size_t cell = 0; cell < 18; ++cell) {
      const Rows one(setting, shape, logits, {});
      const std::vector<double> choice = {std::floor(static_cast<double>(cell) / 6),
                                          std::fmod(std::floor(static_cast<double>(cell) / 2), 3),
                                          std::fmod(static_cast<double>(cell), 2)};
      const double expected = kSamples * std::exp(one.LogProbability(choice)[0]);
      chi_square += (seen[cell] - expected) * (seen[cell] - expected) / expected;
    }
    // 17 degrees of freedom: 40.8 is the 99.9th percentile
    EXPECT_LE(chi_square, 40.8) << Name(setting);
  }
}

TEST(Distribution, GaussianSamplesAreTheNormalsOfTheirKey) {
  const Setting setting = {CANTER_F32};
  Workbench bench(setting);
  void* normals = bench.Out("normals", 9);
  Check(canter_random_normal(bench.context(), normals, 99, 4, 5, 6, 3, 9));
  const Rows rows(setting, {CANTER_GAUSSIAN, {9}}, std::vector<double>(36), std::vector<double>(9));
  const auto action = rows.Sample(Keys(4), 99, 4).action;
  const std::vector<double> last(action.begin() + 27, action.end());
  EXPECT_EQ(last, bench.Outputs()[0].values);
}

TEST(Distribution, EveryPartOfTheKeyMatters) {
  const Rows rows({CANTER_F32}, {CANTER_GAUSSIAN, {2}}, {0, 0}, {0, 0});
  const auto base = rows.Sample({1, 2, 3}, 4, 5).action;
  EXPECT_EQ(rows.Sample({1, 2, 3}, 4, 5).action, base);
  EXPECT_NE(rows.Sample({9, 2, 3}, 4, 5).action, base);
  EXPECT_NE(rows.Sample({1, 9, 3}, 4, 5).action, base);
  EXPECT_NE(rows.Sample({1, 2, 9}, 4, 5).action, base);
  EXPECT_NE(rows.Sample({1, 2, 3}, 9, 5).action, base);
  EXPECT_NE(rows.Sample({1, 2, 3}, 4 + (uint64_t{1} << 32), 5).action, base);
  EXPECT_NE(rows.Sample({1, 2, 3}, 4, 9).action, base);
}

TEST(Distribution, KlIsTheMeanLogRatio) {
  for (const DistributionShape& shape : DistributionShapes()) {
    Generator generator(shape.Name());
    const auto row = generator.Normals(shape.width());
    const auto moved = Rounded(Along(row, 0.4, generator.Normals(shape.width())));
    const Rows rows(kOracle, shape, Repeat(row, kSamples), generator.Normals(shape.free(), 0, 0.3));
    const Rows other(kOracle, shape, Repeat(moved, kSamples),
                     generator.Normals(shape.free(), 0, 0.3));
    const Rows::Sampled sampled = rows.Sample(Keys(kSamples));
    const auto ratio = Along(sampled.log_probability, -1, other.LogProbability(sampled.action));
    const Estimate estimate = MeanOf(ratio);
    EXPECT_LE(std::fabs(rows.Kl(other)[0] - estimate.mean), 3.5 * estimate.error) << shape.Name();
  }
}

}  // namespace
}  // namespace canter_test
