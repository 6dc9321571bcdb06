// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "workbench.h"

namespace canter_test {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Vector, SumsInDouble) {
  // in float the small numbers would vanish beside the large ones
  std::vector<double> x(100000, 0x1p-20);
  x[0] = 0x1p20;
  x[99999] = -0x1p20;
  for (const Setting& setting : AllSettings()) {
    Workbench bench(setting);
    double sum = 0, dot = 0;
    const void* placed = bench.Input(x);
    Check(canter_vector_sum(bench.context(), &sum, placed, 100000));
    EXPECT_EQ(sum, 99998 * 0x1p-20) << Name(setting);
    Check(canter_vector_dot(bench.context(), &dot, placed, placed, 100000));
    EXPECT_EQ(dot, 0x1p41 + 99998 * 0x1p-40) << Name(setting);
  }
}

TEST(Vector, MaxAbsAndCountSeeEverything) {
  for (const Setting& setting : AllSettings()) {
    for (int64_t n : {1, 8, 9, 1000, 5000}) {
      for (int64_t at : {int64_t{0}, n / 2, n - 1}) {
        SCOPED_TRACE(Name(setting) + " " + std::to_string(n) + " " + std::to_string(at));
        std::vector<double> x(static_cast<size_t>(n), 0.5);
        auto largest = [&](double value) {
          x[static_cast<size_t>(at)] = value;
          Workbench bench(setting);
          double result = -1;
          Check(canter_vector_max_abs(bench.context(), &result, bench.Input(x), n));
          return result;
        };
        auto count = [&](double value) {
          x[static_cast<size_t>(at)] = value;
          Workbench bench(setting);
          int64_t result = -1;
          Check(canter_vector_count_non_finite(bench.context(), &result, bench.Input(x), n));
          return result;
        };
        EXPECT_EQ(largest(-7), 7);
        EXPECT_EQ(largest(-kInfinity), kInfinity);
        EXPECT_TRUE(std::isnan(largest(kNaN)));
        EXPECT_EQ(count(-7), 0);
        EXPECT_EQ(count(-kInfinity), 1);
        EXPECT_EQ(count(kNaN), 1);
      }
    }
  }
}

TEST(Vector, MomentsAreThoseOfThePopulation) {
  for (const Setting& setting : AllSettings()) {
    Workbench bench(setting);
    double mean = 0, deviation = 0;
    Check(canter_vector_moments(bench.context(), &mean, &deviation, bench.Input({1, 3, 5, 7}), 4));
    EXPECT_EQ(mean, 4);
    EXPECT_NEAR(deviation, std::sqrt(5.0), 1e-15);
    // a large offset costs nothing
    std::vector<double> x(4000, 1e6);
    for (size_t i = 0; i < x.size(); i += 2) x[i] += 2;
    Check(canter_vector_moments(bench.context(), &mean, &deviation, bench.Input(x), 4000));
    EXPECT_EQ(mean, 1e6 + 1);
    EXPECT_EQ(deviation, 1);
  }
}

TEST(Vector, AxpbyInPlaceAndFromNothing) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    Workbench bench(setting);
    void* y = bench.InOut("y", {1, 2, 3});
    Check(canter_vector_axpby(bench.context(), y, 2, bench.Input({10, 20, 30}), -1, 3));
    EXPECT_EQ(bench.Outputs()[0].values, (std::vector<double>{19, 38, 57}));
    // x = y: y = (2 + 3) y
    Check(canter_vector_axpby(bench.context(), y, 2, y, 3, 3));
    EXPECT_EQ(bench.Outputs()[0].values, (std::vector<double>{95, 190, 285}));
    // beta = 0 does not look at y
    void* fresh = bench.Out("fresh", 3);
    Check(canter_vector_axpby(bench.context(), fresh, 1, y, 0, 3));
    EXPECT_EQ(bench.Outputs()[1].values, (std::vector<double>{95, 190, 285}));
  }
}

TEST(Vector, GatherPicksAndScatterPutsBack) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    Workbench bench(setting);
    const int32_t* index = bench.Index({3, 0, 2});
    void* out = bench.Out("out", 3);
    Check(canter_vector_gather(bench.context(), out, bench.Input({10, 11, 12, 13}), index, 4, 3));
    EXPECT_EQ(bench.Outputs()[0].values, (std::vector<double>{13, 10, 12}));
    void* y = bench.InOut("y", {5, 6, 7, 8});
    Check(canter_vector_scatter(bench.context(), y, out, index, 4, 3));
    EXPECT_EQ(bench.Outputs()[1].values, (std::vector<double>{10, 6, 12, 13}));
    // NaN and infinity are moved like any other number
    void* kept = bench.Out("kept", 2);
    Check(canter_vector_gather(bench.context(), kept, bench.Input({kNaN, -kInfinity, 1}),
                               bench.Index({1, 0}), 3, 2));
    EXPECT_EQ(bench.Outputs()[2].values[0], -kInfinity);
    EXPECT_TRUE(std::isnan(bench.Outputs()[2].values[1]));
  }
}

TEST(Vector, StandardizeHasMeanZeroAndDeviationOne) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    Generator generator(3);
    const auto x = generator.Normals(5000, 100, 7);
    Workbench bench(setting);
    void *y = bench.Out("y", 5000), *in_place = bench.InOut("in place", x);
    Check(canter_vector_standardize(bench.context(), y, bench.Input(x), 1e-8, 5000));
    Check(canter_vector_standardize(bench.context(), in_place, in_place, 1e-8, 5000));
    EXPECT_EQ(bench.Outputs()[0].values, bench.Outputs()[1].values);
    double mean = 0, deviation = 0;
    Check(canter_vector_moments(bench.context(), &mean, &deviation, y, 5000));
    EXPECT_NEAR(mean, 0, 1e-6);
    EXPECT_NEAR(deviation, 1, 1e-6);
    // equal numbers have no deviation: epsilon keeps them finite
    void* flat = bench.Out("flat", 3);
    Check(canter_vector_standardize(bench.context(), flat, bench.Input({5, 5, 5}), 1e-8, 3));
    EXPECT_EQ(bench.Outputs()[2].values, (std::vector<double>{0, 0, 0}));
  }
}

}  // namespace
}  // namespace canter_test
