// SPDX-License-Identifier: Apache-2.0
//
// Checks that a device makes late: a call returns, and the next wait refuses it.
#include "cuda/late_checks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>

#include "../cases/problem.h"
#include "emulated_runtime.h"

namespace canter_test {
namespace {

using canter::cuda::emulation;
using canter::cuda::LateChecks;

constexpr Setting kGpu = {CANTER_F32, CANTER_ISA_CUDA, 1};
const double kNan = std::numeric_limits<double>::quiet_NaN();
const double kInfinity = std::numeric_limits<double>::infinity();

std::string Found(const char* text, const char* function) {
  return std::string(text) + "; " + function + " found this, a call before that did not wait";
}

// A small network with one output, and buffers to call it with.
class LateRefusal : public testing::Test {
 protected:
  static constexpr int64_t kParameters = 9;

  const void* Numbers(int64_t n, int64_t at = -1, double value = 0) {
    std::vector<double> numbers(static_cast<size_t>(n), 0.5);
    if (at >= 0) numbers[static_cast<size_t>(at)] = value;
    return bench.Input(numbers);
  }
  canter_status Synchronize() { return canter_cuda_synchronize(bench.context()); }
  // steps that do not exist lead to nothing but this
  canter_status Scan(const uint8_t* step) {
    return canter_scan_gae(bench.context(), advantage, nullptr, Numbers(6), Numbers(6), Numbers(6),
                           step, 0.9, 0.8, 3, 2);
  }
  canter_status Record(const void* theta) {
    return canter_mlp_record(bench.context(), network, tape, nullptr, theta, Numbers(8), nullptr, 4,
                             4);
  }

  Workbench bench{kGpu};
  canter_network* network = bench.Keep(MakeNetwork({2, 2, 1}));
  canter_tape* tape = bench.Keep(MakeTape(bench.context(), network, 4));
  void* advantage = bench.Out("advantage", 6);
};

TEST_F(LateRefusal, IsReportedByTheNextWaitWithItsText) {
  Check(Record(Numbers(kParameters, 7, kInfinity)));
  EXPECT_EQ(Synchronize(), CANTER_NON_FINITE);
  EXPECT_EQ(canter_last_error(),
            Found("theta[7] is finite: inf (1 of 9 numbers are not); pass finite numbers",
                  "canter_mlp_record"));
  // once, and the context serves again
  Check(Synchronize());
  Check(Record(Numbers(kParameters)));
  Check(Synchronize());
}

TEST_F(LateRefusal, OfTheVeryCallNamesNoOther) {
  double statistics[CANTER_VALUE_COUNT] = {1, 1};
  EXPECT_EQ(
      canter_value_gradient(bench.context(), network, nullptr, statistics, tape,
                            Numbers(kParameters, 3, kNan), Numbers(8), Numbers(4), nullptr, 4, 4),
      CANTER_NON_FINITE);
  EXPECT_EQ(std::strncmp(canter_last_error(), "theta[3] is finite: ", 20), 0);
  EXPECT_EQ(std::strstr(canter_last_error(), "found this"), nullptr);
  EXPECT_EQ(statistics[0], 1);
  EXPECT_EQ(canter_tape_rows(tape), 0);
  Check(Synchronize());
}

TEST_F(LateRefusal, NamesTheFirstOfManyBlocks) {
  std::vector<double> x(20000, 1);
  for (size_t i : {5003u, 5001u, 19999u}) x[i] = -kInfinity;
  Check(canter_moments_normalize(bench.context(), bench.Out("y", 20000),
                                 bench.Input(std::vector<double>(20000, 1)), bench.Input(x),
                                 bench.Input(std::vector<double>(20000, 1)), 5, 1, 20000));
  EXPECT_EQ(Synchronize(), CANTER_NON_FINITE);
  EXPECT_EQ(canter_last_error(),
            Found("shift[5001] is finite: -inf (3 of 20000 numbers are not); pass finite numbers",
                  "canter_moments_normalize"));
}

// nor does it depend on the order of threads
TEST_F(LateRefusal, NamesTheFirstInEveryOrder) {
  using canter::cuda::PhaseOrder;
  const uint8_t* step = bench.Fixed(std::vector<uint8_t>{0, 0, 0, 6, 9, 255});
  std::vector<double> theta(kParameters, kInfinity);
  theta[0] = theta[1] = 1;
  const void* bad = bench.Input(theta);
  for (const PhaseOrder order : {PhaseOrder::kForward, PhaseOrder::kBackward,
                                 PhaseOrder::kScattered, PhaseOrder::kThreads}) {
    emulation().order = order;
    Check(Scan(step));
    EXPECT_EQ(Synchronize(), CANTER_BAD_VALUE);
    EXPECT_EQ(std::strncmp(canter_last_error(), "step[1, 1] in 0..3: 6; ", 23), 0);
    Check(Record(bad));
    EXPECT_EQ(Synchronize(), CANTER_NON_FINITE);
    EXPECT_EQ(std::strncmp(canter_last_error(), "theta[2] is finite: inf (7 of 9 ", 32), 0);
  }
  emulation().order = PhaseOrder::kForward;
}

TEST_F(LateRefusal, KindsOfStepsAreNotedByEveryScan) {
  canter_context* context = bench.context();
  const uint8_t* step = bench.Fixed(std::vector<uint8_t>{0, 1, 2, 255, 0, 4});
  const void *r = Numbers(6), *v = Numbers(6), *b = Numbers(6);
  const std::vector<std::pair<const char*, std::function<canter_status()>>> scans = {
      {"canter_scan_gae", [&] { return Scan(step); }},
      {"canter_scan_returns",
       [&] { return canter_scan_returns(context, advantage, r, b, step, 0.9, 3, 2); }},
      {"canter_scan_n_step",
       [&] { return canter_scan_n_step(context, advantage, r, v, b, step, 0.9, 2, 3, 2); }},
      {"canter_scan_n_step",
       [&] { return canter_scan_n_step(context, advantage, r, v, b, step, 0.9, 9, 3, 2); }},
      {"canter_scan_td",
       [&] { return canter_scan_td(context, advantage, r, v, b, step, 0.9, 3, 2); }}};
  for (const auto& [name, scan] : scans) {
    Check(scan());
    EXPECT_EQ(Synchronize(), CANTER_BAD_VALUE);
    EXPECT_EQ(canter_last_error(),
              Found("step[1, 1] in 0..3: 255; the kinds are listed in canter/scan.h", name));
  }
  Check(Scan(bench.Fixed(std::vector<uint8_t>{0, 1, 2, 3, 0, 0})));
  Check(Synchronize());
}

TEST_F(LateRefusal, OfSeveralTheFirstIsReported) {
  Check(Scan(bench.Fixed(std::vector<uint8_t>{0, 0, 9, 0, 0, 0})));
  Check(Record(Numbers(kParameters, 2, kNan)));
  Check(Record(Numbers(kParameters)));
  std::vector<float> host(6);
  EXPECT_EQ(canter_cuda_download(bench.context(), host.data(), advantage, 24), CANTER_BAD_VALUE);
  EXPECT_EQ(
      canter_last_error(),
      Found("step[1, 0] in 0..3: 9; the kinds are listed in canter/scan.h", "canter_scan_gae"));
  // the second went with it
  Check(canter_cuda_download(bench.context(), host.data(), advantage, 24));
}

TEST_F(LateRefusal, ComesBeforeACallThatWaitsForItsPicks) {
  Check(Record(Numbers(kParameters, 1, kNan)));
  EXPECT_EQ(canter_vector_gather(bench.context(), advantage, Numbers(6), bench.Index({0, 1}), 6, 2),
            CANTER_NON_FINITE);
  EXPECT_TRUE(bench.OutputsUntouched());
  Check(canter_vector_gather(bench.context(), advantage, Numbers(6), bench.Index({0, 1}), 6, 2));
}

TEST_F(LateRefusal, FullRingWaitsAndReports) {
  const uint8_t* good = bench.Fixed(std::vector<uint8_t>{0, 0, 0, 0, 0, 0});
  const uint8_t* bad = bench.Fixed(std::vector<uint8_t>{0, 0, 0, 0, 5, 0});
  emulation().waits = 0;
  for (int64_t i = 0; i < LateChecks::kSlots; ++i) Check(Scan(i == 3 ? bad : good));
  EXPECT_EQ(emulation().waits, 0);
  EXPECT_EQ(Scan(good), CANTER_BAD_VALUE);
  EXPECT_GT(emulation().waits, 0);
  EXPECT_EQ(std::strncmp(canter_last_error(), "step[2, 0] in 0..3: 5; ", 23), 0);
  // many rounds of the ring
  emulation().waits = 0;
  for (int64_t i = 0; i < 5 * LateChecks::kSlots; ++i) Check(Scan(good));
  EXPECT_EQ(emulation().waits, 4);
  Check(Synchronize());
}

TEST_F(LateRefusal, EndsWithItsContext) {
  const int64_t before = emulation().living_blocks;
  {
    Workbench other(kGpu);
    Check(canter_scan_returns(other.context(), other.Out("returns", 2), other.Input({1, 1}),
                              nullptr, other.Fixed(std::vector<uint8_t>{8, 8}), 0.9, 1, 2));
  }
  EXPECT_EQ(emulation().living_blocks, before);
  Check(Synchronize());
}

TEST_F(LateRefusal, MemoryIsFreedAllTheSame) {
  void* memory = nullptr;
  Check(canter_cuda_allocate(&memory, bench.context(), CANTER_CUDA_DEVICE, 64));
  Check(Record(Numbers(kParameters, 1, kNan)));
  Check(canter_cuda_free(bench.context(), CANTER_CUDA_DEVICE, memory));
  EXPECT_EQ(Synchronize(), CANTER_NON_FINITE);
}

// neither its own checks nor those of a call before it let an optimiser change anything
TEST_F(LateRefusal, OptimisersLeaveTheirBuffersAlone) {
  const std::vector<double> ones(9, 1);
  void* theta = bench.InOut("theta", ones);
  void* first = bench.InOut("first", ones);
  void* second = bench.InOut("second", ones);
  const auto adam = [&](const void* gradient) {
    return canter_adam_step(bench.context(), theta, first, second, gradient, 1, 0.1, 0.9, 0.999,
                            1e-8, 9);
  };
  const auto unchanged = [&] {
    const auto outputs = bench.Outputs();
    return outputs[1].values == ones && outputs[2].values == ones && outputs[3].values == ones;
  };
  Check(adam(Numbers(9, 8, kNan)));
  EXPECT_EQ(Synchronize(), CANTER_NON_FINITE);
  EXPECT_TRUE(unchanged());
  Check(canter_sgd_step(bench.context(), theta, first, Numbers(9, 0, kNan), 0.1, 0.9, 9));
  EXPECT_EQ(Synchronize(), CANTER_NON_FINITE);
  EXPECT_TRUE(unchanged());
  Check(Record(Numbers(kParameters, 1, kNan)));
  Check(adam(Numbers(9)));
  EXPECT_EQ(Synchronize(), CANTER_NON_FINITE);
  EXPECT_TRUE(unchanged());
  Check(adam(Numbers(9)));
  Check(Synchronize());
  EXPECT_FALSE(unchanged());
}

// picks that lead outside are never followed: guarded buffers end where they end
TEST_F(LateRefusal, BadPicksAreNotFollowed) {
  canter_context* context = bench.context();
  const void *theta = Numbers(kParameters), *x = Numbers(8), *y = Numbers(4);
  const int32_t* index = bench.Index({3, 1 << 30, -1 << 30, 0});
  void* gradient = bench.Out("gradient", kParameters);
  double statistics[CANTER_VALUE_COUNT];
  const char* text =
      "index[1] in 0..source_rows - 1: 1073741824 with source_rows = 4; pick rows that exist";
  Check(canter_value_gradient(context, network, gradient, nullptr, nullptr, theta, x, y, index, 4,
                              4));
  EXPECT_EQ(Synchronize(), CANTER_BAD_VALUE);
  EXPECT_EQ(canter_last_error(), Found(text, "canter_value_gradient"));
  EXPECT_EQ(
      canter_value_gradient(context, network, gradient, statistics, tape, theta, x, y, index, 4, 4),
      CANTER_BAD_VALUE);
  EXPECT_STREQ(canter_last_error(), text);
  EXPECT_EQ(canter_tape_rows(tape), 0);
  // without statistics a tape would keep such picks, so this call waits
  EXPECT_EQ(
      canter_value_gradient(context, network, gradient, nullptr, tape, theta, x, y, index, 4, 4),
      CANTER_BAD_VALUE);
  EXPECT_STREQ(canter_last_error(), text);
  EXPECT_EQ(canter_value_gradient(context, network, nullptr, nullptr, nullptr, theta, x, y, nullptr,
                                  4, 4),
            CANTER_NULL_POINTER);
}

// a policy's update on a batch; theta and gradient may be made bad
struct Update {
  Update() : shape(PolicyShapes()[2]) {
    const Selection selection = MakeSelection(Subset::kAll, 65, generator);
    problem = MakeProblem(shape, selection, generator, 0);
    placed = Place(bench, problem);
    tape = bench.Keep(MakeTape(bench.context(), placed.network, 65));
    theta = bench.InOut("theta", problem.theta);
    direction = bench.Out("direction", shape.parameters());
  }
  canter_status Step(const void* gradient) {
    const canter_trust_region_settings settings = {0.01, 0.1, 1e-10, 0.5, 10, 10};
    return canter_trust_region_step(bench.context(), placed.policy, theta, direction, &result, tape,
                                    nullptr, gradient, -1e9, &placed.batch, &objective, &settings);
  }

  Workbench bench{kGpu};
  Generator generator{"late update"};
  const PolicyShape& shape;
  PolicyProblem problem;
  PlacedProblem placed;
  canter_tape* tape;
  void *theta, *direction;
  const canter_objective objective = {CANTER_SURROGATE, 0.2, 0, 0};
  canter_trust_region_result result = {};
};

TEST(LateTrustRegion, BadNumbersNeverChangeTheta) {
  Update update;
  canter_context* context = update.bench.context();
  std::vector<double> gradient = update.generator.Normals(update.shape.parameters());
  const void* good = update.bench.Input(gradient);
  gradient[1] = kNan;
  const void* bad = update.bench.Input(gradient);
  double statistics[CANTER_STAT_COUNT];
  Check(canter_policy_gradient(context, update.placed.policy,
                               update.bench.Out("g", update.shape.parameters()), statistics,
                               update.tape, update.theta, &update.placed.batch, &update.objective));
  const auto theta = [&] { return update.bench.Outputs()[0].values; };
  const std::vector<double> before = theta();
  EXPECT_EQ(update.Step(bad), CANTER_NON_FINITE);
  EXPECT_EQ(std::strstr(canter_last_error(), "found this"), nullptr);
  EXPECT_EQ(theta(), before);
  EXPECT_EQ(update.result.examined, 0);
  // nor does what a call before left to be reported
  Check(canter_fisher_product(context, update.placed.policy, update.direction, update.tape,
                              update.theta, bad, 0.1));
  EXPECT_EQ(update.Step(good), CANTER_NON_FINITE);
  EXPECT_NE(std::strstr(canter_last_error(), "canter_fisher_product found this"), nullptr);
  EXPECT_EQ(theta(), before);
  Check(update.Step(good));
  EXPECT_GE(update.result.accepted, 0);
  EXPECT_NE(theta(), before);
}

TEST(LateTrustRegion, BadPicksAreNotFollowed) {
  Update update;
  canter_context* context = update.bench.context();
  const void* gradient = update.bench.Input(update.generator.Normals(update.shape.parameters()));
  double statistics[CANTER_STAT_COUNT] = {1};
  Check(canter_policy_gradient(context, update.placed.policy,
                               update.bench.Out("g", update.shape.parameters()), statistics,
                               update.tape, update.theta, &update.placed.batch, &update.objective));
  const std::vector<double> before = update.bench.Outputs()[0].values;
  const double objective = statistics[CANTER_STAT_OBJECTIVE];
  const char* text =
      "index[1] in 0..source_rows - 1: 1073741824 with source_rows = 65; pick rows that "
      "exist";
  update.placed.batch.index = update.bench.Index({3, 1 << 30, -1 << 30, 0});
  update.placed.batch.rows = 4;
  EXPECT_EQ(update.Step(gradient), CANTER_BAD_VALUE);
  EXPECT_STREQ(canter_last_error(), text);
  EXPECT_EQ(update.bench.Outputs()[0].values, before);
  EXPECT_EQ(update.result.examined, 0);
  EXPECT_EQ(canter_policy_evaluate(context, update.placed.policy, statistics, update.theta,
                                   &update.placed.batch, &update.objective),
            CANTER_BAD_VALUE);
  EXPECT_STREQ(canter_last_error(), text);
  EXPECT_EQ(statistics[CANTER_STAT_OBJECTIVE], objective);
}

}  // namespace
}  // namespace canter_test
