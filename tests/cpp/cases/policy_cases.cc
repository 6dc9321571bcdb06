// SPDX-License-Identifier: Apache-2.0
//
// The forward pass, sample and log probability of a rollout in one call.
#include "case.h"
#include "problem.h"

namespace canter_test {
namespace {

void Act(Workbench& bench, const PolicyShape& shape, int64_t rows, const std::string& name) {
  Generator generator(name);
  const DistributionShape& distribution = shape.distribution;
  std::vector<double> theta = MakeTheta(shape.network, generator);
  for (double l : generator.Normals(distribution.free(), -0.5, 0.3)) theta.push_back(l);
  std::vector<uint32_t> keys;
  for (int64_t i = 0; i < 3 * rows; ++i) keys.push_back(static_cast<uint32_t>(generator.Word()));

  const Network network = shape.network.Make();
  const Distribution made = distribution.Make();
  const canter_policy* policy = bench.Keep(MakePolicy(network.get(), made.get()));
  const void* placed = bench.Input(theta);
  const void* observation = bench.Input(generator.Normals(rows * shape.network.inputs()));
  const uint32_t* key = bench.Fixed(keys);
  void* action = bench.Out("action", rows * distribution.actions());
  void* log_probability = bench.Out("log_probability", rows);
  void* parameters = bench.Out("parameters", rows * distribution.width());
  const int64_t bytes = canter_policy_scratch_bytes(bench.context(), policy, rows);
  void* scratch = bench.Scratch(bytes);
  bench.operations = shape.network.operations() * static_cast<double>(rows);
  bench.call = [=, &bench] {
    return canter_policy_act(bench.context(), policy, action, log_probability, parameters, placed,
                             observation, 77, CANTER_STREAM_ACTION, key, rows, scratch, bytes);
  };
}

void Add(Cases& cases, const PolicyShape& shape, int64_t rows) {
  const std::string name = "policy_act/" + shape.Name() + "/b" + std::to_string(rows);
  Case made = {"policy", name, nullptr};
  made.prepare = [=](Workbench& bench) { Act(bench, shape, rows, name); };
  made.heavy = rows > 10000;
  cases.push_back(made);
}

}  // namespace

void AddPolicyCases(Cases& cases) {
  const auto& shapes = PolicyShapes();
  for (size_t i = 0; i < shapes.size(); ++i) {
    Add(cases, shapes[i], BatchSize(i % 11));
    Add(cases, shapes[i], FittingBatchSize(11 + i, shapes[i].network));
  }
  Add(cases, {{{17, 64, 64, 6}}, {CANTER_GAUSSIAN, {6}}}, 50000);
}

}  // namespace canter_test
