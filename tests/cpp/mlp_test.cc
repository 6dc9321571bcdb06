// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "cases/shapes.h"

namespace canter_test {
namespace {

std::vector<double> Forward(const Setting& setting, const NetworkShape& shape,
                            const std::vector<double>& theta, const std::vector<double>& x,
                            int64_t rows) {
  Workbench bench(setting);
  const canter_network* network = bench.Keep(shape.Make());
  void* y = bench.Out("y", rows * shape.outputs());
  const int64_t bytes = canter_mlp_scratch_bytes(bench.context(), network, rows);
  Check(canter_mlp_forward(bench.context(), network, y, bench.Input(theta), bench.Input(x), rows,
                           bench.Scratch(bytes), bytes));
  EXPECT_EQ(bench.Damage(), "");
  return bench.Outputs()[0].values;
}

std::vector<double> RowsOf(const std::vector<double>& values, int64_t first, int64_t rows,
                           int64_t width) {
  return {values.begin() + first * width, values.begin() + (first + rows) * width};
}

TEST(Network, LaysParametersOutAsDocumented) {
  const Network network = MakeNetwork({3, 5, 2});
  EXPECT_EQ(canter_network_layers(network.get()), 2);
  EXPECT_EQ(canter_network_parameters(network.get()), 3 * 5 + 5 + 5 * 2 + 2);
  EXPECT_EQ(canter_network_weight_offset(network.get(), 0), 0);
  EXPECT_EQ(canter_network_bias_offset(network.get(), 0), 15);
  EXPECT_EQ(canter_network_weight_offset(network.get(), 1), 20);
  EXPECT_EQ(canter_network_bias_offset(network.get(), 1), 30);
  EXPECT_EQ(canter_network_width(network.get(), 0), 3);
  EXPECT_EQ(canter_network_width(network.get(), 2), 2);
  // outside
  EXPECT_EQ(canter_network_width(network.get(), 3), 0);
  EXPECT_EQ(canter_network_width(network.get(), -1), 0);
  EXPECT_EQ(canter_network_weight_offset(network.get(), 2), -1);
  EXPECT_EQ(canter_network_bias_offset(network.get(), -1), -1);
}

TEST(Mlp, ComputesATinyExampleByHand) {
  // z = x W0 + b0 = (1 - 6 + 10, 2 + 8 - 20) = (5, -10), relu -> (5, 0), y = 5 * 3 + 0 * 7 - 4
  const NetworkShape shape = {{2, 2, 1}, CANTER_RELU, CANTER_IDENTITY};
  const std::vector<double> theta = {1, 2, -3, 4, 10, -20, 3, 7, -4};
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    EXPECT_EQ(Forward(setting, shape, theta, {1, 2}, 1), std::vector<double>{11});
  }
}

TEST(Mlp, AppliesEveryActivation) {
  const std::vector<double> x = {-90, -20, -2, -0.5, -1e-4, 0, 1e-4, 0.5, 2, 20, 90};
  const auto rows = static_cast<int64_t>(x.size());
  const auto want = [&](double (*f)(double)) {
    std::vector<double> y;
    for (double value : x) y.push_back(f(value));
    return y;
  };
  const std::pair<canter_activation, std::vector<double>> expectations[] = {
      {CANTER_IDENTITY, x},
      {CANTER_TANH, want([](double z) { return std::tanh(z); })},
      {CANTER_RELU, want([](double z) { return std::max(z, 0.0); })},
      {CANTER_ELU, want([](double z) { return z > 0 ? z : std::expm1(z); })},
      {CANTER_SOFTPLUS,
       want([](double z) { return std::max(z, 0.0) + std::log1p(std::exp(-std::fabs(z))); })},
  };
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    for (const auto& [activation, y] : expectations) {
      const auto got = Forward(setting, {{1, 1}, CANTER_TANH, activation}, {1, 0}, x, rows);
      const double bound = setting.real == CANTER_F64 ? tolerance::kDouble : tolerance::kFloat;
      const Comparison comparison = {"activation " + std::to_string(activation), got,
                                     setting.real == CANTER_F64 ? y : Rounded(y), bound, true};
      EXPECT_TRUE(Agrees(comparison)) << Describe(comparison);
    }
  }
}

// a row's bits do not depend on B or on its position: every position of every batch up to 40 rows,
// and of larger ones
TEST(Mlp, RowsHaveTheSameBitsAnywhere) {
  const NetworkShape shapes[] = {{{17, 64, 64, 6}},
                                 {{5, 3}},
                                 {{65, 100, 7, 1}, CANTER_SOFTPLUS},
                                 {{9, 17, 25}, CANTER_ELU, CANTER_TANH}};
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    for (const NetworkShape& shape : shapes) {
      Generator generator(shape.Name());
      const auto theta = MakeTheta(shape, generator);
      const int64_t most = 2049;
      const auto x = generator.Normals(most * shape.inputs());
      std::vector<double> alone;
      for (int64_t b = 0; b < most; ++b) {
        const auto row = RowsOf(x, b, 1, shape.inputs());
        for (double y : Forward(setting, shape, theta, row, 1)) alone.push_back(y);
        if (b == 300 && setting.real == CANTER_F64) break;
      }
      for (int64_t rows = 1; rows <= 40; ++rows) {
        // another first row each time: row 40 is seen at every position
        const int64_t first = 40 - rows / 2;
        const auto got =
            Forward(setting, shape, theta, RowsOf(x, first, rows, shape.inputs()), rows);
        ASSERT_EQ(got, RowsOf(alone, first, rows, shape.outputs())) << shape.Name() << " " << rows;
      }
      const int64_t many = static_cast<int64_t>(alone.size()) / shape.outputs();
      for (int64_t rows : {int64_t{255}, int64_t{257}, many}) {
        const auto got = Forward(setting, shape, theta, RowsOf(x, 0, rows, shape.inputs()), rows);
        ASSERT_EQ(got, RowsOf(alone, 0, rows, shape.outputs())) << shape.Name() << " " << rows;
      }
    }
  }
}

TEST(Mlp, EveryPositionOfEveryBatchUpTo40) {
  const NetworkShape shape = {{3, 9, 2}};
  Generator generator(7);
  const auto theta = MakeTheta(shape, generator);
  const auto probe = generator.Normals(3);
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    const auto alone = Forward(setting, shape, theta, probe, 1);
    for (int64_t rows = 1; rows <= 40; ++rows) {
      for (int64_t position = 0; position < rows; ++position) {
        auto x = generator.Normals(3 * rows);
        std::copy(probe.begin(), probe.end(), x.begin() + 3 * position);
        const auto got = Forward(setting, shape, theta, x, rows);
        ASSERT_EQ(RowsOf(got, position, 1, 2), alone) << position << " of " << rows;
      }
    }
  }
}

TEST(Mlp, RecordHasTheBitsOfForward) {
  for (Setting setting : AllSettings()) {
    for (int32_t threads : {1, 3}) {
      setting.threads = threads;
      SCOPED_TRACE(Name(setting));
      const NetworkShape shape = {{17, 64, 64, 6}};
      Generator generator(11);
      const int64_t rows = 600, source_rows = 700;
      const auto theta = MakeTheta(shape, generator);
      const auto x = generator.Normals(source_rows * 17);
      auto index = generator.Permutation(source_rows);
      index.resize(rows);
      Workbench bench(setting);
      const canter_network* network = bench.Keep(shape.Make());
      canter_tape* tape = bench.Keep(MakeTape(bench.context(), network, rows));
      void* y = bench.Out("y", rows * 6);
      Check(canter_mlp_record(bench.context(), network, tape, y, bench.Input(theta), bench.Input(x),
                              bench.Index(index), source_rows, rows));
      EXPECT_EQ(canter_tape_rows(tape), rows);
      const auto all = Forward(setting, shape, theta, x, source_rows);
      const auto got = bench.Outputs()[0].values;
      for (int64_t b = 0; b < rows; ++b) {
        ASSERT_EQ(RowsOf(got, b, 1, 6), RowsOf(all, index[static_cast<size_t>(b)], 1, 6)) << b;
      }
    }
  }
}

TEST(Mlp, NanStaysInItsRow) {
  const NetworkShape shape = {{17, 64, 64, 6}};
  Generator generator(13);
  const auto theta = MakeTheta(shape, generator);
  auto x = generator.Normals(40 * 17);
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    const auto clean = Forward(setting, shape, theta, x, 40);
    for (int64_t bad : {0, 3, 17, 39}) {
      auto spoilt = x;
      spoilt[static_cast<size_t>(bad * 17 + 4)] = std::numeric_limits<double>::quiet_NaN();
      const auto got = Forward(setting, shape, theta, spoilt, 40);
      for (int64_t b = 0; b < 40; ++b) {
        if (b != bad) {
          ASSERT_EQ(RowsOf(got, b, 1, 6), RowsOf(clean, b, 1, 6)) << b;
        }
      }
      EXPECT_TRUE(std::isnan(got[static_cast<size_t>(bad * 6)]));
    }
  }
}

// dy'(J v) = (J'dy)'v, for every shape and both element types
TEST(Mlp, BackwardIsTheTransposeOfTangent) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    for (const NetworkShape& shape : NetworkShapes()) {
      Generator generator(shape.Name());
      const int64_t rows = 37;
      Workbench bench(setting);
      const canter_network* network = bench.Keep(shape.Make());
      canter_tape* tape = bench.Keep(MakeTape(bench.context(), network, rows));
      const void* theta = bench.Input(MakeTheta(shape, generator));
      Check(canter_mlp_record(bench.context(), network, tape, nullptr, theta,
                              bench.Input(generator.Normals(rows * shape.inputs())), nullptr, rows,
                              rows));
      const auto v = generator.Normals(shape.parameters());
      const auto dy = generator.Normals(rows * shape.outputs());
      void* tangent = bench.Out("J v", rows * shape.outputs());
      void* gradient = bench.Out("J'dy", shape.parameters());
      Check(canter_mlp_tangent(bench.context(), network, tangent, tape, theta, bench.Input(v)));
      Check(canter_mlp_backward(bench.context(), network, gradient, tape, theta, bench.Input(dy)));
      const double left = Dot(bench.Outputs()[0].values, dy);
      const double right = Dot(bench.Outputs()[1].values, v);
      const double size =
          std::sqrt(Dot(dy, dy) * Dot(bench.Outputs()[0].values, bench.Outputs()[0].values));
      EXPECT_LE(std::fabs(left - right) / size, setting.real == CANTER_F64 ? 1e-13 : 1e-5)
          << shape.Name();
    }
  }
}

TEST(Tape, RecordsAgainAndOutlivesItsNetwork) {
  const NetworkShape shape = {{4, 8, 3}};
  Generator generator(17);
  Workbench bench({CANTER_F32, CANTER_ISA_AUTO, 2});
  Network first = shape.Make();
  canter_tape* tape = bench.Keep(MakeTape(bench.context(), first.get(), 100));
  EXPECT_EQ(canter_tape_capacity(tape), 100);
  EXPECT_EQ(canter_tape_rows(tape), 0);
  EXPECT_GE(canter_tape_bytes(tape), 100 * 4 * (4 + 8 + 3));
  // the tape keeps a shape of its own: an equal network serves as well
  first.reset();
  const canter_network* network = bench.Keep(shape.Make());
  const void* theta = bench.Input(MakeTheta(shape, generator));
  const void* x = bench.Input(generator.Normals(100 * 4));
  for (int64_t rows : {100, 3, 64}) {
    Check(canter_mlp_record(bench.context(), network, tape, nullptr, theta, x, nullptr, 100, rows));
    EXPECT_EQ(canter_tape_rows(tape), rows);
    EXPECT_EQ(canter_tape_capacity(tape), 100);
  }
}

}  // namespace
}  // namespace canter_test
