// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "workbench.h"

namespace canter_test {
namespace {

// a state and its updates in one setting
struct Moments {
  Setting setting;
  std::vector<double> count, mean, m2;

  Moments(const Setting& where, int64_t width)
      : setting(where), count(1), mean(static_cast<size_t>(width)), m2(mean) {}

  int64_t width() const { return static_cast<int64_t>(mean.size()); }

  canter_status Update(const std::vector<double>& x, const std::vector<int32_t>& index = {}) {
    Workbench bench(setting);
    const int64_t source_rows = static_cast<int64_t>(x.size()) / width();
    const int64_t rows = index.empty() ? source_rows : static_cast<int64_t>(index.size());
    const canter_status status =
        canter_moments_update(bench.context(), count.data(), mean.data(), m2.data(), bench.Input(x),
                              bench.Index(index), source_rows, rows, width());
    EXPECT_EQ(bench.Damage(), "");
    return status;
  }

  // shift and scale
  std::pair<std::vector<double>, std::vector<double>> Freeze(double epsilon) const {
    Workbench bench(setting);
    void *shift = bench.Out("shift", width()), *scale = bench.Out("scale", width());
    Check(canter_moments_freeze(bench.context(), shift, scale, count.data(), mean.data(), m2.data(),
                                epsilon, width()));
    return {bench.Outputs()[0].values, bench.Outputs()[1].values};
  }
};

void ExpectNear(const std::string& what, const std::vector<double>& got,
                const std::vector<double>& want) {
  const Comparison comparison = {what, got, want, tolerance::kDouble};
  EXPECT_TRUE(Agrees(comparison)) << Describe(comparison);
}

// mean and sum of squared deviations of x[rows, width], by two passes
Moments TwoPasses(const std::vector<double>& x, int64_t width) {
  Moments m(kOracle, width);
  const auto columns = static_cast<size_t>(width);
  m.count[0] = static_cast<double>(x.size() / columns);
  for (size_t i = 0; i < x.size(); ++i) m.mean[i % columns] += x[i] / m.count[0];
  for (size_t i = 0; i < x.size(); ++i) {
    m.m2[i % columns] += (x[i] - m.mean[i % columns]) * (x[i] - m.mean[i % columns]);
  }
  return m;
}

TEST(Moments, BatchesAddUpToTheWhole) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    for (int64_t width : {1, 3, 8, 17}) {
      Generator generator(static_cast<uint64_t>(width));
      Moments running(setting, width);
      std::vector<double> all;
      for (int64_t rows : {1, 2, 31, 300, 8}) {
        const auto x = generator.Normals(rows * width, 5, 2);
        Check(running.Update(x));
        all.insert(all.end(), x.begin(), x.end());
      }
      const Moments whole = TwoPasses(all, width);
      EXPECT_EQ(running.count, whole.count);
      ExpectNear("mean", running.mean, whole.mean);
      ExpectNear("m2", running.m2, whole.m2);
    }
  }
}

TEST(Moments, MergeEqualsTheWholeBatch) {
  Generator generator(2);
  Moments first(kOracle, 5), second(kOracle, 5), whole(kOracle, 5);
  const auto a = generator.Normals(5 * 70, -3, 1), b = generator.Normals(5 * 41, 4, 3);
  auto both = a;
  both.insert(both.end(), b.begin(), b.end());
  Check(first.Update(a));
  Check(second.Update(b));
  Check(whole.Update(both));
  auto merge = [](Moments& into, const Moments& from) {
    Check(canter_moments_merge(into.count.data(), into.mean.data(), into.m2.data(),
                               from.count.data(), from.mean.data(), from.m2.data(), 5));
  };
  merge(first, second);
  EXPECT_EQ(first.count, whole.count);
  ExpectNear("mean", first.mean, whole.mean);
  ExpectNear("m2", first.m2, whole.m2);
  // nothing and something make something, in either order
  Moments empty(kOracle, 5);
  merge(empty, second);
  EXPECT_EQ(empty.count, second.count);
  EXPECT_EQ(empty.mean, second.mean);
  EXPECT_EQ(empty.m2, second.m2);
  const Moments before = first;
  merge(first, Moments(kOracle, 5));
  EXPECT_EQ(first.count, before.count);
  EXPECT_EQ(first.mean, before.mean);
  EXPECT_EQ(first.m2, before.m2);
  Moments none(kOracle, 5);
  merge(none, Moments(kOracle, 5));
  EXPECT_EQ(none.count[0], 0);
  EXPECT_EQ(none.mean, std::vector<double>(5));
}

// a large mean with a small spread is where a sum of squares would fail
TEST(Moments, SurvivesALargeOffset) {
  Generator generator(3);
  std::vector<double> x;
  for (int i = 0; i < 1000; ++i) x.push_back(16777000 + static_cast<double>(generator.Below(7)));
  const Moments whole = TwoPasses(x, 1);
  for (const Setting& setting : AllSettings()) {
    Moments running(setting, 1);
    Check(running.Update({x.begin(), x.begin() + 400}));
    Check(running.Update({x.begin() + 400, x.end()}));
    EXPECT_NEAR(running.m2[0] / whole.m2[0], 1, 1e-9) << Name(setting);
  }
}

TEST(Moments, NonFiniteRowsChangeNothing) {
  for (const Setting& setting : AllSettings()) {
    for (double bad :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
      Generator generator(4);
      Moments running(setting, 3);
      Check(running.Update(generator.Normals(30)));
      const Moments before = running;
      auto x = generator.Normals(3 * 500);
      x[3 * 499 + 2] = bad;
      EXPECT_EQ(running.Update(x), CANTER_NON_FINITE) << Name(setting);
      EXPECT_EQ(running.count, before.count);
      EXPECT_EQ(running.mean, before.mean);
      EXPECT_EQ(running.m2, before.m2);
      // a row that the index leaves out does not matter
      EXPECT_EQ(running.Update(x, {0, 7, 498}), CANTER_OK);
      EXPECT_EQ(running.count[0], 13);
    }
  }
}

TEST(Moments, FreezeGivesMeanAndInverseDeviation) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    Moments m(setting, 2);
    const std::vector<double> nothing_shift = m.Freeze(1e-8).first;
    EXPECT_EQ(nothing_shift, (std::vector<double>{0, 0}));
    EXPECT_EQ(m.Freeze(1e-8).second, (std::vector<double>{1, 1}));
    // deviations 2 and 0
    Check(m.Update({1, 5, 5, 5}));
    const auto [shift, scale] = m.Freeze(0.25);
    EXPECT_EQ(shift, (std::vector<double>{3, 5}));
    EXPECT_NEAR(scale[0], 1 / std::sqrt(4.25), 1e-7);
    EXPECT_EQ(scale[1], 2);
  }
}

std::vector<double> Normalize(const Setting& setting, const std::vector<double>& x, double limit,
                              bool in_place) {
  Workbench bench(setting);
  const auto rows = static_cast<int64_t>(x.size() / 2);
  const void *shift = bench.Input({1, -2}), *scale = bench.Input({2, 0.5});
  void* y = in_place ? bench.InOut("y", x) : bench.Out("y", rows * 2);
  Check(canter_moments_normalize(bench.context(), y, in_place ? y : bench.Input(x), shift, scale,
                                 limit, rows, 2));
  EXPECT_EQ(bench.Damage(), "");
  return bench.Outputs()[0].values;
}

TEST(Moments, NormalizeShiftsScalesAndLimits) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Setting& setting : AllSettings()) {
    for (bool in_place : {false, true}) {
      SCOPED_TRACE(Name(setting));
      const std::vector<double> x = {2, 2, 11, -42, nan, kInfinity, -kInfinity, nan};
      const auto y = Normalize(setting, x, 5, in_place);
      EXPECT_EQ(std::vector<double>(y.begin(), y.begin() + 4), (std::vector<double>{2, 2, 5, -5}));
      EXPECT_TRUE(std::isnan(y[4]));
      EXPECT_EQ(y[5], 5);
      EXPECT_EQ(y[6], -5);
      EXPECT_TRUE(std::isnan(y[7]));
      EXPECT_EQ(Normalize(setting, {11, -42}, kInfinity, in_place), (std::vector<double>{20, -20}));
    }
  }
}

}  // namespace
}  // namespace canter_test
