// SPDX-License-Identifier: Apache-2.0
//
// Whole trust-region steps: direction, length and line search in one call. Few iterations, because
// rounding grows with each.
#include "case.h"
#include "problem.h"

namespace canter_test {
namespace {

struct Variant {
  bool empirical;
  double max_kl;
  double damping;
  int32_t candidates;
  std::string Name() const {
    return std::string(empirical ? "empirical" : "analytic") + "_kl" + std::to_string(max_kl) +
           "_of" + std::to_string(candidates);
  }
};

void Report(Workbench& bench, const std::shared_ptr<canter_trust_region_result>& result) {
  bench.Report(
      "result",
      [result] {
        const canter_trust_region_result& r = *result;
        std::vector<double> numbers = {static_cast<double>(r.solve.outcome),
                                       static_cast<double>(r.solve.iterations),
                                       r.solve.quadratic,
                                       r.solve.linear,
                                       static_cast<double>(r.accepted),
                                       static_cast<double>(r.examined),
                                       static_cast<double>(r.refused_by_numbers),
                                       static_cast<double>(r.refused_by_kl),
                                       static_cast<double>(r.refused_by_objective),
                                       r.longest,
                                       r.step_size,
                                       r.first_residual};
        numbers.insert(numbers.end(), r.statistics, r.statistics + CANTER_STAT_COUNT);
        return numbers;
      },
      tolerance::kFloatSolve);
}

void Step(Workbench& bench, const PolicyShape& shape, Subset subset, int64_t rows,
          const Variant& variant, const std::string& name) {
  Generator generator(name);
  const Selection selection = MakeSelection(subset, rows, generator);
  const PolicyProblem problem = MakeProblem(shape, selection, generator, 0);
  const PlacedProblem placed = Place(bench, problem);
  const canter_objective objective = {CANTER_SURROGATE, 0.2, 0, 0};
  canter_tape* tape = bench.Keep(MakeTape(bench.context(), placed.network, rows));
  void* gradient = bench.Out("gradient", shape.parameters());
  std::vector<double> before(CANTER_STAT_COUNT);
  Check(canter_policy_gradient(bench.context(), placed.policy, gradient, before.data(), tape,
                               placed.theta, &placed.batch, &objective));
  void* theta = bench.InOut("theta", problem.theta, tolerance::kFloatSolve);
  void* direction = bench.Out("direction", shape.parameters(), tolerance::kFloatSolve);
  auto result = std::make_shared<canter_trust_region_result>();
  Report(bench, result);
  const canter_trust_region_settings settings = {variant.max_kl,    variant.damping, 0, 0.5, 4,
                                                 variant.candidates};
  const void* action = variant.empirical ? placed.batch.action : nullptr;
  bench.call = [=, &bench] {
    return canter_trust_region_step(bench.context(), placed.policy, theta, direction, result.get(),
                                    tape, action, gradient, before[CANTER_STAT_OBJECTIVE],
                                    &placed.batch, &objective, &settings);
  };
}

void Add(Cases& cases, const PolicyShape& shape, Subset subset, int64_t rows,
         const Variant& variant) {
  const std::string name = "trust_region_step/" + variant.Name() + "/" + shape.Name() + "/" +
                           canter_test::Name(subset) + "_b" + std::to_string(rows);
  Case made = {"trust_region", name, nullptr};
  made.prepare = [=](Workbench& bench) { Step(bench, shape, subset, rows, variant, name); };
  made.heavy = rows > 10000;
  cases.push_back(made);
}

}  // namespace

void AddTrustRegionCases(Cases& cases) {
  // the usual bound; one so wide that early candidates overshoot; one candidate alone
  const std::vector<Variant> variants = {
      {false, 0.01, 0.1, 10}, {false, 20, 0.5, 10}, {true, 0.01, 0.5, 5}, {false, 0.01, 0.1, 1}};
  const auto& shapes = PolicyShapes();
  for (size_t i = 0; i < shapes.size(); ++i) {
    const int64_t rows = FittingBatchSize(9 + i, shapes[i].network);
    Add(cases, shapes[i], static_cast<Subset>(i % 5), rows, variants[i % variants.size()]);
  }
  Add(cases, shapes[2], Subset::kAll, 50000, variants[0]);
}

}  // namespace canter_test
