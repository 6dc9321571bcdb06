// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "cases/shapes.h"

namespace canter_test {
namespace {

// parameters of rows and what may be asked of them, in one setting
class Rows {
 public:
  Rows(const Setting& setting, const DistributionShape& shape, std::vector<double> parameters,
       std::vector<double> log_std)
      : setting_(setting),
        shape_(shape),
        parameters_(std::move(parameters)),
        log_std_(std::move(log_std)) {}

  int64_t rows() const { return static_cast<int64_t>(parameters_.size()) / shape_.width(); }

  struct Sampled {
    std::vector<double> action, log_probability;
  };
  Sampled Sample(const std::vector<uint32_t>& key, uint64_t seed = 1, uint32_t stream = 0) const {
    Workbench bench(setting_);
    void* action = bench.Out("action", rows() * shape_.actions());
    void* log_probability = bench.Out("log_probability", rows());
    Check(canter_distribution_sample(
        bench.context(), bench.Keep(shape_.Make()), action, log_probability,
        bench.Input(parameters_), bench.Input(log_std_), seed, stream, bench.Fixed(key), rows()));
    EXPECT_EQ(bench.Damage(), "");
    return {bench.Outputs()[0].values, bench.Outputs()[1].values};
  }

  std::vector<double> LogProbability(const std::vector<double>& action) const {
    Workbench bench(setting_);
    void* out = bench.Out("log_probability", rows());
    Check(canter_distribution_log_probability(bench.context(), bench.Keep(shape_.Make()), out,
                                              bench.Input(parameters_), bench.Input(log_std_),
                                              bench.Input(action), rows()));
    return bench.Outputs()[0].values;
  }

  std::vector<double> Entropy() const {
    Workbench bench(setting_);
    void* out = bench.Out("entropy", rows());
    Check(canter_distribution_entropy(bench.context(), bench.Keep(shape_.Make()), out,
                                      bench.Input(parameters_), bench.Input(log_std_), rows()));
    return bench.Outputs()[0].values;
  }

  std::vector<double> Mode() const {
    Workbench bench(setting_);
    void* out = bench.Out("mode", rows() * shape_.actions());
    Check(canter_distribution_mode(bench.context(), bench.Keep(shape_.Make()), out,
                                   bench.Input(parameters_), rows()));
    return bench.Outputs()[0].values;
  }

  // KL(this || other)
  std::vector<double> Kl(const Rows& other) const {
    Workbench bench(setting_);
    void* out = bench.Out("kl", rows());
    Check(canter_distribution_kl(bench.context(), bench.Keep(shape_.Make()), out,
                                 bench.Input(parameters_), bench.Input(log_std_),
                                 bench.Input(other.parameters_), bench.Input(other.log_std_),
                                 rows()));
    return bench.Outputs()[0].values;
  }

 private:
  Setting setting_;
  DistributionShape shape_;
  std::vector<double> parameters_, log_std_;
};

// row b: environment 5, episode 6, step first + b
std::vector<uint32_t> Keys(int64_t rows, uint32_t first = 0) {
  std::vector<uint32_t> key;
  for (int64_t b = 0; b < rows; ++b) {
    for (uint32_t word : {5u, 6u, first + static_cast<uint32_t>(b)}) key.push_back(word);
  }
  return key;
}

std::vector<double> Repeat(const std::vector<double>& row, int64_t rows) {
  std::vector<double> all;
  for (int64_t b = 0; b < rows; ++b) all.insert(all.end(), row.begin(), row.end());
  return all;
}

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

TEST(Distribution, ReportsItsWidths) {
  const Distribution gaussian = MakeGaussian(6);
  EXPECT_EQ(canter_distribution_width(gaussian.get()), 6);
  EXPECT_EQ(canter_distribution_actions(gaussian.get()), 6);
  EXPECT_EQ(canter_distribution_free(gaussian.get()), 6);
  const Distribution factored = MakeCategorical({3, 3, 2});
  EXPECT_EQ(canter_distribution_width(factored.get()), 8);
  EXPECT_EQ(canter_distribution_actions(factored.get()), 3);
  EXPECT_EQ(canter_distribution_free(factored.get()), 0);
}

TEST(Distribution, HandComputedValues) {
  const double half_log_two_pi = 0.91893853320467274;
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    const double near = setting.real == CANTER_F64 ? 1e-14 : 1e-6;
    // N(1, 4) in one dimension and N(-2, 1) in the other
    const Rows gaussian(setting, {CANTER_GAUSSIAN, {2}}, {1, -2}, {std::log(2.0), 0});
    EXPECT_NEAR(gaussian.LogProbability({3, -2})[0], -0.5 - std::log(2.0) - 2 * half_log_two_pi,
                near);
    EXPECT_NEAR(gaussian.Entropy()[0], 1 + std::log(2.0) + 2 * half_log_two_pi, 4 * near);
    const Rows standard(setting, {CANTER_GAUSSIAN, {2}}, {0, 0}, {0, 0});
    // KL(N(1, 4) || N(0, 1)) = (4 + 1 - 1) / 2 - log 2; KL(N(-2, 1) || N(0, 1)) = 2
    EXPECT_NEAR(gaussian.Kl(standard)[0], 2 - std::log(2.0) + 2, 4 * near);
    // probabilities 1/4, 3/4 and 1/2, 1/2
    const Rows factored(setting, {CANTER_CATEGORICAL, {2, 2}}, {5, 5 + std::log(3.0), 7, 7}, {});
    EXPECT_NEAR(factored.LogProbability({1, 0})[0], std::log(0.375), 2 * near);
    const double entropy = 0.25 * std::log(4.0) + 0.75 * std::log(4.0 / 3) + std::log(2.0);
    EXPECT_NEAR(factored.Entropy()[0], entropy, 2 * near);
  }
}

// entropy = -E log p within three standard errors, and a sample's log probability has the bits of
// the separate call
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

// all 18 joint choices of 3 + 3 + 2 factors: factors are independent
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

TEST(Distribution, RowsHaveTheSameBitsAnywhere) {
  for (const Setting& setting : AllSettings()) {
    for (const DistributionShape& shape : DistributionShapes()) {
      Generator generator(shape.Name());
      const int64_t most = 40;
      const auto parameters = generator.Normals(most * shape.width());
      const auto log_std = generator.Normals(shape.free(), -0.5, 0.5);
      auto part = [&](int64_t first, int64_t rows) {
        const auto from = parameters.begin() + first * shape.width();
        return Rows(setting, shape, {from, from + rows * shape.width()}, log_std)
            .Sample(Keys(rows, static_cast<uint32_t>(first)));
      };
      const Rows::Sampled all = part(0, most);
      for (int64_t rows = 1; rows < most; ++rows) {
        // the last rows of the full batch come first here
        const Rows::Sampled some = part(most - rows, rows);
        const std::vector<double> action(all.action.end() - rows * shape.actions(),
                                         all.action.end());
        const std::vector<double> log_probability(all.log_probability.end() - rows,
                                                  all.log_probability.end());
        ASSERT_EQ(some.action, action) << Name(setting) << shape.Name() << rows;
        ASSERT_EQ(some.log_probability, log_probability) << Name(setting) << shape.Name() << rows;
      }
    }
  }
}

TEST(Distribution, KlIsZeroAtEqualityAndElsewhereNot) {
  for (const Setting& setting : AllSettings()) {
    for (const DistributionShape& shape : DistributionShapes()) {
      Generator generator(shape.Name());
      const auto parameters = generator.Normals(300 * shape.width(), 0, 2);
      const auto log_std = generator.Normals(shape.free());
      const Rows rows(setting, shape, parameters, log_std);
      for (double kl : rows.Kl(rows)) ASSERT_EQ(kl, 0) << Name(setting) << shape.Name();
      for (double distance : {1e-4, 1e-2, 1.0}) {
        const auto moved = Along(parameters, distance, generator.Normals(300 * shape.width()));
        const Rows other(setting, shape, moved, log_std);
        for (double kl : rows.Kl(other)) {
          // rounding of a float32 sum may leave a small number below zero near equality
          ASSERT_GE(kl, setting.real == CANTER_F64 ? -1e-15 : -1e-6) << shape.Name() << distance;
        }
      }
    }
  }
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

TEST(Distribution, ModeIsTheFirstOfTheMostLikely) {
  for (const Setting& setting : AllSettings()) {
    const Rows factored(setting, {CANTER_CATEGORICAL, {4, 2, 3}}, {1, 3, 3, 2, 5, 5, -2, -9, -1},
                        {});
    EXPECT_EQ(factored.Mode(), (std::vector<double>{1, 0, 2})) << Name(setting);
    const Rows gaussian(setting, {CANTER_GAUSSIAN, {3}}, {1, -2, 3}, {0, 0, 0});
    EXPECT_EQ(gaussian.Mode(), (std::vector<double>{1, -2, 3})) << Name(setting);
  }
}

TEST(Distribution, SurvivesExtremes) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    const Rows sure(setting, {CANTER_CATEGORICAL, {3}}, {-1e4, 1e4, 0}, {});
    EXPECT_EQ(sure.LogProbability({1})[0], 0);
    EXPECT_NEAR(sure.LogProbability({0})[0], -2e4, 1e-2);
    EXPECT_NEAR(sure.Entropy()[0], 0, 1e-30);
    EXPECT_EQ(sure.Sample(Keys(1)).action[0], 1);
    EXPECT_EQ(sure.Kl(sure)[0], 0);
    const Rows narrow(setting, {CANTER_GAUSSIAN, {1}}, {1e3}, {-20});
    EXPECT_NEAR(narrow.LogProbability({1e3})[0], 20 - 0.91893853320467274, 1e-5);
    const Rows wide(setting, {CANTER_GAUSSIAN, {1}}, {0}, {20});
    EXPECT_NEAR(wide.LogProbability({0})[0], -20 - 0.91893853320467274, 1e-5);
    EXPECT_TRUE(std::isfinite(wide.Sample(Keys(1)).action[0]));
  }
}

}  // namespace
}  // namespace canter_test
