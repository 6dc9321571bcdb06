// SPDX-License-Identifier: Apache-2.0
//
// What objectives, Fisher-vector products, value fits and solves refuse.
#include "cases/problem.h"
#include "refusals.h"

namespace canter_test {
namespace {

const Setting kSettings[] = {{CANTER_F32}, kOracle};

constexpr int64_t kRows = 6;

PolicyProblem MakeSmall(const DistributionShape& distribution, Subset subset) {
  Generator generator(1);
  const PolicyShape shape = {{{3, 4, distribution.width()}}, distribution};
  return MakeProblem(shape, MakeSelection(subset, kRows, generator), generator);
}

// a small policy with its batch, a tape of it and tapes that do not serve
struct Scene {
  Scene(const Setting& setting, const DistributionShape& distribution = {CANTER_GAUSSIAN, {2}},
        Subset subset = Subset::kSubsample)
      : bench(setting), problem(MakeSmall(distribution, subset)), placed(Place(bench, problem)) {
    other_network = bench.Keep(MakeNetwork({3, 5, distribution.width()}));
    tape = Record(bench, placed);
    blank = bench.Keep(MakeTape(bench.context(), placed.network, kRows));
    small = bench.Keep(MakeTape(bench.context(), placed.network, kRows - 1));
    foreign = bench.Keep(MakeTape(bench.context(), other_network, kRows));
  }

  int64_t parameters() const { return problem.shape.parameters(); }

  Workbench bench;
  PolicyProblem problem;
  PlacedProblem placed;
  canter_network* other_network;
  canter_tape *tape, *blank, *small, *foreign;
};

const canter_objective kSurrogate = {CANTER_SURROGATE, 0.2, 0, 0};

// a batch or an objective with one bad field
struct BadBatch {
  const char* what;
  std::function<void(canter_batch&, canter_objective&)> spoil;
  Statuses wanted;
};

std::vector<BadBatch> BadBatches(Scene& scene) {
  using B = canter_batch;
  using O = canter_objective;
  Workbench& bench = scene.bench;
  const int32_t beyond = static_cast<int32_t>(scene.placed.batch.source_rows);
  const int32_t* too_large = bench.Index({0, 1, 2, 3, 4, beyond});
  const int32_t* negative = bench.Index({0, -1, 2, 3, 4, 5});
  const Statuses kNull = {CANTER_NULL_POINTER}, kShape = {CANTER_BAD_SHAPE},
                 kValue = {CANTER_BAD_VALUE}, kNotFinite = {CANTER_NON_FINITE};
  return {
      {"no action", [](B& b, O&) { b.action = nullptr; }, kNull},
      {"no weight", [](B& b, O&) { b.weight = nullptr; }, kNull},
      {"no old log probability", [](B& b, O&) { b.old_log_probability = nullptr; }, kNull},
      {"no old log probability, clipped",
       [](B& b, O& o) {
         b.old_log_probability = nullptr;
         o.kind = CANTER_CLIPPED;
       },
       kNull},
      {"no old deviations", [](B& b, O&) { b.old_log_std = nullptr; }, kNull},
      {"a penalty without old parameters",
       [](B& b, O& o) {
         b.old_parameters = nullptr;
         o.kl_penalty = 1;
       },
       kNull},
      {"no rows", [](B& b, O&) { b.rows = 0; }, kShape},
      {"negative rows", [](B& b, O&) { b.rows = -1; }, kShape},
      {"no source rows", [](B& b, O&) { b.source_rows = 0; }, kShape},
      {"negative source rows", [](B& b, O&) { b.source_rows = -7; }, kShape},
      {"more rows than there are",
       [](B& b, O&) {
         b.index = nullptr;
         b.rows = b.source_rows + 1;
       },
       kShape},
      {"huge source rows", [](B& b, O&) { b.source_rows = INT64_MAX / 4; }, kShape},
      {"index beyond", [=](B& b, O&) { b.index = too_large; }, kValue},
      {"negative index", [=](B& b, O&) { b.index = negative; }, kValue},
      {"unknown kind", [](B&, O& o) { o.kind = 3; }, kValue},
      {"negative kind", [](B&, O& o) { o.kind = -1; }, kValue},
      {"clip 0",
       [](B&, O& o) {
         o = {CANTER_CLIPPED, 0, 0, 0};
       },
       kValue},
      {"clip 1",
       [](B&, O& o) {
         o = {CANTER_CLIPPED, 1, 0, 0};
       },
       kValue},
      {"clip -0.1",
       [](B&, O& o) {
         o = {CANTER_CLIPPED, -0.1, 0, 0};
       },
       kValue},
      {"clip NaN",
       [](B&, O& o) {
         o = {CANTER_CLIPPED, kNaN, 0, 0};
       },
       kNotFinite},
      {"bonus NaN", [](B&, O& o) { o.entropy_bonus = kNaN; }, kNotFinite},
      {"bonus infinite", [](B&, O& o) { o.entropy_bonus = -kInfinity; }, kNotFinite},
      {"penalty NaN", [](B&, O& o) { o.kl_penalty = kNaN; }, kNotFinite},
      {"penalty infinite", [](B&, O& o) { o.kl_penalty = kInfinity; }, kNotFinite},
      {"penalty below 0", [](B&, O& o) { o.kl_penalty = -1; }, kValue},
  };
}

TEST(BadInput, PolicyEvaluate) {
  for (const Setting& setting : kSettings) {
    Scene scene(setting);
    Workbench& bench = scene.bench;
    GoodCall good(bench, "canter_policy_evaluate", canter_policy_evaluate, bench.context(),
                  scene.placed.policy, bench.Doubles("statistics", CANTER_STAT_COUNT),
                  scene.placed.theta, &scene.placed.batch, &kSurrogate);
    good.RefusesNulls();
    good.RefusesNanIn<3>();
    good.RefusesAliases();
    std::vector<BadBatch> bad_batches = BadBatches(scene);
    bad_batches.push_back({"no observation",
                           [](canter_batch& b, canter_objective&) { b.observation = nullptr; },
                           {CANTER_NULL_POINTER}});
    for (const BadBatch& bad : bad_batches) {
      canter_batch batch = scene.placed.batch;
      canter_objective objective = kSurrogate;
      bad.spoil(batch, objective);
      const canter_status status = canter_policy_evaluate(
          bench.context(), scene.placed.policy, bench.Doubles("statistics", CANTER_STAT_COUNT),
          scene.placed.theta, &batch, &objective);
      ExpectRefused(bench, std::string("canter_policy_evaluate, ") + bad.what, status, bad.wanted);
    }
    good.Accepts();
  }
}

TEST(BadInput, PolicyGradient) {
  for (const Setting& setting : kSettings) {
    Scene scene(setting);
    Workbench& bench = scene.bench;
    void* gradient = bench.Out("gradient", scene.parameters());
    double* statistics = bench.Doubles("statistics", CANTER_STAT_COUNT);
    GoodCall good(bench, "canter_policy_gradient", canter_policy_gradient, bench.context(),
                  scene.placed.policy, gradient, statistics, scene.blank, scene.placed.theta,
                  &scene.placed.batch, &kSurrogate);
    good.RefusesNulls({4});
    good.RefusesNanIn<5>();
    good.RefusesAliases();
    good.Refuses<4>(scene.small, {CANTER_TOO_SMALL});
    good.Refuses<4>(scene.foreign, {CANTER_BAD_SHAPE, CANTER_BAD_STATE});
    // outputs over the buffers that the batch names
    const canter_batch& batch = scene.placed.batch;
    for (const void* input :
         {batch.observation, batch.action, batch.weight, batch.old_log_probability,
          batch.old_parameters, batch.old_log_std, static_cast<const void*>(batch.index)}) {
      good.Refuses<2>(const_cast<void*>(input), {CANTER_ALIASED}, " over a buffer of the batch");
      good.Refuses<3>(static_cast<double*>(const_cast<void*>(input)), {CANTER_ALIASED},
                      " over a buffer of the batch");
    }
    EXPECT_EQ(canter_tape_rows(scene.blank), 0);
    good.Accepts();
  }
}

TEST(BadInput, PolicyGradientRecorded) {
  for (const Setting& setting : kSettings) {
    Scene scene(setting);
    Workbench& bench = scene.bench;
    GoodCall good(bench, "canter_policy_gradient_recorded", canter_policy_gradient_recorded,
                  bench.context(), scene.placed.policy, bench.Out("gradient", scene.parameters()),
                  bench.Doubles("statistics", CANTER_STAT_COUNT), scene.tape, scene.placed.theta,
                  &scene.placed.batch, &kSurrogate);
    good.RefusesNulls();
    good.RefusesNanIn<5>();
    good.RefusesAliases();
    good.Refuses<4>(scene.blank, {CANTER_BAD_STATE}, " not recorded");
    good.Refuses<4>(scene.foreign, {CANTER_BAD_SHAPE, CANTER_BAD_STATE}, " other network");
    // as many rows as the tape holds
    canter_batch fewer = scene.placed.batch;
    fewer.rows = kRows - 1;
    good.Refuses<6>(&fewer, {CANTER_BAD_SHAPE, CANTER_BAD_STATE}, " fewer rows than recorded");
    good.Accepts();
  }
}

TEST(BadInput, CategoricalActionsOfABatch) {
  for (const Setting& setting : kSettings) {
    for (double bad : {-1.0, 3.0, 0.5, kNaN}) {
      Scene scene(setting, {CANTER_CATEGORICAL, {3, 2}});
      Workbench& bench = scene.bench;
      GoodCall gradient(bench, "canter_policy_gradient", canter_policy_gradient, bench.context(),
                        scene.placed.policy, bench.Out("gradient", scene.parameters()),
                        bench.Doubles("statistics", CANTER_STAT_COUNT), nullptr, scene.placed.theta,
                        &scene.placed.batch, &kSurrogate);
      GoodCall product(bench, "canter_fisher_product_empirical", canter_fisher_product_empirical,
                       bench.context(), scene.placed.policy, bench.Out("out", scene.parameters()),
                       scene.tape, scene.placed.theta, scene.placed.batch.action,
                       bench.Input(std::vector<double>(static_cast<size_t>(scene.parameters()), 1)),
                       0.1);
      const Statuses wanted = {CANTER_BAD_VALUE, CANTER_NON_FINITE};
      const int64_t picked = scene.problem.selection.Source(2);
      product.RefusesElement<5>(2 * picked, bad, wanted);
      canter_status status;
      {
        const Spoilt spoilt(setting.real, scene.placed.batch.action, 2 * picked, bad);
        status = gradient.Call();
      }
      ExpectRefused(bench, "canter_policy_gradient, action " + std::to_string(bad), status, wanted);
    }
  }
}

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
    good.RefusesNulls({2, 4, 8});
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
