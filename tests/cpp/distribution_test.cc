// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "distribution_rows.h"

namespace canter_test {
namespace {

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
// all 18 joint choices of 3 + 3 + 2 factors: factors are independent
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
