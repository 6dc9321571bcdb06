// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "workbench.h"

namespace canter_test {
namespace {

using Words = std::array<uint32_t, 4>;

Words Philox(const Words& counter, const std::array<uint32_t, 2>& key) {
  Words out = {};
  Check(canter_random_philox(out.data(), counter.data(), key.data()));
  return out;
}

struct Place {
  uint64_t seed = 1;
  uint32_t stream = 2, environment = 3, episode = 4, step = 5;
};

std::vector<double> Uniform(const Setting& setting, const Place& p, int64_t n) {
  Workbench bench(setting);
  void* out = bench.Out("uniforms", n);
  Check(canter_random_uniform(bench.context(), out, p.seed, p.stream, p.environment, p.episode,
                              p.step, n));
  EXPECT_EQ(bench.Damage(), "");
  return bench.Outputs()[0].values;
}

std::vector<double> Normal(const Setting& setting, const Place& p, int64_t n) {
  Workbench bench(setting);
  void* out = bench.Out("normals", n);
  Check(canter_random_normal(bench.context(), out, p.seed, p.stream, p.environment, p.episode,
                             p.step, n));
  EXPECT_EQ(bench.Damage(), "");
  return bench.Outputs()[0].values;
}

// the known answers published with the Random123 library
TEST(Philox, KnownAnswers) {
  EXPECT_EQ(Philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(Philox({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(Philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, UniformsAreWhatTheHeaderSays) {
  const Place p = {0xfedcba9876543210u, 0x1234, 77, 88, 99};
  for (const Setting& setting : AllSettings()) {
    const auto got = Uniform(setting, p, 1003);
    for (uint32_t j = 0; j < 1003; ++j) {
      const Words words = Philox({j / 4 + 65536u * p.stream, p.step, p.episode, p.environment},
                                 {0x76543210u, 0xfedcba98u});
      ASSERT_EQ(got[j], ((words[j % 4] >> 9) + 0.5) * 0x1p-23) << Name(setting) << j;
    }
  }
}

TEST(Random, NormalsAreBoxAndMuller) {
  const Place p = {42, 7, 1, 2, 3};
  const auto u = Uniform(kOracle, p, 4000);
  std::vector<double> want;
  for (size_t i = 0; i < u.size(); i += 2) {
    const double radius = std::sqrt(-2 * std::log(u[i])), angle = 2 * std::numbers::pi * u[i + 1];
    want.push_back(radius * std::cos(angle));
    want.push_back(radius * std::sin(angle));
  }
  const Comparison oracle = {"double", Normal(kOracle, p, 4000), want, tolerance::kDouble};
  EXPECT_TRUE(Agrees(oracle)) << Describe(oracle);
  for (const Setting& setting : FloatSettings()) {
    const auto got = Normal(setting, p, 4000);
    for (size_t i = 0; i < want.size(); ++i) ASSERT_NEAR(got[i], want[i], 1e-6) << Name(setting);
  }
}

// draw j does not depend on how many are drawn
TEST(Random, ShorterDrawsArePrefixes) {
  for (const Setting& setting : AllSettings()) {
    const auto uniforms = Uniform(setting, {}, 100), normals = Normal(setting, {}, 100);
    for (int64_t n = 1; n < 100; ++n) {
      ASSERT_EQ(Uniform(setting, {}, n),
                std::vector<double>(uniforms.begin(), uniforms.begin() + n));
      ASSERT_EQ(Normal(setting, {}, n), std::vector<double>(normals.begin(), normals.begin() + n));
    }
  }
}

TEST(Random, InstructionSetsDrawTheSameUniforms) {
  const auto want = Uniform(kOracle, {9, 65535, ~0u, ~0u, ~0u}, 5000);
  for (const Setting& setting : FloatSettings()) {
    EXPECT_EQ(Uniform(setting, {9, 65535, ~0u, ~0u, ~0u}, 5000), want) << Name(setting);
  }
}

TEST(Random, EveryPartOfThePlaceMatters) {
  const auto base = Uniform(kOracle, {}, 4);
  EXPECT_NE(Uniform(kOracle, {9, 2, 3, 4, 5}, 4), base);
  EXPECT_NE(Uniform(kOracle, {1 + (uint64_t{1} << 32), 2, 3, 4, 5}, 4), base);
  EXPECT_NE(Uniform(kOracle, {1, 9, 3, 4, 5}, 4), base);
  EXPECT_NE(Uniform(kOracle, {1, 2, 9, 4, 5}, 4), base);
  EXPECT_NE(Uniform(kOracle, {1, 2, 3, 9, 5}, 4), base);
  EXPECT_NE(Uniform(kOracle, {1, 2, 3, 4, 9}, 4), base);
}

TEST(Random, UniformsFillTheUnitInterval) {
  const auto u = Uniform({CANTER_F32}, {}, CANTER_MAX_DRAWS);
  std::vector<double> cells(64);
  for (double value : u) {
    ASSERT_GT(value, 0);
    ASSERT_LT(value, 1);
    ++cells[static_cast<size_t>(value * 64)];
  }
  const double expected = static_cast<double>(u.size()) / 64;
  double chi_square = 0;
  for (double seen : cells) chi_square += (seen - expected) * (seen - expected) / expected;
  // 63 degrees of freedom: 103.4 is the 99.9th percentile
  EXPECT_LE(chi_square, 103.4);
}

TEST(Random, NormalsHaveTheirMoments) {
  const auto z = Normal({CANTER_F32}, {}, CANTER_MAX_DRAWS);
  const auto n = static_cast<double>(z.size());
  double sum = 0, squares = 0, neighbours = 0, fourth = 0;
  for (size_t i = 0; i < z.size(); ++i) {
    ASSERT_TRUE(std::isfinite(z[i]));
    sum += z[i];
    squares += z[i] * z[i];
    fourth += z[i] * z[i] * z[i] * z[i];
    if (i > 0) neighbours += z[i] * z[i - 1];
  }
  EXPECT_LE(std::fabs(sum / n), 4 / std::sqrt(n));
  EXPECT_LE(std::fabs(squares / n - 1), 4 * std::sqrt(2 / n));
  EXPECT_LE(std::fabs(fourth / n - 3), 4 * std::sqrt(96 / n));
  EXPECT_LE(std::fabs(neighbours / n), 4 / std::sqrt(n));
}

}  // namespace
}  // namespace canter_test
