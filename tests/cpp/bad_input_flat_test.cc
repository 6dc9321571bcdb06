// SPDX-License-Identifier: Apache-2.0
//
// What scans, moments, optimisers, vector operations and random numbers refuse.
#include "refusals.h"

namespace canter_test {
namespace {

const Setting kSettings[] = {{CANTER_F32}, kOracle};

// three steps of two environments; row 2 is cut
struct Columns {
  explicit Columns(Workbench& bench)
      : reward(bench.Input(std::vector<double>(6, 1))),
        value(bench.Input(std::vector<double>(6, 2))),
        bootstrap(bench.Input(std::vector<double>(6, 3))),
        step(bench.Fixed(std::vector<uint8_t>(6))),
        bad_step(bench.Fixed(std::vector<uint8_t>{0, 1, 2, 3, 4, 0})),
        worse_step(bench.Fixed(std::vector<uint8_t>{0, 1, 2, 3, 0, 255})) {}

  const void *reward, *value, *bootstrap;
  const uint8_t *step, *bad_step, *worse_step;
};

TEST(BadInput, ScanGae) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const Columns in(bench);
    GoodCall good(bench, "canter_scan_gae", canter_scan_gae, bench.context(),
                  bench.Out("advantage", 6), bench.Out("target", 6), in.reward, in.value,
                  in.bootstrap, in.step, 0.9, 0.8, int64_t{3}, int64_t{2});
    good.RefusesNulls({2});
    good.RefusesSizes({9, 10});
    good.RefusesAliases();
    good.RefusesNonFiniteNumbers();
    for (double bad : {-0.1, 1.1}) {
      good.Refuses<7>(bad, {CANTER_BAD_VALUE}, " gamma");
      good.Refuses<8>(bad, {CANTER_BAD_VALUE}, " lambda");
    }
    good.Refuses<6>(in.bad_step, {CANTER_BAD_VALUE}, " unknown step");
    good.Refuses<6>(in.worse_step, {CANTER_BAD_VALUE}, " unknown step");
    good.Accepts();
  }
}

TEST(BadInput, OtherScans) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const Columns in(bench);
    GoodCall returns(bench, "canter_scan_returns", canter_scan_returns, bench.context(),
                     bench.Out("returns", 6), in.reward, in.bootstrap, in.step, 0.9, int64_t{3},
                     int64_t{2});
    returns.RefusesNulls({3});
    returns.RefusesSizes({6, 7});
    returns.RefusesAliases();
    returns.RefusesNonFiniteNumbers();
    returns.Refuses<5>(1.5, {CANTER_BAD_VALUE}, " gamma");
    returns.Refuses<4>(in.bad_step, {CANTER_BAD_VALUE}, " unknown step");

    GoodCall n_step(bench, "canter_scan_n_step", canter_scan_n_step, bench.context(),
                    bench.Out("n_step", 6), in.reward, in.value, in.bootstrap, in.step, 0.9,
                    int32_t{2}, int64_t{3}, int64_t{2});
    n_step.RefusesNulls();
    n_step.RefusesSizes({8, 9});
    n_step.RefusesAliases();
    n_step.RefusesNonFiniteNumbers();
    n_step.Refuses<6>(-0.5, {CANTER_BAD_VALUE}, " gamma");
    for (int32_t n : {0, -1}) n_step.Refuses<7>(n, {CANTER_BAD_VALUE, CANTER_BAD_SHAPE}, " n");
    n_step.Refuses<5>(in.worse_step, {CANTER_BAD_VALUE}, " unknown step");

    GoodCall td(bench, "canter_scan_td", canter_scan_td, bench.context(), bench.Out("td", 6),
                in.reward, in.value, in.bootstrap, in.step, 0.9, int64_t{3}, int64_t{2});
    td.RefusesNulls();
    td.RefusesSizes({7, 8});
    td.RefusesAliases();
    td.RefusesNonFiniteNumbers();
    td.Refuses<6>(2, {CANTER_BAD_VALUE}, " gamma");
    td.Refuses<5>(in.bad_step, {CANTER_BAD_VALUE}, " unknown step");
    returns.Accepts();
    n_step.Accepts();
    td.Accepts();
  }
}

TEST(BadInput, MomentsUpdate) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    GoodCall good(bench, "canter_moments_update", canter_moments_update, bench.context(),
                  bench.DoublesInOut("count", {0}), bench.DoublesInOut("mean", {0, 0, 0}),
                  bench.DoublesInOut("m2", {0, 0, 0}), bench.Input(std::vector<double>(12, 1)),
                  bench.Index({3, 0}), int64_t{4}, int64_t{2}, int64_t{3});
    good.RefusesNulls({5});
    good.RefusesSizes({6, 7, 8});
    good.RefusesAliases();
    good.Refuses<5>(bench.Index({4, 0}), {CANTER_BAD_VALUE}, " index beyond");
    good.Refuses<5>(bench.Index({0, -1}), {CANTER_BAD_VALUE}, " negative index");
    good.RefusesElement<4>(9, kNaN, {CANTER_NON_FINITE});
    good.RefusesElement<4>(2, kInfinity, {CANTER_NON_FINITE});
    good.Accepts();
    GoodCall plain(bench, "canter_moments_update without index", canter_moments_update,
                   bench.context(), bench.DoublesInOut("count", {0}),
                   bench.DoublesInOut("mean", {0, 0, 0}), bench.DoublesInOut("m2", {0, 0, 0}),
                   bench.Input(std::vector<double>(12, 1)), nullptr, int64_t{4}, int64_t{4},
                   int64_t{3});
    EXPECT_EQ(canter_moments_update(bench.context(), bench.DoublesInOut("c", {0}),
                                    bench.DoublesInOut("m", {0}), bench.DoublesInOut("s", {0}),
                                    bench.Input({1, 2}), nullptr, 2, 3, 1),
              CANTER_BAD_SHAPE);
    plain.Accepts();
  }
}

TEST(BadInput, MomentsMerge) {
  Workbench bench(kOracle);
  GoodCall good(bench, "canter_moments_merge", canter_moments_merge,
                bench.DoublesInOut("count", {2}), bench.DoublesInOut("mean", {0, 0, 0}),
                bench.DoublesInOut("m2", {1, 1, 1}), bench.Fixed(std::vector<double>{3}),
                bench.Fixed(std::vector<double>{1, 2, 3}),
                bench.Fixed(std::vector<double>{1, 2, 3}), int64_t{3});
  good.RefusesNulls();
  good.RefusesSizes({6});
  good.RefusesAliases();
  good.Accepts();
}

TEST(BadInput, MomentsFreezeAndNormalize) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    GoodCall freeze(bench, "canter_moments_freeze", canter_moments_freeze, bench.context(),
                    bench.Out("shift", 3), bench.Out("scale", 3),
                    bench.Fixed(std::vector<double>{3}), bench.Fixed(std::vector<double>{1, 2, 3}),
                    bench.Fixed(std::vector<double>{1, 2, 3}), 1e-8, int64_t{3});
    freeze.RefusesNulls();
    freeze.RefusesSizes({7});
    freeze.RefusesAliases();
    freeze.RefusesNonFiniteNumbers();
    for (double bad : {0.0, -1.0}) freeze.Refuses<6>(bad, {CANTER_BAD_VALUE}, " epsilon");

    GoodCall normalize(bench, "canter_moments_normalize", canter_moments_normalize, bench.context(),
                       bench.Out("y", 12), bench.Input(std::vector<double>(12, 1)),
                       bench.Input({1, 2, 3}), bench.Input({1, 2, 3}), 5.0, int64_t{4}, int64_t{3});
    normalize.RefusesNulls();
    normalize.RefusesSizes({6, 7});
    normalize.RefusesAliases({{1, 2}});
    normalize.RefusesNonFiniteNumbers({5});
    for (double bad : {0.0, -1.0}) normalize.Refuses<5>(bad, {CANTER_BAD_VALUE}, " limit");
    freeze.Accepts();
    normalize.Accepts();
  }
}

TEST(BadInput, Optimizers) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const std::vector<double> ones(9, 1);
    GoodCall adam(bench, "canter_adam_step", canter_adam_step, bench.context(),
                  bench.InOut("theta", ones), bench.InOut("first", ones),
                  bench.InOut("second", ones), bench.Input(ones), int64_t{1}, 0.1, 0.9, 0.999, 1e-8,
                  int64_t{9});
    adam.RefusesNulls();
    adam.RefusesSizes({10});
    adam.RefusesAliases();
    adam.RefusesNonFiniteNumbers();
    adam.RefusesNanIn<4>();
    for (int64_t step : {int64_t{0}, int64_t{-1}, INT64_MIN}) {
      adam.Refuses<5>(step, {CANTER_BAD_VALUE}, " step");
    }
    adam.Refuses<6>(-0.1, {CANTER_BAD_VALUE}, " rate");
    for (double bad : {-0.1, 1.0, 2.0}) {
      adam.Refuses<7>(bad, {CANTER_BAD_VALUE}, " beta1");
      adam.Refuses<8>(bad, {CANTER_BAD_VALUE}, " beta2");
    }
    for (double bad : {0.0, -1.0}) adam.Refuses<9>(bad, {CANTER_BAD_VALUE}, " epsilon");

    GoodCall sgd(bench, "canter_sgd_step", canter_sgd_step, bench.context(),
                 bench.InOut("theta", ones), bench.InOut("velocity", ones), bench.Input(ones), 0.1,
                 0.9, int64_t{9});
    sgd.RefusesNulls();
    sgd.RefusesSizes({6});
    sgd.RefusesAliases();
    sgd.RefusesNonFiniteNumbers();
    sgd.RefusesNanIn<3>();
    sgd.Refuses<4>(-0.1, {CANTER_BAD_VALUE}, " rate");
    for (double bad : {-0.1, 1.0}) sgd.Refuses<5>(bad, {CANTER_BAD_VALUE}, " momentum");
    adam.Accepts();
    sgd.Accepts();
  }
}

TEST(BadInput, VectorResults) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const void* x = bench.Input(std::vector<double>(9, 1));
    const void* y = bench.Input(std::vector<double>(9, 1));
    auto check = [](const auto& good, size_t size) {
      good.RefusesNulls();
      good.RefusesSizes({size});
      good.RefusesAliases();
      good.Accepts();
    };
    check(GoodCall(bench, "canter_vector_sum", canter_vector_sum, bench.context(),
                   bench.Doubles("sum", 1), x, int64_t{9}),
          3);
    Workbench second(setting);
    check(GoodCall(second, "canter_vector_dot", canter_vector_dot, second.context(),
                   second.Doubles("dot", 1), second.Input({1, 2, 3}), second.Input({1, 2, 3}),
                   int64_t{3}),
          4);
    Workbench third(setting);
    check(GoodCall(third, "canter_vector_max_abs", canter_vector_max_abs, third.context(),
                   third.Doubles("max_abs", 1), third.Input({1, 2, 3}), int64_t{3}),
          3);
    Workbench fourth(setting);
    check(GoodCall(fourth, "canter_vector_moments", canter_vector_moments, fourth.context(),
                   fourth.Doubles("mean", 1), fourth.Doubles("deviation", 1),
                   fourth.Input({1, 2, 3}), int64_t{3}),
          4);
    Workbench fifth(setting);
    check(GoodCall(fifth, "canter_vector_count_non_finite", canter_vector_count_non_finite,
                   fifth.context(), fifth.Fixed(std::vector<int64_t>{-5}), fifth.Input({1, 2, 3}),
                   int64_t{3}),
          3);
    (void)y;
  }
}

TEST(BadInput, VectorUpdates) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const std::vector<double> ones(9, 1);
    GoodCall axpby(bench, "canter_vector_axpby", canter_vector_axpby, bench.context(),
                   bench.InOut("y", ones), 2.0, bench.Input(ones), 3.0, int64_t{9});
    axpby.RefusesNulls();
    axpby.RefusesSizes({5});
    axpby.RefusesAliases({{1, 3}});
    axpby.RefusesNonFiniteNumbers();
    GoodCall standardize(bench, "canter_vector_standardize", canter_vector_standardize,
                         bench.context(), bench.Out("y", 9), bench.Input(ones), 1e-8, int64_t{9});
    standardize.RefusesNulls();
    standardize.RefusesSizes({4});
    standardize.RefusesAliases({{1, 2}});
    standardize.RefusesNonFiniteNumbers();
    for (double bad : {0.0, -1.0}) standardize.Refuses<3>(bad, {CANTER_BAD_VALUE}, " epsilon");
    axpby.Accepts();
    standardize.Accepts();
  }
}

TEST(BadInput, GatherAndScatter) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const std::vector<double> three(3, 1), nine(9, 2);
    const int32_t* beyond = bench.Index({0, 9, 2});
    const int32_t* negative = bench.Index({0, 1, -1});
    const auto check = [&](const auto& good) {
      good.RefusesNulls();
      good.RefusesSizes({4, 5});
      good.RefusesAliases();
      good.template Refuses<3>(beyond, {CANTER_BAD_VALUE}, " index beyond");
      EXPECT_STREQ(canter_last_error(),
                   "index[1] in 0..n - 1: 9 with n = 9; pick elements that exist");
      good.template Refuses<3>(negative, {CANTER_BAD_VALUE}, " negative index");
      good.Accepts();
    };
    check(GoodCall(bench, "canter_vector_gather", canter_vector_gather, bench.context(),
                   bench.Out("out", 3), bench.Input(nine), bench.Index({8, 0, 4}), int64_t{9},
                   int64_t{3}));
    Workbench second(setting);
    check(GoodCall(second, "canter_vector_scatter", canter_vector_scatter, second.context(),
                   second.InOut("y", nine), second.Input(three), second.Index({8, 0, 4}),
                   int64_t{9}, int64_t{3}));
  }
}

TEST(BadInput, Random) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    GoodCall uniform(bench, "canter_random_uniform", canter_random_uniform, bench.context(),
                     bench.Out("uniforms", 9), uint64_t{1}, 2u, 3u, 4u, 5u, int64_t{9});
    GoodCall normal(bench, "canter_random_normal", canter_random_normal, bench.context(),
                    bench.Out("normals", 9), uint64_t{1}, 2u, 3u, 4u, 5u, int64_t{9});
    auto check = [](const auto& good) {
      good.RefusesNulls();
      good.RefusesSizes({7});
      good.template Refuses<7>(CANTER_MAX_DRAWS + 1, {CANTER_BAD_SHAPE}, " too many");
      good.template Refuses<3>(65536u, {CANTER_BAD_VALUE}, " stream");
    };
    check(uniform);
    check(normal);
    GoodCall philox(bench, "canter_random_philox", canter_random_philox,
                    bench.Fixed(std::vector<uint32_t>(4)), bench.Fixed(std::vector<uint32_t>(4)),
                    bench.Fixed(std::vector<uint32_t>(2)));
    philox.RefusesNulls();
    philox.RefusesAliases();
    uniform.Accepts();
    normal.Accepts();
  }
}

}  // namespace
}  // namespace canter_test
