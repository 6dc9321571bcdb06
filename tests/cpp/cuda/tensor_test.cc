// SPDX-License-Identifier: Apache-2.0
//
// Products in TF32 on the emulated device: how factors are split, and what does not depend on how a
// batch is cut. The list of cases is compared with the oracle in cases_test.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "../cases/problem.h"
#include "emulated_runtime.h"

namespace canter_test {
namespace {

constexpr Setting kTensor = {CANTER_F32, CANTER_ISA_CUDA, 1, true};
constexpr Setting kFloat = {CANTER_F32, CANTER_ISA_CUDA, 1, false};

TEST(EmulatedTensor, OptionIsZeroOrOne) {
  for (int32_t value : {0, 1, 2, -1}) {
    canter_cuda_options options = {};
    options.tf32 = value;
    canter_context* context = nullptr;
    const canter_status status = canter_cuda_context_create(&context, 0, &options);
    if (value == 0 || value == 1) {
      EXPECT_EQ(status, CANTER_OK);
      canter_context_destroy(context);
    } else {
      EXPECT_EQ(status, CANTER_BAD_VALUE);
      EXPECT_EQ(context, nullptr);
      const std::string wanted = "options.tf32 is 0 (float32) or 1 (TF32): ";
      EXPECT_EQ(canter_last_error(), wanted + std::to_string(value));
    }
  }
}

// weight * x of a network of one number
double Scaled(const Setting& setting, double weight, double x) {
  Workbench bench(setting);
  const canter_network* network = bench.Keep(MakeNetwork({1, 1}));
  void* y = bench.Out("y", 1);
  const int64_t bytes = canter_mlp_scratch_bytes(bench.context(), network, 1);
  Check(canter_mlp_forward(bench.context(), network, y, bench.Input({weight, 0}), bench.Input({x}),
                           1, bench.Scratch(bytes), bytes));
  return bench.Outputs()[0].values[0];
}

TEST(EmulatedTensor, FactorsHaveTwoPartsOfElevenBits) {
  const double half = std::ldexp(1, -11), last = std::ldexp(1, -21), tiny = std::ldexp(1, -23);
  const struct {
    double from, to;
  } kNumbers[] = {{1 + half, 1 + half},          {1 + half + last, 1 + half + last},
                  {1 + half + tiny, 1 + half},  // 13 bits after the first eleven
                  {-1 - half - tiny, -1 - half}, {1 + tiny, 1 + tiny},  // the low part has but one
                  {2 - tiny, 2 - 4 * tiny},      {std::ldexp(1, -130), std::ldexp(1, -130)}};
  for (const auto& number : kNumbers) {
    EXPECT_EQ(Scaled(kTensor, number.from, 1), number.to) << number.from;
    EXPECT_EQ(Scaled(kTensor, 1, number.from), number.to) << number.from;
    EXPECT_EQ(Scaled(kFloat, number.from, 1), number.from);
  }
  for (double odd : {static_cast<double>(INFINITY), static_cast<double>(NAN)}) {
    EXPECT_FALSE(std::isfinite(Scaled(kTensor, 1, odd)));
  }
}

TEST(EmulatedTensor, ProductsLoseLittleMoreThanFloats) {
  Generator generator("split factors");
  const std::vector<double> weights = generator.Normals(200), inputs = generator.Normals(200);
  double worst = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    const double wanted = double{static_cast<float>(weights[i])} * static_cast<float>(inputs[i]);
    const double got = Scaled(kTensor, weights[i], inputs[i]);
    worst = std::max(worst, std::abs(got / wanted - 1));
  }
  // both factors without what lies past their low parts, and the product of the low parts
  EXPECT_LT(worst, 3 * std::ldexp(1, -20));
  // not the floats' own: the tensor cores were used
  EXPECT_GT(worst, std::ldexp(1, -23));
}

// outputs without and with a tape, and tangents, of the first `rows` rows of a batch
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

double Distance(const std::vector<double>& got, const std::vector<double>& want) {
  const std::vector<double> apart = Along(got, -1, want);
  return std::sqrt(Dot(apart, apart) / Dot(want, want));
}

// tiles of 16, 32 and 64 samples, inputs in shared memory or in panels, layers from one unit to
// more than a block holds: a row's numbers are the same, and those of float32 are near
TEST(EmulatedTensor, RowsDoNotDependOnTheBatch) {
  const struct {
    NetworkShape shape;
    int64_t few, many;
  } kCases[] = {{{{5, 64, 33, 6}}, 75, 16411}, {{{72, 100, 25, 17}}, 40, 10513},
                {{{40, 255, 3}}, 33, 4111},    {{{3, 300, 2}, CANTER_ELU}, 7, 70},
                {{{9, 520, 5}}, 7, 70},        {{{1, 1, 1}}, 3, 70000}};
  for (const auto& made : kCases) {
    const auto few = Passes(kTensor, made.shape, made.few);
    const auto many = Passes(kTensor, made.shape, made.many);
    EXPECT_EQ(many[0], many[1]) << made.shape.Name();
    EXPECT_EQ(few[0], few[1]) << made.shape.Name();
    for (size_t i : {0, 2}) {
      EXPECT_TRUE(std::equal(few[i].begin(), few[i].end(), many[i].begin())) << made.shape.Name();
    }
    const auto plain = Passes(kFloat, made.shape, made.few);
    for (size_t i = 0; i < plain.size(); ++i) {
      EXPECT_LT(Distance(few[i], plain[i]), 3e-5) << made.shape.Name();
      EXPECT_NE(few[i], plain[i]) << made.shape.Name();
    }
  }
}

TEST(EmulatedTensor, StreamsDoNotMatter) {
  cudaStream_t stream = nullptr;
  cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
  const NetworkShape shape = {{{11, 33, 5}}};
  const int64_t rows = 130;
  Generator generator("streams of TF32");
  const Network network = shape.Make();
  Guarded<float> theta(MakeTheta(shape, generator)), x(generator.Normals(rows * shape.inputs()));
  Guarded<float> dy(generator.Normals(rows * shape.outputs()));
  std::vector<std::vector<double>> gradients;
  for (void* given : {static_cast<void*>(stream), static_cast<void*>(nullptr)}) {
    const canter_cuda_options options = {given, 1};
    canter_context* context = nullptr;
    Check(canter_cuda_context_create(&context, 0, &options));
    {
      Guarded<float> gradient(shape.parameters());
      const Tape tape = MakeTape(context, network.get(), rows);
      Check(canter_mlp_record(context, network.get(), tape.get(), nullptr, theta.get(), x.get(),
                              nullptr, rows, rows));
      Check(canter_mlp_backward(context, network.get(), gradient.get(), tape.get(), theta.get(),
                                dy.get()));
      Check(canter_cuda_synchronize(context));
      gradients.push_back(gradient.Values());
    }
    canter_context_destroy(context);
  }
  EXPECT_EQ(gradients[0], gradients[1]);
  cudaStreamDestroy(stream);
}

}  // namespace
}  // namespace canter_test
