// SPDX-License-Identifier: Apache-2.0
//
// What objectives refuse.
#include "bad_input_scene.h"

namespace canter_test {
namespace {

const Setting kSettings[] = {{CANTER_F32}, kOracle};

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

}  // namespace
}  // namespace canter_test
