// SPDX-License-Identifier: Apache-2.0
//
// The emulated device beside the processor, and beyond the list of cases: bits of a rollout,
// solves, batches of several spans, streams, segments of scans, real threads.
#include <gtest/gtest.h>

#include <cmath>

#include "../cases/problem.h"
#include "emulated_runtime.h"

namespace canter_test {
namespace {

using canter::cuda::emulation;
using canter::cuda::PhaseOrder;

constexpr Setting kGpu = {CANTER_F32, CANTER_ISA_CUDA, 1};
constexpr Setting kTensor = {CANTER_F32, CANTER_ISA_CUDA, 1, true};
constexpr Setting kCpu = {CANTER_F32, CANTER_ISA_AUTO, 1};

double Distance(const std::vector<double>& got, const std::vector<double>& want) {
  const std::vector<double> apart = Along(got, -1, want);
  return std::sqrt(Dot(apart, apart) / Dot(want, want));
}

// what a rollout does: outputs, actions and log probabilities
std::vector<std::vector<double>> Act(const Setting& setting, const PolicyShape& shape) {
  Workbench bench(setting);
  Generator generator(shape.Name());
  std::vector<double> theta = MakeTheta(shape.network, generator);
  for (double l : generator.Normals(shape.distribution.free(), -0.5, 0.3)) theta.push_back(l);
  const int64_t rows = 77;
  std::vector<uint32_t> keys;
  for (int64_t i = 0; i < 3 * rows; ++i) keys.push_back(static_cast<uint32_t>(generator.Word()));
  const Network network = shape.network.Make();
  const Distribution distribution = shape.distribution.Make();
  const canter_policy* policy = bench.Keep(MakePolicy(network.get(), distribution.get()));
  void* action = bench.Out("action", rows * shape.distribution.actions());
  void* log_p = bench.Out("log_p", rows);
  void* parameters = bench.Out("parameters", rows * shape.distribution.width());
  const int64_t bytes = canter_policy_scratch_bytes(bench.context(), policy, rows);
  Check(canter_policy_act(bench.context(), policy, action, log_p, parameters, bench.Input(theta),
                          bench.Input(generator.Normals(rows * shape.network.inputs())), 5,
                          CANTER_STREAM_ACTION, bench.Fixed(keys), rows, bench.Scratch(bytes),
                          bytes));
  std::vector<std::vector<double>> values;
  for (const Output& output : bench.Outputs()) values.push_back(output.values);
  return values;
}

// rollouts stay on the processor, updates go to the device: both see the same policy to the bit
TEST(EmulatedAgreement, RowsHaveTheBitsOfAvx2) {
  if (canter_isa_available(CANTER_ISA_AVX2) == 0) GTEST_SKIP() << "no AVX2 here";
  for (const PolicyShape& shape : PolicyShapes()) {
    EXPECT_EQ(Act(kGpu, shape), Act({CANTER_F32, CANTER_ISA_AVX2, 1}, shape)) << shape.Name();
  }
}

// outputs without and with a tape, and tangents
std::vector<std::vector<double>> Passes(const Setting& setting, const NetworkShape& shape,
                                        int64_t rows) {
  Workbench bench(setting);
  Generator generator(shape.Name());
  const Network network = shape.Make();
  const int64_t outputs = rows * shape.outputs();
  const void* theta = bench.Input(MakeTheta(shape, generator));
  const void* v = bench.Input(generator.Normals(shape.parameters()));
  const void* x = bench.Input(generator.Normals(rows * shape.inputs()));
  void *forward = bench.Out("forward", outputs), *recorded = bench.Out("recorded", outputs);
  void* tangent = bench.Out("tangent", outputs);
  const int64_t bytes = canter_mlp_scratch_bytes(bench.context(), network.get(), rows);
  Check(canter_mlp_forward(bench.context(), network.get(), forward, theta, x, rows,
                           bench.Scratch(bytes), bytes));
  canter_tape* tape = bench.Keep(MakeTape(bench.context(), network.get(), rows));
  Check(canter_mlp_record(bench.context(), network.get(), tape, recorded, theta, x, nullptr, rows,
                          rows));
  Check(canter_mlp_tangent(bench.context(), network.get(), tangent, tape, theta, v));
  std::vector<std::vector<double>> values;
  for (const Output& output : bench.Outputs()) values.push_back(output.values);
  return values;
}

// large batches take larger tiles, with more sums to a thread: the bits stay
TEST(EmulatedAgreement, WholeTilesHaveTheBitsOfAvx2) {
  if (canter_isa_available(CANTER_ISA_AVX2) == 0) GTEST_SKIP() << "no AVX2 here";
  const struct {
    NetworkShape shape;
    int64_t rows;
  } kCases[] = {{{{17, 64, 64, 6}}, 16411},
                {{{376, 100, 50, 25, 17}}, 10111},
                {{{40, 256, 255, 3}, CANTER_RELU}, 4111},
                {{{3, 300, 2}, CANTER_ELU}, 70}};
  for (const auto& made : kCases) {
    const auto gpu = Passes(kGpu, made.shape, made.rows);
    EXPECT_EQ(gpu, Passes({CANTER_F32, CANTER_ISA_AVX2, 1}, made.shape, made.rows))
        << made.shape.Name();
    EXPECT_EQ(gpu[0], gpu[1]);
  }
}

// a gradient and a solve, and what they report
struct Solved {
  std::vector<double> gradient, statistics, x;
  canter_cg_result result;
};

Solved Solve(const Setting& setting, const PolicyShape& shape, int64_t rows, bool with_tape) {
  Workbench bench(setting);
  Generator generator(shape.Name() + std::to_string(rows));
  const Selection selection = MakeSelection(Subset::kAll, rows, generator);
  const PlacedProblem placed = Place(bench, MakeProblem(shape, selection, generator));
  const canter_objective objective = {CANTER_SURROGATE, 0.2, 0, 0};
  void* gradient = bench.Out("gradient", shape.parameters());
  double* statistics = bench.Doubles("statistics", CANTER_STAT_COUNT);
  void* x = bench.Out("x", shape.parameters());
  canter_tape* tape = bench.Keep(MakeTape(bench.context(), placed.network, rows));
  Check(canter_policy_gradient(bench.context(), placed.policy, gradient, statistics,
                               with_tape ? tape : nullptr, placed.theta, &placed.batch,
                               &objective));
  Solved solved = {};
  if (!with_tape) {
    Check(canter_mlp_record(bench.context(), placed.network, tape, nullptr, placed.theta,
                            placed.batch.observation, nullptr, rows, rows));
  }
  Check(canter_conjugate_gradient_fisher(bench.context(), placed.policy, x, nullptr, &solved.result,
                                         tape, placed.theta, nullptr, gradient, 0.1, 10, 1e-10));
  const std::vector<Output> outputs = bench.Outputs();
  solved.gradient = outputs[0].values;
  solved.statistics = outputs[1].values;
  solved.x = outputs[2].values;
  return solved;
}

TEST(EmulatedAgreement, SolvesAgreeWithTheProcessor) {
  for (size_t i : {2, 5, 10}) {
    const PolicyShape& shape = PolicyShapes()[i];
    const Solved gpu = Solve(kGpu, shape, 1025, true), cpu = Solve(kCpu, shape, 1025, true);
    const Solved again = Solve(kGpu, shape, 1025, false);
    std::printf("%s: gradient %.2g, solution %.2g, s'As %.2g apart\n", shape.Name().c_str(),
                Distance(gpu.gradient, cpu.gradient), Distance(gpu.x, cpu.x),
                std::abs(gpu.result.quadratic / cpu.result.quadratic - 1));
    EXPECT_LT(Distance(gpu.gradient, cpu.gradient), 3e-6);
    EXPECT_LT(Distance(gpu.x, cpu.x), 1e-3);
    EXPECT_EQ(gpu.result.iterations, cpu.result.iterations);
    // whether the activations lie on a tape or in work memory changes nothing
    EXPECT_EQ(gpu.gradient, again.gradient);
    EXPECT_EQ(gpu.x, again.x);
  }
}

TEST(EmulatedAgreement, WholeTilesSolveAsTheProcessorDoes) {
  const PolicyShape shape = {{{11, 64, 33, 3}}, {CANTER_GAUSSIAN, {3}}};
  const Solved gpu = Solve(kGpu, shape, 16400, true), cpu = Solve(kCpu, shape, 16400, true);
  EXPECT_LT(Distance(gpu.gradient, cpu.gradient), 3e-6);
  EXPECT_LT(Distance(gpu.x, cpu.x), 1e-3);
  EXPECT_EQ(gpu.x, Solve(kGpu, shape, 16400, false).x);
}

TEST(EmulatedAgreement, BatchesOfSeveralSpans) {
  const PolicyShape shape = {{{2, 3, 1}}, {CANTER_GAUSSIAN, {1}}};
  const int64_t rows = 2 * 65536 + 37;
  const Solved gpu = Solve(kGpu, shape, rows, true), oracle = Solve(kOracle, shape, rows, true);
  EXPECT_LT(Distance(gpu.gradient, oracle.gradient), 3e-6);
  EXPECT_LT(Distance(gpu.x, oracle.x), 1e-3);
  EXPECT_EQ(gpu.gradient, Solve(kGpu, shape, rows, false).gradient);
  const Solved tensor = Solve(kTensor, shape, rows, true);
  EXPECT_LT(Distance(tensor.gradient, oracle.gradient), 1e-5);
  EXPECT_LT(Distance(tensor.x, oracle.x), 1e-3);
  EXPECT_EQ(tensor.gradient, Solve(kTensor, shape, rows, false).gradient);
}

TEST(EmulatedAgreement, GaeOverLongSegments) {
  // more than 16 steps to a segment only from 2^20 elements on; the last segment is a short one
  const int64_t steps = 301, environments = 4100, n = steps * environments;
  Generator generator("segments");
  const auto reward = generator.Normals(n), value = generator.Normals(n, 2);
  std::vector<uint8_t> step(static_cast<size_t>(n));
  for (auto& kind : step) kind = static_cast<uint8_t>(generator.Below(90) < 3);
  std::vector<std::vector<double>> results;
  for (const Setting& setting : {kGpu, kOracle}) {
    Workbench bench(setting);
    void* advantage = bench.Out("advantage", n);
    const void* placed_value = bench.Input(value);
    Check(canter_scan_gae(bench.context(), advantage, nullptr, bench.Input(reward), placed_value,
                          placed_value, bench.Fixed(step), 0.99, 0.95, steps, environments));
    results.push_back(bench.Outputs()[0].values);
  }
  EXPECT_LT(Distance(results[0], results[1]), 1e-7);
}

TEST(EmulatedAgreement, StreamsDoNotMatter) {
  cudaStream_t stream = nullptr;
  cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
  const canter_cuda_options options = {stream, 0};
  Generator generator("streams");
  const std::vector<double> x = generator.Normals(70000);
  double sums[2];
  for (int i = 0; i < 2; ++i) {
    canter_context* context = nullptr;
    Check(canter_cuda_context_create(&context, 0, i == 0 ? nullptr : &options));
    EXPECT_EQ(canter_cuda_context_stream(context) == stream, i == 1);
    Guarded<float> buffer(x);
    Check(canter_vector_sum(context, &sums[i], buffer.get(), 70000));
    canter_context_destroy(context);
  }
  EXPECT_EQ(sums[0], sums[1]);
  cudaStreamDestroy(stream);
}

// a tape may outlive its context, whose stream the caller then ends
TEST(EmulatedAgreement, TapesDoNotNeedTheStreamOfTheirContext) {
  cudaStream_t stream = nullptr;
  cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
  const canter_cuda_options options = {stream, 0};
  const int64_t living = emulation().living_blocks;
  canter_context* context = nullptr;
  Check(canter_cuda_context_create(&context, 0, &options));
  const Network network = MakeNetwork({3, 4, 2});
  {
    const Tape tape = MakeTape(context, network.get(), 5);
    emulation().waits = 0;
    canter_context_destroy(context);
    EXPECT_EQ(emulation().waits, 1);
    cudaStreamDestroy(stream);
  }
  // nothing waited for a stream that is gone
  EXPECT_EQ(emulation().waits, 1);
  EXPECT_EQ(emulation().living_blocks, living);
}

TEST(EmulatedAgreement, InitialParametersAreTheProcessors) {
  std::vector<std::vector<double>> thetas;
  for (const Setting& setting : {kGpu, kCpu}) {
    Workbench bench(setting);
    const canter_network* network = bench.Keep(MakeNetwork({7, 9, 2}));
    void* theta = bench.Out("theta", canter_network_parameters(network));
    const double gains[] = {1.4, 0.01};
    Check(canter_network_initialize(bench.context(), network, theta, CANTER_ORTHOGONAL, gains, 3));
    thetas.push_back(bench.Outputs()[0].values);
  }
  EXPECT_EQ(thetas[0], thetas[1]);
}

// the items of a phase on threads that run at once: a race is seen by ThreadSanitizer, and by other
// bytes
TEST(EmulatedAgreement, RealThreadsGiveTheSameBytes) {
  for (const Setting& setting : {kGpu, kTensor}) {
    for (size_t i : {7, 10}) {
      const PolicyShape& shape = PolicyShapes()[i];
      const Solved alone = Solve(setting, shape, 40, true);
      emulation().order = PhaseOrder::kThreads;
      const Solved together = Solve(setting, shape, 40, true);
      emulation().order = PhaseOrder::kForward;
      EXPECT_EQ(alone.gradient, together.gradient);
      EXPECT_EQ(alone.statistics, together.statistics);
      EXPECT_EQ(alone.x, together.x);
    }
  }
}

}  // namespace
}  // namespace canter_test
