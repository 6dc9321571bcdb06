// SPDX-License-Identifier: Apache-2.0
//
// Scans over trajectories with every kind of step; bootstrap values are NaN wherever none is read.
#include <limits>

#include "case.h"

namespace canter_test {
namespace {

constexpr double kGamma = 0.99;
constexpr double kLambda = 0.95;

struct Trajectories {
  int64_t steps, environments;
  std::vector<double> reward, value, bootstrap;
  std::vector<uint8_t> step;
};

Trajectories Make(int64_t steps, int64_t environments, const std::string& name) {
  Generator generator(name);
  const int64_t n = steps * environments;
  Trajectories t = {steps,
                    environments,
                    generator.Normals(n, 0.5),
                    generator.Normals(n, 3),
                    generator.Normals(n, 3),
                    std::vector<uint8_t>(static_cast<size_t>(n))};
  for (size_t i = 0; i < t.step.size(); ++i) {
    // one step in eight ends something
    const int64_t draw = generator.Below(24);
    t.step[i] = static_cast<uint8_t>(draw <= CANTER_FAULT ? draw : 0);
    const bool last_row = static_cast<int64_t>(i) >= n - environments;
    const bool read = t.step[i] == CANTER_TIMEOUT || t.step[i] == CANTER_FAULT ||
                      (t.step[i] == CANTER_MID && last_row);
    if (!read) t.bootstrap[i] = std::numeric_limits<double>::quiet_NaN();
  }
  return t;
}

struct Placed {
  const void *reward, *value, *bootstrap;
  const uint8_t* step;
};

Placed Place(Workbench& bench, const Trajectories& t, int streams) {
  bench.bytes =
      static_cast<double>(t.step.size()) * (streams * (bench.real() == CANTER_F64 ? 8.0 : 4.0) + 1);
  return {bench.Input(t.reward), bench.Input(t.value), bench.Input(t.bootstrap),
          bench.Fixed(t.step)};
}

void Gae(Workbench& bench, const Trajectories& t, bool with_target) {
  const Placed in = Place(bench, t, with_target ? 4 : 3);
  const auto n = static_cast<int64_t>(t.step.size());
  void* advantage = bench.Out("advantage", n);
  void* target = with_target ? bench.Out("target", n) : nullptr;
  bench.call = [=, &bench, steps = t.steps, environments = t.environments] {
    return canter_scan_gae(bench.context(), advantage, target, in.reward, in.value, in.bootstrap,
                           in.step, kGamma, kLambda, steps, environments);
  };
}

void Returns(Workbench& bench, const Trajectories& t, bool with_bootstrap) {
  const Placed in = Place(bench, t, 2);
  void* returns = bench.Out("returns", static_cast<int64_t>(t.step.size()));
  bench.call = [=, &bench, steps = t.steps, environments = t.environments] {
    return canter_scan_returns(bench.context(), returns, in.reward,
                               with_bootstrap ? in.bootstrap : nullptr, in.step, kGamma, steps,
                               environments);
  };
}

void NStep(Workbench& bench, const Trajectories& t, int32_t n) {
  const Placed in = Place(bench, t, 3);
  void* returns = bench.Out("returns", static_cast<int64_t>(t.step.size()));
  bench.call = [=, &bench, steps = t.steps, environments = t.environments] {
    return canter_scan_n_step(bench.context(), returns, in.reward, in.value, in.bootstrap, in.step,
                              kGamma, n, steps, environments);
  };
}

void Td(Workbench& bench, const Trajectories& t) {
  const Placed in = Place(bench, t, 3);
  void* delta = bench.Out("delta", static_cast<int64_t>(t.step.size()));
  bench.call = [=, &bench, steps = t.steps, environments = t.environments] {
    return canter_scan_td(bench.context(), delta, in.reward, in.value, in.bootstrap, in.step,
                          kGamma, steps, environments);
  };
}

void AddAll(Cases& cases, int64_t steps, int64_t environments, bool heavy = false) {
  const std::string shape = "t" + std::to_string(steps) + "_n" + std::to_string(environments);
  auto add = [&](const std::string& function,
                 std::function<void(Workbench&, const Trajectories&)> prepare) {
    Case made = {"scan", "scan_" + function + "/" + shape, nullptr};
    made.prepare = [=](Workbench& bench) { prepare(bench, Make(steps, environments, shape)); };
    made.heavy = heavy;
    cases.push_back(made);
  };
  add("gae", [](Workbench& bench, const Trajectories& t) { Gae(bench, t, true); });
  add("gae_without_target", [](Workbench& bench, const Trajectories& t) { Gae(bench, t, false); });
  add("returns", [](Workbench& bench, const Trajectories& t) { Returns(bench, t, true); });
  add("returns_without_bootstrap",
      [](Workbench& bench, const Trajectories& t) { Returns(bench, t, false); });
  add("td", Td);
  for (int32_t n : {1, 3, 8, 100000}) {
    add("n_step" + std::to_string(n),
        [n](Workbench& bench, const Trajectories& t) { NStep(bench, t, n); });
  }
}

}  // namespace

void AddScanCases(Cases& cases) {
  const int64_t shapes[][2] = {{1, 1},   {1, 17},   {2, 8},    {7, 7},    {33, 9},
                               {16, 16}, {17, 3},   {2, 65},   {255, 2},  {1025, 1},
                               {65, 64}, {257, 33}, {9000, 1}, {2500, 3}, {2500, 12}};
  for (const auto& shape : shapes) AddAll(cases, shape[0], shape[1]);
  AddAll(cases, 2048, 64, true);
}

}  // namespace canter_test
