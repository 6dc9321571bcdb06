// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "cases/problem.h"

namespace canter_test {
namespace {

struct Acted {
  std::vector<double> action, log_probability, parameters;
};

// rows first..first+rows-1 of observation[M, O] and key[M, 3]
Acted Act(const Setting& setting, const PolicyShape& shape, const std::vector<double>& theta,
          const std::vector<double>& observation, const std::vector<uint32_t>& key, int64_t first,
          int64_t rows) {
  Workbench bench(setting);
  const Network network = shape.network.Make();
  const Distribution distribution = shape.distribution.Make();
  const canter_policy* policy = bench.Keep(MakePolicy(network.get(), distribution.get()));
  void* action = bench.Out("action", rows * shape.distribution.actions());
  void* log_probability = bench.Out("log_probability", rows);
  void* parameters = bench.Out("parameters", rows * shape.distribution.width());
  const int64_t width = shape.network.inputs();
  const auto x = observation.begin() + first * width;
  const auto k = key.begin() + first * 3;
  const int64_t bytes = canter_policy_scratch_bytes(bench.context(), policy, rows);
  Check(canter_policy_act(
      bench.context(), policy, action, log_probability, parameters, bench.Input(theta),
      bench.Input(std::vector<double>(x, x + rows * width)), 21, CANTER_STREAM_ACTION,
      bench.Fixed(std::vector<uint32_t>(k, k + rows * 3)), rows, bench.Scratch(bytes), bytes));
  EXPECT_EQ(bench.Damage(), "");
  const auto outputs = bench.Outputs();
  return {outputs[0].values, outputs[1].values, outputs[2].values};
}

// the same by two calls: the forward pass, then the sample
Acted ForwardThenSample(const Setting& setting, const PolicyShape& shape,
                        const std::vector<double>& theta, const std::vector<double>& observation,
                        const std::vector<uint32_t>& key, int64_t rows) {
  Workbench bench(setting);
  const canter_network* network = bench.Keep(shape.network.Make());
  const canter_distribution* distribution = bench.Keep(shape.distribution.Make());
  void* action = bench.Out("action", rows * shape.distribution.actions());
  void* log_probability = bench.Out("log_probability", rows);
  void* parameters = bench.Out("parameters", rows * shape.distribution.width());
  const int64_t bytes = canter_mlp_scratch_bytes(bench.context(), network, rows);
  Check(canter_mlp_forward(bench.context(), network, parameters, bench.Input(theta),
                           bench.Input(observation), rows, bench.Scratch(bytes), bytes));
  const std::vector<double> log_std(theta.begin() + shape.network.parameters(), theta.end());
  Check(canter_distribution_sample(bench.context(), distribution, action, log_probability,
                                   parameters, bench.Input(log_std), 21, CANTER_STREAM_ACTION,
                                   bench.Fixed(key), rows));
  const auto outputs = bench.Outputs();
  return {outputs[0].values, outputs[1].values, outputs[2].values};
}

std::vector<double> PolicyTheta(const PolicyShape& shape, Generator& generator) {
  auto theta = MakeTheta(shape.network, generator);
  for (double l : generator.Normals(shape.distribution.free(), -0.5, 0.3)) theta.push_back(l);
  return theta;
}

std::vector<uint32_t> RandomKeys(int64_t rows, Generator& generator) {
  std::vector<uint32_t> key;
  for (int64_t i = 0; i < 3 * rows; ++i) key.push_back(static_cast<uint32_t>(generator.Word()));
  return key;
}

TEST(Policy, ReportsItsParameters) {
  const Network network = MakeNetwork({3, 5, 2});
  const Distribution gaussian = MakeGaussian(2);
  const Distribution categorical = MakeCategorical({2});
  const Policy continuous = MakePolicy(network.get(), gaussian.get());
  EXPECT_EQ(canter_policy_log_std_offset(continuous.get()), 32);
  EXPECT_EQ(canter_policy_parameters(continuous.get()), 34);
  const Policy discrete = MakePolicy(network.get(), categorical.get());
  EXPECT_EQ(canter_policy_parameters(discrete.get()), 32);
}

TEST(Policy, ActIsForwardThenSample) {
  for (const Setting& setting : AllSettings()) {
    for (const PolicyShape& shape : PolicyShapes()) {
      for (int64_t rows : {1, 7, 33}) {
        Generator generator(shape.Name());
        const auto theta = PolicyTheta(shape, generator);
        const auto observation = generator.Normals(rows * shape.network.inputs());
        const auto key = RandomKeys(rows, generator);
        const Acted once = Act(setting, shape, theta, observation, key, 0, rows);
        const Acted twice = ForwardThenSample(setting, shape, theta, observation, key, rows);
        ASSERT_EQ(once.parameters, twice.parameters) << Name(setting) << shape.Name();
        ASSERT_EQ(once.action, twice.action) << Name(setting) << shape.Name();
        ASSERT_EQ(once.log_probability, twice.log_probability) << Name(setting) << shape.Name();
      }
    }
  }
}

TEST(Policy, RowsHaveTheSameBitsAnywhere) {
  const PolicyShape shapes[] = {PolicyShapes()[2], PolicyShapes()[10]};
  for (const Setting& setting : AllSettings()) {
    for (const PolicyShape& shape : shapes) {
      Generator generator(shape.Name());
      const int64_t most = 257;
      const auto theta = PolicyTheta(shape, generator);
      const auto observation = generator.Normals(most * shape.network.inputs());
      const auto key = RandomKeys(most, generator);
      const Acted all = Act(setting, shape, theta, observation, key, 0, most);
      // slices of a rollout, each of another size
      int64_t first = 0;
      for (int64_t rows = 1; first + rows <= most; first += rows, ++rows) {
        const Acted slice = Act(setting, shape, theta, observation, key, first, rows);
        for (int64_t b = 0; b < rows; ++b) {
          ASSERT_EQ(slice.log_probability[static_cast<size_t>(b)],
                    all.log_probability[static_cast<size_t>(first + b)])
              << Name(setting) << shape.Name() << b << " of " << rows;
        }
        const int64_t actions = shape.distribution.actions();
        ASSERT_TRUE(std::equal(slice.action.begin(), slice.action.end(),
                               all.action.begin() + first * actions));
      }
    }
  }
}

// what the thesis rests on: rollout slices and the update agree to the bit, so at the old policy
// every ratio is exactly 1 and every divergence exactly 0
TEST(Policy, UpdateSeesWhatTheRolloutDid) {
  for (Setting setting : AllSettings()) {
    for (const PolicyShape& shape : PolicyShapes()) {
      setting.threads = 3;
      Generator generator(shape.Name());
      const int64_t rows = 100, slice = 9;
      const auto theta = PolicyTheta(shape, generator);
      const auto observation = generator.Normals(rows * shape.network.inputs());
      const auto key = RandomKeys(rows, generator);
      Acted seen;
      for (int64_t first = 0; first < rows; first += slice) {
        const Acted part =
            Act(setting, shape, theta, observation, key, first, std::min(slice, rows - first));
        auto append = [](std::vector<double>& to, const std::vector<double>& from) {
          to.insert(to.end(), from.begin(), from.end());
        };
        append(seen.action, part.action);
        append(seen.log_probability, part.log_probability);
        append(seen.parameters, part.parameters);
      }
      PolicyProblem p;
      p.shape = shape;
      p.selection = MakeSelection(Subset::kShuffled, rows, generator);
      p.theta = theta;
      p.observation = observation;
      p.action = seen.action;
      p.weight = generator.Normals(rows, 0.3);
      p.old_log_probability = seen.log_probability;
      p.old_parameters = seen.parameters;
      p.old_log_std.assign(theta.begin() + shape.network.parameters(), theta.end());

      Workbench bench(setting);
      const PlacedProblem placed = Place(bench, p);
      const canter_objective objective = {CANTER_SURROGATE, 0.2, 0, 0};
      double statistics[CANTER_STAT_COUNT];
      Check(canter_policy_evaluate(bench.context(), placed.policy, statistics, placed.theta,
                                   &placed.batch, &objective));
      SCOPED_TRACE(Name(setting) + " " + shape.Name());
      EXPECT_EQ(statistics[CANTER_STAT_MEAN_RATIO], 1);
      EXPECT_EQ(statistics[CANTER_STAT_MAX_RATIO], 1);
      EXPECT_EQ(statistics[CANTER_STAT_MEAN_KL], 0);
      EXPECT_EQ(statistics[CANTER_STAT_MAX_KL], 0);
      double mean = 0;
      for (double w : p.weight) mean += w / rows;
      EXPECT_NEAR(statistics[CANTER_STAT_SURROGATE], mean, 1e-14);
      EXPECT_EQ(statistics[CANTER_STAT_OBJECTIVE], statistics[CANTER_STAT_SURROGATE]);
    }
  }
}

}  // namespace
}  // namespace canter_test
