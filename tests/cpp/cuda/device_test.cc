// SPDX-License-Identifier: Apache-2.0
//
// Contexts of a device: what is refused and how, what the host waits for, what is given back.
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>

#include "../cases/problem.h"
#include "emulated_runtime.h"

namespace canter_test {
namespace {

using canter::cuda::emulation;

constexpr Setting kGpu = {CANTER_F32, CANTER_ISA_CUDA, 1};

class Emulated : public testing::Test {
 protected:
  void TearDown() override {
    emulation().devices = cudaSuccess;
    emulation().driver_version = 13000;
    emulation().built = true;
    emulation().memory_bytes = size_t{8} << 30;
  }
};

TEST_F(Emulated, DeviceIsDescribed) {
  int32_t count = 0, driver = 0, runtime = 0;
  Check(canter_cuda_device_count(&count));
  EXPECT_EQ(count, 1);
  Check(canter_cuda_versions(&driver, &runtime));
  EXPECT_EQ(runtime, 13000);
  canter_cuda_device device;
  Check(canter_cuda_device_info(&device, 0));
  EXPECT_EQ(device.capability, 90);
  EXPECT_EQ(device.supported, 1);
  EXPECT_STREQ(device.uuid, "GPU-00112233-4455-6677-8899-aabbccddeeff");
  EXPECT_EQ(canter_cuda_device_info(&device, 1), CANTER_BAD_VALUE);
  EXPECT_NE(std::strstr(canter_last_error(), "ordinal in 0..0: 1"), nullptr);
}

// the text of a context that cannot be had; it always names a way out
std::string WhyNone() {
  canter_context* context = nullptr;
  EXPECT_EQ(canter_cuda_context_create(&context, 0, nullptr), CANTER_UNSUPPORTED);
  EXPECT_EQ(context, nullptr);
  const std::string text = canter_last_error();
  EXPECT_NE(text.find("; "), std::string::npos) << text;
  EXPECT_NE(text.find("or use the processor"), std::string::npos) << text;
  return text;
}

void ExpectNames(const std::string& text, const char* part) {
  EXPECT_NE(text.find(part), std::string::npos) << text;
}

// no driver, an old one, no device, no code for it: each has a text of its own
TEST_F(Emulated, EachReasonForNoGpuIsNamedWithItsRemedy) {
  emulation().devices = cudaErrorInsufficientDriver;
  emulation().driver_version = 0;
  ExpectNames(WhyNone(), "an NVIDIA driver is installed: none is");
  emulation().driver_version = 12040;
  const std::string old = WhyNone();
  ExpectNames(old, "the NVIDIA driver serves CUDA 13.0: it serves up to 12.4; ");
  ExpectNames(old, "driver 580 or later");
  emulation().devices = cudaErrorNoDevice;
  const std::string none = WhyNone();
  ExpectNames(none, "a GPU is visible: none is, with CUDA_VISIBLE_DEVICES ");
  ExpectNames(none, "nvidia-smi");
  emulation().devices = cudaSuccess;
  emulation().built = false;
  canter_cuda_device device;
  Check(canter_cuda_device_info(&device, 0));
  EXPECT_EQ(device.supported, 0);
  const std::string unbuilt = WhyNone();
  ExpectNames(unbuilt, "compute capability 9.0 of emulated device: it holds ");
  ExpectNames(unbuilt, "CMAKE_CUDA_ARCHITECTURES");
}

TEST_F(Emulated, ProcessorsContextsAreNoneOfIts) {
  const Context context = MakeContext(CANTER_F64);
  EXPECT_EQ(canter_cuda_context_device(context.get()), -1);
  EXPECT_EQ(canter_cuda_context_stream(context.get()), nullptr);
  EXPECT_EQ(canter_cuda_synchronize(context.get()), CANTER_BAD_VALUE);
  canter_context* made = nullptr;
  EXPECT_EQ(canter_context_create(&made, CANTER_F32, CANTER_ISA_CUDA, 1), CANTER_BAD_VALUE);
}

TEST_F(Emulated, OutOfMemoryNamesTheNumbersAndLeavesTheContextUsable) {
  Workbench bench(kGpu);
  emulation().memory_bytes = emulation().living_bytes + (size_t{1} << 20);
  const Network network = MakeNetwork({17, 64, 64, 6});
  canter_tape* tape = nullptr;
  EXPECT_EQ(canter_tape_create(&tape, bench.context(), network.get(), 100000),
            CANTER_OUT_OF_MEMORY);
  EXPECT_NE(std::strstr(canter_last_error(), "are free; use fewer rows"), nullptr);
  Check(canter_tape_create(&tape, bench.context(), network.get(), 100));
  canter_tape_destroy(tape);
}

TEST_F(Emulated, EverythingIsGivenBack) {
  const int64_t before = emulation().living_blocks;
  {
    Workbench bench(kGpu);
    Generator generator("give back");
    const PolicyShape& shape = PolicyShapes()[2];
    const Selection selection = MakeSelection(Subset::kShuffled, 100, generator);
    Record(bench, Place(bench, MakeProblem(shape, selection, generator)));
    EXPECT_GT(emulation().living_blocks, before);
  }
  EXPECT_EQ(emulation().living_blocks, before);
}

TEST_F(Emulated, CopiesGoBothWays) {
  const Context context = MakeContext(CANTER_F32, CANTER_ISA_CUDA);
  void *device = nullptr, *pinned = nullptr;
  Check(canter_cuda_allocate(&device, context.get(), CANTER_CUDA_DEVICE, 400));
  Check(canter_cuda_allocate(&pinned, context.get(), CANTER_CUDA_PINNED, 400));
  std::vector<float> out(100, 3), back(100);
  Check(canter_cuda_upload(context.get(), device, out.data(), 400));
  Check(canter_cuda_download(context.get(), back.data(), device, 400));
  EXPECT_EQ(back, out);
  Check(canter_cuda_fill(context.get(), device, 0, 200));
  Check(canter_cuda_copy(context.get(), pinned, device, 400));
  Check(canter_cuda_synchronize(context.get()));
  EXPECT_EQ(static_cast<float*>(pinned)[49], 0);
  EXPECT_EQ(static_cast<float*>(pinned)[50], 3);
  EXPECT_EQ(canter_cuda_copy(context.get(), device, device, 4), CANTER_ALIASED);
  Check(canter_cuda_free(context.get(), CANTER_CUDA_PINNED, pinned));
  Check(canter_cuda_free(context.get(), CANTER_CUDA_DEVICE, device));
  Check(canter_cuda_free(context.get(), CANTER_CUDA_DEVICE, nullptr));
}

TEST_F(Emulated, TrafficIsCounted) {
  const Context context = MakeContext(CANTER_F32, CANTER_ISA_CUDA);
  canter_cuda_traffic before, after;
  void* device = nullptr;
  Check(canter_cuda_allocate(&device, context.get(), CANTER_CUDA_DEVICE, 800));
  Check(canter_cuda_traffic_read(context.get(), &before));
  EXPECT_EQ(before.uploads + before.downloads + before.launches + before.graph_launches, 0);
  std::vector<float> host(100, 2);
  Check(canter_cuda_upload(context.get(), device, host.data(), 400));
  Check(canter_cuda_download(context.get(), host.data(), device, 200));
  double sum = 0;
  Check(canter_vector_sum(context.get(), &sum, device, 100));
  Check(canter_cuda_synchronize(context.get()));
  Check(canter_cuda_traffic_read(context.get(), &after));
  EXPECT_EQ(after.uploads, 1);
  EXPECT_EQ(after.upload_bytes, 400);
  // the sum is a download of one number
  EXPECT_EQ(after.downloads, 2);
  EXPECT_EQ(after.download_bytes, 208);
  EXPECT_EQ(after.waits, 3);
  EXPECT_EQ(after.launches, 1);
  EXPECT_EQ(after.graph_launches, 0);
  Check(canter_cuda_free(context.get(), CANTER_CUDA_DEVICE, device));
  EXPECT_EQ(canter_cuda_traffic_read(context.get(), nullptr), CANTER_NULL_POINTER);
  const Context processor = MakeContext(CANTER_F32);
  EXPECT_EQ(canter_cuda_traffic_read(processor.get(), &after), CANTER_BAD_VALUE);
}

// picks are checked with one wait, and what they pick needs none
TEST_F(Emulated, GatherWaitsForItsPicksAlone) {
  Workbench bench(kGpu);
  void* out = bench.Out("out", 3);
  const void* x = bench.Input({1, 2, 3, 4});
  const int32_t* index = bench.Index({3, 1, 0});
  emulation().waits = emulation().launches = 0;
  Check(canter_vector_gather(bench.context(), out, x, index, 4, 3));
  EXPECT_EQ(emulation().waits, 1);
  EXPECT_EQ(emulation().launches, 2);
  EXPECT_EQ(canter_vector_gather(bench.context(), out, x, bench.Index({3, 1, 4}), 4, 3),
            CANTER_BAD_VALUE);
  EXPECT_STREQ(canter_last_error(), "index[2] in 0..n - 1: 4 with n = 4; pick elements that exist");
  EXPECT_EQ(bench.Outputs()[0].values, (std::vector<double>{4, 2, 1}));
}

// the status of a call once its late checks have been looked at
canter_status Waited(canter_context* context, canter_status status) {
  if (status != CANTER_OK || canter_context_isa(context) != CANTER_ISA_CUDA) return status;
  return canter_cuda_synchronize(context);
}

// what is said of the call that a late check was of
std::string WithoutCaller(const std::string& text) {
  const size_t at = text.find("; canter_");
  return at == std::string::npos ? text : text.substr(0, at);
}

// what the checks find on a device reads as it does on the processor
TEST_F(Emulated, RefusalsNameTheCulprit) {
  Generator generator("refusals");
  std::string texts[2][4];
  const Setting settings[] = {{CANTER_F32, CANTER_ISA_PLAIN, 1}, kGpu};
  for (int i = 0; i < 2; ++i) {
    Workbench bench(settings[i]);
    canter_context* context = bench.context();
    const canter_network* network = bench.Keep(MakeNetwork({2, 3}));
    canter_tape* tape = bench.Keep(MakeTape(context, network, 4));
    std::vector<double> theta(9, 0.5);
    const void* good = bench.Input(theta);
    theta[7] = std::numeric_limits<double>::infinity();
    const void* bad = bench.Input(theta);
    const void* x = bench.Input(std::vector<double>(8, 1));
    const int32_t* index = bench.Index({0, 3, 4, 1});
    EXPECT_EQ(canter_mlp_record(context, network, tape, nullptr, good, x, index, 4, 4),
              CANTER_BAD_VALUE);
    texts[i][0] = canter_last_error();
    EXPECT_EQ(canter_tape_rows(tape), 0);
    EXPECT_EQ(
        Waited(context, canter_mlp_record(context, network, tape, nullptr, bad, x, nullptr, 4, 4)),
        CANTER_NON_FINITE);
    texts[i][1] = WithoutCaller(canter_last_error());
    const uint8_t* step = bench.Fixed(std::vector<uint8_t>{0, 1, 2, 7});
    void* returns = bench.Out("returns", 4);
    EXPECT_EQ(Waited(context, canter_scan_returns(context, returns, x, nullptr, step, 0.9, 2, 2)),
              CANTER_BAD_VALUE);
    texts[i][2] = WithoutCaller(canter_last_error());
    const canter_distribution* distribution = bench.Keep(MakeCategorical({2, 3}));
    const void* action = bench.Input({0, 1, 1, 3});
    void* log_p = bench.Out("log_p", 2);
    const void* logits = bench.Input(generator.Normals(10));
    EXPECT_EQ(canter_distribution_log_probability(context, distribution, log_p, logits, nullptr,
                                                  action, 2),
              CANTER_BAD_VALUE);
    texts[i][3] = canter_last_error();
  }
  for (int t = 0; t < 4; ++t) EXPECT_EQ(texts[0][t], texts[1][t]);
}

// the second solve of a shape is one launch of the graph that the first one made, one of the
// checks, and one wait for the report
TEST_F(Emulated, SolveIsOneGraphAndOneWait) {
  Workbench bench(kGpu);
  Generator generator("graph");
  const PolicyShape& shape = PolicyShapes()[2];
  const Selection selection = MakeSelection(Subset::kAll, 257, generator);
  const PlacedProblem placed = Place(bench, MakeProblem(shape, selection, generator));
  const canter_tape* tape = Record(bench, placed);
  const void* b = bench.Input(generator.Normals(shape.parameters()));
  void* x = bench.Out("x", shape.parameters());
  canter_cg_result result;
  auto& counted = emulation();
  int64_t launches[2], waits[2];
  for (int run = 0; run < 2; ++run) {
    counted.launches = counted.graph_launches = counted.waits = 0;
    Check(canter_conjugate_gradient_fisher(bench.context(), placed.policy, x, nullptr, &result,
                                           tape, placed.theta, nullptr, b, 0.1, 10, 0));
    EXPECT_EQ(counted.graph_launches, 1);
    launches[run] = counted.launches;
    waits[run] = counted.waits;
  }
  std::printf(
      "a solve of 10 iterations: %lld launches recorded, then %lld beside the graph; "
      "%lld waits\n",
      static_cast<long long>(launches[0]), static_cast<long long>(launches[1]),
      static_cast<long long>(waits[1]));
  // what is left is the check of theta and b
  EXPECT_EQ(launches[1], 1);
  EXPECT_EQ(waits[1], 1);
}

TEST_F(Emulated, GraphsCanBeLeftOutToMeasureThem) {
  Generator generator("no graph");
  const PolicyShape& shape = PolicyShapes()[2];
  const Selection selection = MakeSelection(Subset::kAll, 65, generator);
  const PolicyProblem problem = MakeProblem(shape, selection, generator);
  const std::vector<double> right = generator.Normals(shape.parameters());
  std::vector<double> solutions[2];
  for (int graphs : {0, 1}) {
    setenv("CANTER_CUDA_GRAPHS", graphs == 0 ? "0" : "1", 1);
    Workbench bench(kGpu);
    const PlacedProblem placed = Place(bench, problem);
    const canter_tape* tape = Record(bench, placed);
    const void* b = bench.Input(right);
    void* x = bench.Out("x", shape.parameters());
    canter_cg_result result;
    Check(canter_conjugate_gradient_fisher(bench.context(), placed.policy, x, nullptr, &result,
                                           tape, placed.theta, nullptr, b, 0.1, 10, 0));
    canter_cuda_traffic traffic;
    Check(canter_cuda_traffic_read(bench.context(), &traffic));
    EXPECT_EQ(traffic.graph_launches, graphs);
    EXPECT_EQ(traffic.launches > 50, graphs == 0);
    solutions[graphs] = bench.Outputs()[0].values;
  }
  unsetenv("CANTER_CUDA_GRAPHS");
  EXPECT_EQ(solutions[0], solutions[1]);
}

// as when another library waits for the whole device in between
TEST_F(Emulated, CapturesThatSomethingElseEndsAreDoneWithout) {
  Workbench bench(kGpu);
  Generator generator("no capture");
  const PolicyShape& shape = PolicyShapes()[2];
  const Selection selection = MakeSelection(Subset::kAll, 65, generator);
  const PlacedProblem placed = Place(bench, MakeProblem(shape, selection, generator));
  const canter_tape* tape = Record(bench, placed);
  const void* b = bench.Input(generator.Normals(shape.parameters()));
  void *first = bench.Out("first", shape.parameters()),
       *second = bench.Out("second", shape.parameters());
  canter_cg_result result;
  emulation().graph_launches = 0;
  for (void* x : {first, second}) {
    emulation().captures_end = x == first;
    Check(canter_conjugate_gradient_fisher(bench.context(), placed.policy, x, nullptr, &result,
                                           tape, placed.theta, nullptr, b, 0.1, 10, 0));
    EXPECT_EQ(emulation().graph_launches, x == first ? 0 : 1);
  }
  EXPECT_EQ(bench.Outputs()[0].values, bench.Outputs()[1].values);
}

}  // namespace
}  // namespace canter_test
