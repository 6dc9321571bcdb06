// SPDX-License-Identifier: Apache-2.0
//
// What matrix products, value fits and solves refuse.
#include <cstring>

#include "bad_input_scene.h"

namespace canter_test {
namespace {

const Setting kSettings[] = {{CANTER_F32}, kOracle};

template <class... A>
void CheckProduct(const GoodCall<A...>& good, Scene& scene) {
  good.RefusesNulls();
  good.RefusesAliases();
  good.template RefusesNanIn<4>();
  good.template Refuses<3>(scene.blank, {CANTER_BAD_STATE}, " not recorded");
  good.template Refuses<3>(scene.foreign, {CANTER_BAD_SHAPE, CANTER_BAD_STATE}, " other network");
  good.RefusesNonFiniteNumbers();
}

TEST(BadInput, FisherProducts) {
  for (const Setting& setting : kSettings) {
    Scene scene(setting);
    Workbench& bench = scene.bench;
    const void* v = bench.Input(std::vector<double>(static_cast<size_t>(scene.parameters()), 1));
    GoodCall analytic(bench, "canter_fisher_product", canter_fisher_product, bench.context(),
                      scene.placed.policy, bench.Out("out", scene.parameters()), scene.tape,
                      scene.placed.theta, v, 0.1);
    CheckProduct(analytic, scene);
    analytic.RefusesNanIn<5>();
    analytic.Refuses<6>(-1e-9, {CANTER_BAD_VALUE}, " damping");
    GoodCall empirical(bench, "canter_fisher_product_empirical", canter_fisher_product_empirical,
                       bench.context(), scene.placed.policy, bench.Out("out", scene.parameters()),
                       scene.tape, scene.placed.theta, scene.placed.batch.action, v, 0.1);
    CheckProduct(empirical, scene);
    empirical.RefusesNanIn<6>();
    empirical.Refuses<7>(-1.0, {CANTER_BAD_VALUE}, " damping");
    analytic.Accepts();
    empirical.Accepts();
  }
}

TEST(BadInput, GaussNewtonProduct) {
  for (const Setting& setting : kSettings) {
    Scene scene(setting);
    Workbench& bench = scene.bench;
    // the network's own parameters are fewer than the policy's
    const int64_t n = scene.problem.shape.network.parameters();
    void* theta = bench.Input(std::vector<double>(static_cast<size_t>(n), 0.1));
    const void* v = bench.Input(std::vector<double>(static_cast<size_t>(n), 1));
    GoodCall good(bench, "canter_gauss_newton_product", canter_gauss_newton_product,
                  bench.context(), scene.placed.network, bench.Out("out", n), scene.tape, theta, v,
                  0.1);
    CheckProduct(good, scene);
    good.RefusesNanIn<5>();
    good.Refuses<6>(-1.0, {CANTER_BAD_VALUE}, " damping");
    good.Accepts();
  }
}

TEST(BadInput, ValueGradient) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const canter_network* network = bench.Keep(MakeNetwork({3, 4, 1}));
    const canter_network* two_outputs = bench.Keep(MakeNetwork({3, 4, 2}));
    canter_tape* tape = bench.Keep(MakeTape(bench.context(), network, kRows));
    canter_tape* small = bench.Keep(MakeTape(bench.context(), network, kRows - 1));
    canter_tape* foreign = bench.Keep(MakeTape(bench.context(), two_outputs, kRows));
    GoodCall good(bench, "canter_value_gradient", canter_value_gradient, bench.context(), network,
                  bench.Out("gradient", 21), bench.Doubles("statistics", CANTER_VALUE_COUNT), tape,
                  bench.Input(std::vector<double>(21, 0.1)),
                  bench.Input(std::vector<double>(24, 0.2)),
                  bench.Input(std::vector<double>(8, 0.3)), bench.Index({0, 7, 2, 2, 4, 5}),
                  int64_t{8}, kRows);
    good.RefusesNulls({2, 3, 4, 8});
    good.RefusesSizes({9});
    good.RefusesSizes({10}, {CANTER_BAD_SHAPE, CANTER_TOO_SMALL});
    good.RefusesAliases();
    good.RefusesNanIn<5>();
    good.Refuses<1>(two_outputs, {CANTER_BAD_SHAPE}, " two outputs");
    good.Refuses<4>(small, {CANTER_TOO_SMALL}, " small tape");
    good.Refuses<4>(foreign, {CANTER_BAD_SHAPE, CANTER_BAD_STATE}, " other network");
    good.Refuses<8>(bench.Index({0, 8, 2, 2, 4, 5}), {CANTER_BAD_VALUE}, " index beyond");
    good.Refuses<8>(bench.Index({0, -1, 2, 2, 4, 5}), {CANTER_BAD_VALUE}, " negative index");
    good.Accepts();
  }
}

// gradient or statistics may be left out, not both; neither depends on the other
TEST(BadInput, ValueGradientOfNothing) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const canter_network* network = bench.Keep(MakeNetwork({1, 1}));
    const void* numbers = bench.Input({0.5, 2});
    void *with = bench.Out("with", 2), *without = bench.Out("without", 2);
    double statistics[CANTER_VALUE_COUNT];
    const auto call = [&](void* gradient, double* found) {
      return canter_value_gradient(bench.context(), network, gradient, found, nullptr, numbers,
                                   numbers, numbers, nullptr, 2, 2);
    };
    EXPECT_EQ(call(nullptr, nullptr), CANTER_NULL_POINTER);
    EXPECT_TRUE(bench.OutputsUntouched());
    Check(call(with, statistics));
    Check(call(without, nullptr));
    EXPECT_EQ(bench.Outputs()[0].values, bench.Outputs()[1].values);
    EXPECT_NE(bench.Outputs()[0].values[0], 0);
  }
}

TEST(BadInput, ConjugateGradientDense) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    canter_cg_result result;
    GoodCall good(bench, "canter_conjugate_gradient_dense", canter_conjugate_gradient_dense,
                  bench.context(), bench.Out("x", 2), bench.Doubles("residuals", 4), &result,
                  bench.Input({2, 0, 0, 3}), bench.Input({1, 2}), int64_t{2}, int32_t{3}, 1e-6);
    good.RefusesNulls({2});
    good.RefusesSizes({6});
    good.RefusesSizes({7}, {CANTER_BAD_VALUE, CANTER_BAD_SHAPE});
    good.RefusesAliases();
    good.RefusesNonFiniteNumbers();
    good.RefusesNanIn<5>();
    good.Refuses<8>(-1e-9, {CANTER_BAD_VALUE}, " tolerance");
    good.Accepts();
  }
}

canter_status Identity(void* self, void* out, const void* v) {
  std::memcpy(out, v, *static_cast<const size_t*>(self));
  return CANTER_OK;
}

TEST(BadInput, ConjugateGradientCallback) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    canter_cg_result result;
    size_t bytes = 2 * (setting.real == CANTER_F64 ? sizeof(double) : sizeof(float));
    GoodCall good(bench, "canter_conjugate_gradient", canter_conjugate_gradient, bench.context(),
                  bench.Out("x", 2), bench.Doubles("residuals", 4), &result, Identity,
                  static_cast<void*>(&bytes), bench.Input({1, 2}), int64_t{2}, int32_t{3}, 1e-6);
    // what `self` is only the operator knows
    good.RefusesNulls({2, 5});
    good.RefusesSizes({7});
    good.RefusesSizes({8}, {CANTER_BAD_VALUE, CANTER_BAD_SHAPE});
    good.RefusesNonFiniteNumbers();
    good.RefusesNanIn<6>();
    good.Refuses<9>(-1.0, {CANTER_BAD_VALUE}, " tolerance");
    good.Accepts();
  }
}

TEST(BadInput, ConjugateGradientFisherAndGaussNewton) {
  for (const Setting& setting : kSettings) {
    Scene scene(setting);
    Workbench& bench = scene.bench;
    canter_cg_result result;
    const auto n = static_cast<size_t>(scene.parameters());
    GoodCall fisher(bench, "canter_conjugate_gradient_fisher", canter_conjugate_gradient_fisher,
                    bench.context(), scene.placed.policy, bench.Out("x", scene.parameters()),
                    bench.Doubles("residuals", 4), &result, scene.tape, scene.placed.theta,
                    scene.placed.batch.action, bench.Input(std::vector<double>(n, 1)), 0.1,
                    int32_t{3}, 1e-6);
    fisher.RefusesNulls({3, 7});
    fisher.RefusesSizes({10}, {CANTER_BAD_VALUE, CANTER_BAD_SHAPE});
    fisher.RefusesAliases();
    fisher.RefusesNonFiniteNumbers();
    fisher.RefusesNanIn<6>();
    fisher.RefusesNanIn<8>();
    fisher.Refuses<5>(scene.blank, {CANTER_BAD_STATE}, " not recorded");
    fisher.Refuses<5>(scene.foreign, {CANTER_BAD_SHAPE, CANTER_BAD_STATE}, " other network");
    fisher.Refuses<9>(-1.0, {CANTER_BAD_VALUE}, " damping");

    const auto p = static_cast<size_t>(scene.problem.shape.network.parameters());
    GoodCall newton(bench, "canter_conjugate_gradient_gauss_newton",
                    canter_conjugate_gradient_gauss_newton, bench.context(), scene.placed.network,
                    bench.Out("x", static_cast<int64_t>(p)), bench.Doubles("residuals", 4), &result,
                    scene.tape, bench.Input(std::vector<double>(p, 0.1)),
                    bench.Input(std::vector<double>(p, 1)), 0.1, int32_t{3}, 1e-6);
    newton.RefusesNulls({3});
    newton.RefusesSizes({9}, {CANTER_BAD_VALUE, CANTER_BAD_SHAPE});
    newton.RefusesAliases();
    newton.RefusesNonFiniteNumbers();
    newton.RefusesNanIn<6>();
    newton.RefusesNanIn<7>();
    newton.Refuses<5>(scene.blank, {CANTER_BAD_STATE}, " not recorded");
    newton.Refuses<8>(-1.0, {CANTER_BAD_VALUE}, " damping");
    fisher.Accepts();
    newton.Accepts();
  }
}

}  // namespace
}  // namespace canter_test
