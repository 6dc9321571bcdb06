// SPDX-License-Identifier: Apache-2.0
//
// Scans beside hand-computed examples and beside their definitions written as plain sums.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "workbench.h"

namespace canter_test {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Trajectories {
  int64_t steps, environments;
  std::vector<double> reward, value, bootstrap;
  std::vector<uint8_t> step;

  size_t at(int64_t t, int64_t n) const { return static_cast<size_t>(t * environments + n); }
};

struct Scanned {
  std::vector<double> gae, target, returns, n_step, td;
};

Scanned Scan(const Setting& setting, const Trajectories& t, double gamma, double lambda,
             int32_t n = 3) {
  Workbench bench(setting);
  const auto size = static_cast<int64_t>(t.reward.size());
  const void *reward = bench.Input(t.reward), *value = bench.Input(t.value),
             *bootstrap = bench.Input(t.bootstrap);
  const uint8_t* step = bench.Fixed(t.step);
  void *gae = bench.Out("gae", size), *target = bench.Out("target", size),
       *returns = bench.Out("returns", size), *n_step = bench.Out("n_step", size),
       *td = bench.Out("td", size);
  canter_context* context = bench.context();
  Check(canter_scan_gae(context, gae, target, reward, value, bootstrap, step, gamma, lambda,
                        t.steps, t.environments));
  Check(canter_scan_returns(context, returns, reward, bootstrap, step, gamma, t.steps,
                            t.environments));
  Check(canter_scan_n_step(context, n_step, reward, value, bootstrap, step, gamma, n, t.steps,
                           t.environments));
  Check(
      canter_scan_td(context, td, reward, value, bootstrap, step, gamma, t.steps, t.environments));
  EXPECT_EQ(bench.Damage(), "");
  const auto o = bench.Outputs();
  return {o[0].values, o[1].values, o[2].values, o[3].values, o[4].values};
}

// the definitions, in double: v', delta, and sums that end with the episode or the column
double Reward(const Trajectories& t, size_t i) {
  return t.step[i] == CANTER_FAULT ? 0 : t.reward[i];
}

double Next(const Trajectories& t, int64_t row, int64_t n) {
  const size_t i = t.at(row, n);
  if (t.step[i] == CANTER_TERMINAL) return 0;
  if (t.step[i] != CANTER_MID || row + 1 == t.steps) return t.bootstrap[i];
  return t.value[t.at(row + 1, n)];
}

bool Ends(const Trajectories& t, int64_t row, int64_t n) {
  return row + 1 == t.steps || t.step[t.at(row, n)] != CANTER_MID;
}

Scanned Define(const Trajectories& t, double gamma, double lambda, int64_t horizon) {
  Scanned s;
  for (int64_t row = 0; row < t.steps; ++row) {
    for (int64_t n = 0; n < t.environments; ++n) {
      auto delta = [&](int64_t k) {
        const size_t i = t.at(k, n);
        return Reward(t, i) + gamma * Next(t, k, n) - t.value[i];
      };
      double advantage = 0, returns = 0, n_step = 0;
      int64_t k = row;
      for (;; ++k) {
        const auto power = static_cast<double>(k - row);
        advantage += std::pow(gamma * lambda, power) * delta(k);
        returns += std::pow(gamma, power) * Reward(t, t.at(k, n));
        if (k - row < horizon) {
          n_step += std::pow(gamma, power) * Reward(t, t.at(k, n));
          if (k - row + 1 == horizon || Ends(t, k, n)) {
            n_step += std::pow(gamma, power + 1) * Next(t, k, n);
          }
        }
        if (Ends(t, k, n)) break;
      }
      returns += std::pow(gamma, static_cast<double>(k - row + 1)) * Next(t, k, n);
      s.gae.push_back(advantage);
      s.target.push_back(advantage + t.value[t.at(row, n)]);
      s.returns.push_back(returns);
      s.n_step.push_back(n_step);
      s.td.push_back(delta(row));
    }
  }
  return s;
}

// every kind of step at random; a bootstrap or a fault's reward that is not to be read is NaN
Trajectories Random(int64_t steps, int64_t environments, uint64_t seed) {
  Generator generator(seed);
  const int64_t size = steps * environments;
  Trajectories t = {steps,
                    environments,
                    generator.Normals(size),
                    generator.Normals(size),
                    generator.Normals(size),
                    {}};
  for (int64_t row = 0; row < steps; ++row) {
    for (int64_t n = 0; n < environments; ++n) {
      const size_t i = t.at(row, n);
      const int64_t draw = generator.Below(16);
      t.step.push_back(static_cast<uint8_t>(draw <= CANTER_FAULT ? draw : 0));
      const bool cut = row + 1 == steps && t.step[i] == CANTER_MID;
      if (!cut && t.step[i] != CANTER_TIMEOUT && t.step[i] != CANTER_FAULT) t.bootstrap[i] = kNaN;
      if (t.step[i] == CANTER_FAULT) t.reward[i] = kNaN;
    }
  }
  return t;
}

// terms are of order one, and so is what an error is relative to, even where they cancel
void ExpectNear(const Setting& setting, const char* what, std::vector<double> got,
                std::vector<double> want) {
  got.push_back(1);
  want.push_back(1);
  const double bound = setting.real == CANTER_F64 ? tolerance::kDouble : tolerance::kFloat;
  const Comparison comparison = {std::string(what) + ", " + Name(setting), got, want, bound};
  EXPECT_TRUE(Agrees(comparison)) << Describe(comparison);
}

// two steps of one environment, gamma 0.5, lambda 0.5, V = 10 and 20, rewards 1 and 2, bootstrap 40
TEST(Scan, KindsOfLastStepsByHand) {
  const struct {
    uint8_t last;
    double bootstrap;
    // delta and reward-to-go of the last step
    double delta, returns;
  } kinds[] = {{CANTER_TERMINAL, kNaN, 2 - 20, 2},
               {CANTER_TIMEOUT, 40, 2 + 20 - 20, 22},
               // the horizon cuts: MID in the last row
               {CANTER_MID, 40, 2 + 20 - 20, 22},
               // the reward of a broken step counts as 0
               {CANTER_FAULT, 40, 0 + 20 - 20, 20}};
  for (const Setting& setting : AllSettings()) {
    for (const auto& kind : kinds) {
      SCOPED_TRACE(Name(setting) + " kind " + std::to_string(kind.last));
      const Trajectories t = {2, 1, {1, 2}, {10, 20}, {kNaN, kind.bootstrap}, {0, kind.last}};
      const Scanned s = Scan(setting, t, 0.5, 0.5, 1);
      // delta of the first step: 1 + 0.5 20 - 10
      EXPECT_EQ(s.td, (std::vector<double>{1, kind.delta}));
      EXPECT_EQ(s.gae, (std::vector<double>{1 + 0.25 * kind.delta, kind.delta}));
      EXPECT_EQ(s.target, (std::vector<double>{11 + 0.25 * kind.delta, 20 + kind.delta}));
      EXPECT_EQ(s.returns, (std::vector<double>{1 + 0.5 * kind.returns, kind.returns}));
      EXPECT_EQ(s.n_step, (std::vector<double>{11, kind.returns}));
    }
  }
}

// three episodes in one column: nothing flows back over their ends
TEST(Scan, EpisodesDoNotTouch) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    const Trajectories t = {5,
                            1,
                            {1, 2, 4, 8, 16},
                            {0, 0, 0, 0, 0},
                            {kNaN, kNaN, 100, kNaN, 1000},
                            {CANTER_MID, CANTER_TERMINAL, CANTER_TIMEOUT, CANTER_MID, CANTER_MID}};
    const Scanned s = Scan(setting, t, 1, 1, 2);
    EXPECT_EQ(s.returns, (std::vector<double>{3, 2, 104, 1024, 1016}));
    EXPECT_EQ(s.gae, s.returns);
    EXPECT_EQ(s.n_step, s.returns);
    EXPECT_EQ(s.td, (std::vector<double>{1, 2, 104, 8, 1016}));
  }
}

TEST(Scan, TerminalOnTheLastAllowedStepStaysTerminal) {
  for (const Setting& setting : AllSettings()) {
    for (int64_t steps : {1, 2, 9}) {
      Trajectories t = Random(steps, 17, static_cast<uint64_t>(steps));
      for (int64_t n = 0; n < 17; ++n) {
        const size_t i = t.at(steps - 1, n);
        t.step[i] = CANTER_TERMINAL;
        t.reward[i] = 3;
        t.bootstrap[i] = 1e30;
      }
      const Scanned s = Scan(setting, t, 0.99, 0.95, 4);
      for (int64_t n = 0; n < 17; ++n) {
        const size_t i = t.at(steps - 1, n);
        EXPECT_EQ(s.returns[i], 3);
        EXPECT_EQ(s.n_step[i], 3);
        EXPECT_LT(std::fabs(s.gae[i]), 100);
        EXPECT_EQ(s.td[i], s.gae[i]);
      }
    }
  }
}

TEST(Scan, FollowsItsDefinition) {
  const int64_t shapes[][2] = {{1, 1}, {1, 9}, {2, 7}, {40, 1}, {33, 8}, {17, 65}};
  for (const Setting& setting : AllSettings()) {
    for (const auto& shape : shapes) {
      for (int32_t n : {1, 2, 5, 40, 1000}) {
        const Trajectories t = Random(shape[0], shape[1], static_cast<uint64_t>(n));
        const Scanned got = Scan(setting, t, 0.97, 0.9, n), want = Define(t, 0.97, 0.9, n);
        ExpectNear(setting, "gae", got.gae, want.gae);
        ExpectNear(setting, "target", got.target, want.target);
        ExpectNear(setting, "returns", got.returns, want.returns);
        ExpectNear(setting, "n_step", got.n_step, want.n_step);
        ExpectNear(setting, "td", got.td, want.td);
      }
    }
  }
}

TEST(Scan, LimitsOfLambdaAndN) {
  const Trajectories t = Random(60, 21, 5);
  for (const Setting& setting : AllSettings()) {
    const Scanned one = Scan(setting, t, 0.98, 1, 1000), zero = Scan(setting, t, 0.98, 0, 1);
    // GAE(1) = returns - V, n steps to the end = returns
    ExpectNear(setting, "GAE(1)", one.gae, Along(one.returns, -1, t.value));
    ExpectNear(setting, "n = T", one.n_step, one.returns);
    // GAE(0) = TD residuals, one step = TD + V
    EXPECT_EQ(zero.gae, zero.td) << Name(setting);
    ExpectNear(setting, "n = 1", zero.n_step, Along(zero.td, 1, t.value));
    // nothing is seen of the future
    const Scanned blind = Scan(setting, t, 0, 0.5, 3);
    for (size_t i = 0; i < t.reward.size(); ++i) {
      ASSERT_EQ(blind.returns[i], Reward(t, i)) << Name(setting);
    }
  }
}

TEST(Scan, ReturnsWithoutBootstrapJustEnd) {
  const Trajectories t = {3, 1, {1, 2, 4}, {0, 0, 0}, {}, {CANTER_TIMEOUT, CANTER_MID, CANTER_MID}};
  for (const Setting& setting : AllSettings()) {
    Workbench bench(setting);
    void* returns = bench.Out("returns", 3);
    Check(canter_scan_returns(bench.context(), returns, bench.Input(t.reward), nullptr,
                              bench.Fixed(t.step), 0.5, 3, 1));
    EXPECT_EQ(bench.Outputs()[0].values, (std::vector<double>{1, 4, 4})) << Name(setting);
  }
}

TEST(Scan, TargetIsOptional) {
  const Trajectories t = Random(20, 9, 6);
  for (const Setting& setting : AllSettings()) {
    Workbench bench(setting);
    void* advantage = bench.Out("advantage", 180);
    Check(canter_scan_gae(bench.context(), advantage, nullptr, bench.Input(t.reward),
                          bench.Input(t.value), bench.Input(t.bootstrap), bench.Fixed(t.step), 0.9,
                          0.8, 20, 9));
    EXPECT_EQ(bench.Outputs()[0].values, Scan(setting, t, 0.9, 0.8).gae) << Name(setting);
  }
}

}  // namespace
}  // namespace canter_test
