// SPDX-License-Identifier: Apache-2.0
//
// Objectives, their statistics and gradients, with and without entropy bonus and KL penalty.
#include "case.h"
#include "problem.h"

namespace canter_test {
namespace {

enum class Call { kEvaluate, kGradient, kGradientRecorded };

struct Variant {
  canter_objective_kind kind;
  double entropy_bonus;
  double kl_penalty;

  canter_objective Objective() const { return {kind, 0.2, entropy_bonus, kl_penalty}; }
  std::string Name() const {
    static const char* const names[] = {"surrogate", "clipped", "likelihood"};
    return std::string(names[kind]) + (entropy_bonus != 0 ? "_entropy" : "") +
           (kl_penalty != 0 ? "_kl" : "");
  }
};

void Prepare(Workbench& bench, const PolicyProblem& p, Call call, const Variant& variant) {
  const PlacedProblem placed = Place(bench, p);
  const canter_objective objective = variant.Objective();
  double* statistics = bench.Doubles("statistics", CANTER_STAT_COUNT, tolerance::kFloatStatistic);
  const double rows = static_cast<double>(p.selection.rows);
  bench.operations = p.shape.network.operations() * rows;
  if (call == Call::kEvaluate) {
    bench.call = [=, &bench] {
      return canter_policy_evaluate(bench.context(), placed.policy, statistics, placed.theta,
                                    &placed.batch, &objective);
    };
    return;
  }
  void* gradient = bench.Out("gradient", p.shape.parameters());
  bench.operations = p.shape.network.pass_operations() * rows;
  if (call == Call::kGradient) {
    bench.operations += p.shape.network.operations() * rows;
    canter_tape* tape = bench.Keep(MakeTape(bench.context(), placed.network, p.selection.rows));
    bench.call = [=, &bench] {
      return canter_policy_gradient(bench.context(), placed.policy, gradient, statistics, tape,
                                    placed.theta, &placed.batch, &objective);
    };
    return;
  }
  const canter_tape* tape = Record(bench, placed);
  canter_batch unread = placed.batch;
  unread.observation = nullptr;
  bench.call = [=, &bench] {
    return canter_policy_gradient_recorded(bench.context(), placed.policy, gradient, statistics,
                                           tape, placed.theta, &unread, &objective);
  };
}

// 0: statistics, 1: gradient
std::vector<double> OnOracle(const PolicyProblem& p, Call call, const Variant& variant,
                             size_t output) {
  Workbench bench(kOracle);
  Prepare(bench, p, call, variant);
  Check(bench.call());
  return bench.Outputs()[output].values;
}

std::vector<Comparison> Difference(const PolicyProblem& p, Call call, const Variant& variant) {
  const std::vector<double> gradient = OnOracle(p, call, variant, 1);
  auto objective = [&](const std::vector<double>& theta) {
    PolicyProblem moved = p;
    moved.theta = theta;
    return OnOracle(moved, Call::kEvaluate, variant, 0)[CANTER_STAT_OBJECTIVE];
  };
  // the clipped objective has kinks of its own
  const bool smooth = p.shape.network.smooth() && variant.kind != CANTER_CLIPPED;
  const double step = smooth ? kSmoothStep : kKinkedStep;
  std::vector<Comparison> comparisons;
  if (gradient.size() <= 200) {
    comparisons.push_back({"gradient", gradient, GradientOf(objective, p.theta, step)});
  }
  Generator generator(p.shape.Name());
  for (int repeat = 0; repeat < 3; ++repeat) {
    const auto direction = generator.Normals(p.shape.parameters());
    auto at = [&](double e) { return objective(Along(p.theta, e, direction)); };
    comparisons.push_back({"gradient'v", {Dot(gradient, direction)}, {Derivative(at, step)}});
  }
  for (Comparison& comparison : comparisons) comparison.bound = tolerance::kDifference;
  return comparisons;
}

void Add(Cases& cases, Call call, const Variant& variant, const PolicyShape& shape, Subset subset,
         int64_t rows) {
  static const char* const names[] = {"policy_evaluate", "policy_gradient",
                                      "policy_gradient_recorded"};
  const std::string problem =
      shape.Name() + "/" + canter_test::Name(subset) + "_b" + std::to_string(rows);
  auto make = [=] {
    Generator generator(problem);
    const Selection selection = MakeSelection(subset, rows, generator);
    return MakeProblem(shape, selection, generator);
  };
  Case made = {"objective",
               std::string(names[static_cast<int>(call)]) + "/" + variant.Name() + "/" + problem,
               nullptr};
  made.prepare = [=](Workbench& bench) { Prepare(bench, make(), call, variant); };
  if (call != Call::kEvaluate && rows <= 33) {
    made.difference = [=] { return Difference(make(), call, variant); };
  }
  made.heavy = rows > 10000;
  cases.push_back(made);
}

}  // namespace

void AddObjectiveCases(Cases& cases) {
  const std::vector<Variant> variants = {
      {CANTER_SURROGATE, 0, 0},      {CANTER_CLIPPED, 0, 0},    {CANTER_LOG_LIKELIHOOD, 0, 0},
      {CANTER_SURROGATE, 0.05, 0.7}, {CANTER_CLIPPED, 0.05, 0}, {CANTER_LOG_LIKELIHOOD, 0, 0.7},
      {CANTER_CLIPPED, -0.1, 0.3},
  };
  const auto& shapes = PolicyShapes();
  for (size_t i = 0; i < shapes.size(); ++i) {
    for (size_t k = 0; k < 3; ++k) {
      const Variant& variant = variants[(3 * i + k) % variants.size()];
      const auto subset = static_cast<Subset>((i + k) % 5);
      const int64_t few = BatchSize((i + 4 * k) % 11);
      const int64_t many = FittingBatchSize(11 + i + 2 * k, shapes[i].network);
      Add(cases, Call::kEvaluate, variant, shapes[i], subset, many);
      Add(cases, Call::kGradient, variant, shapes[i], subset, few);
      Add(cases, Call::kGradient, variant, shapes[i], subset, many);
      Add(cases, Call::kGradientRecorded, variant, shapes[i], subset, k == 0 ? few : many);
    }
  }
  for (Call call : {Call::kEvaluate, Call::kGradient, Call::kGradientRecorded}) {
    Add(cases, call, variants[0], shapes[2], Subset::kAll, 50000);
  }
}

}  // namespace canter_test
