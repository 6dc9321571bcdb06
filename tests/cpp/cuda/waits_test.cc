// SPDX-License-Identifier: Apache-2.0
//
// How often the host waits, and what is launched: docs/CUDA.md states these numbers.
#include <gtest/gtest.h>

#include "../cases/problem.h"
#include "emulated_runtime.h"

namespace canter_test {
namespace {

using canter::cuda::emulation;

constexpr Setting kGpu = {CANTER_F32, CANTER_ISA_CUDA, 1};

// counts from here on
void Count() { emulation().waits = emulation().launches = emulation().graph_launches = 0; }

// a gradient and a trust-region step; the waits of each
std::vector<int64_t> UpdateWaits(const PolicyShape& shape, Subset subset) {
  Workbench bench(kGpu);
  Generator generator("update");
  const Selection selection = MakeSelection(subset, 65, generator);
  const PolicyProblem problem = MakeProblem(shape, selection, generator, 0);
  const PlacedProblem placed = Place(bench, problem);
  canter_tape* tape = bench.Keep(MakeTape(bench.context(), placed.network, 65));
  void* theta = bench.InOut("theta", problem.theta);
  void* gradient = bench.Out("gradient", shape.parameters());
  void* direction = bench.Out("direction", shape.parameters());
  const canter_objective objective = {CANTER_SURROGATE, 0.2, 0, 0};
  const canter_trust_region_settings settings = {0.01, 0.1, 1e-10, 0.5, 10, 10};
  double statistics[CANTER_STAT_COUNT];
  canter_trust_region_result result;
  std::vector<int64_t> waits;
  Count();
  Check(canter_policy_gradient(bench.context(), placed.policy, gradient, statistics, tape, theta,
                               &placed.batch, &objective));
  waits.push_back(emulation().waits);
  Check(canter_trust_region_step(bench.context(), placed.policy, theta, direction, &result, tape,
                                 nullptr, gradient, statistics[CANTER_STAT_OBJECTIVE],
                                 &placed.batch, &objective, &settings));
  waits.push_back(emulation().waits - waits[0]);
  EXPECT_GE(result.accepted, 0);
  return waits;
}

TEST(Waits, PolicyUpdateWaitsTwice) {
  EXPECT_EQ(UpdateWaits(PolicyShapes()[2], Subset::kAll), (std::vector<int64_t>{1, 1}));
}

// picks are memory: the kernels that follow them stop by themselves
TEST(Waits, PolicyUpdateOfPickedRowsWaitsTwice) {
  EXPECT_EQ(UpdateWaits(PolicyShapes()[2], Subset::kShuffled), (std::vector<int64_t>{1, 1}));
}

// categorical choices are memory in both calls
TEST(Waits, PolicyUpdateOfChoicesWaitsFourTimes) {
  EXPECT_EQ(UpdateWaits(PolicyShapes()[10], Subset::kShuffled), (std::vector<int64_t>{2, 2}));
}

TEST(Waits, FisherProductNeverWaits) {
  Workbench bench(kGpu);
  Generator generator("product");
  const PolicyShape& shape = PolicyShapes()[2];
  const Selection selection = MakeSelection(Subset::kAll, 257, generator);
  const PlacedProblem placed = Place(bench, MakeProblem(shape, selection, generator));
  const canter_tape* tape = Record(bench, placed);
  const void* v = bench.Input(generator.Normals(shape.parameters()));
  void* out = bench.Out("out", shape.parameters());
  Count();
  Check(canter_fisher_product(bench.context(), placed.policy, out, tape, placed.theta, v, 0.1));
  EXPECT_EQ(emulation().waits, 0);
  // the checks, theta and v packed, tiles, weights, their sum
  EXPECT_EQ(emulation().launches, 5);
}

TEST(Waits, AdvantagesAreOneLaunchWithoutAWait) {
  Workbench bench(kGpu);
  const std::vector<double> ones(6, 1);
  const uint8_t* step = bench.Fixed(std::vector<uint8_t>{0, 1, 2, 3, 0, 0});
  const void *reward = bench.Input(ones), *value = bench.Input(ones), *after = bench.Input(ones);
  void *advantage = bench.Out("advantage", 6), *target = bench.Out("target", 6);
  Count();
  Check(canter_scan_gae(bench.context(), advantage, target, reward, value, after, step, 0.9, 0.8, 3,
                        2));
  EXPECT_EQ(emulation().waits, 0);
  EXPECT_EQ(emulation().launches, 1);
}

TEST(Waits, OptimiserNeverWaits) {
  Workbench bench(kGpu);
  const std::vector<double> ones(9, 1);
  void* theta = bench.InOut("theta", ones);
  void* first = bench.InOut("first", ones);
  void* second = bench.InOut("second", ones);
  const void* gradient = bench.Input(ones);
  Count();
  Check(canter_adam_step(bench.context(), theta, first, second, gradient, 1, 0.1, 0.9, 0.999, 1e-8,
                         9));
  Check(canter_sgd_step(bench.context(), theta, first, gradient, 0.1, 0.9, 9));
  EXPECT_EQ(emulation().waits, 0);
}

// with statistics it waits for them; without, not even picks are waited for
TEST(Waits, ValueGradientWaitsForItsStatisticsAlone) {
  Workbench bench(kGpu);
  Generator generator("value");
  const canter_network* network = bench.Keep(MakeNetwork({3, 8, 1}));
  const void* theta = bench.Input(generator.Normals(41));
  const void* x = bench.Input(generator.Normals(15));
  const void* target = bench.Input(generator.Normals(5));
  const int32_t* index = bench.Index({4, 0, 2});
  void *told = bench.Out("told", 41), *untold = bench.Out("untold", 41);
  double statistics[CANTER_VALUE_COUNT];
  Count();
  Check(canter_value_gradient(bench.context(), network, told, statistics, nullptr, theta, x, target,
                              index, 5, 3));
  EXPECT_EQ(emulation().waits, 1);
  Check(canter_value_gradient(bench.context(), network, untold, nullptr, nullptr, theta, x, target,
                              index, 5, 3));
  EXPECT_EQ(emulation().waits, 1);
  EXPECT_EQ(bench.Outputs()[0].values, bench.Outputs()[1].values);
}

TEST(Waits, MomentsWaitOnce) {
  Workbench bench(kGpu);
  const void* x = bench.Input({1, 2, 3, 4});
  double count = 0, mean[2] = {0, 0}, m2[2] = {0, 0};
  Count();
  Check(canter_moments_update(bench.context(), &count, mean, m2, x, nullptr, 2, 2, 2));
  EXPECT_EQ(emulation().waits, 1);
  EXPECT_EQ(mean[1], 3);
}

}  // namespace
}  // namespace canter_test
