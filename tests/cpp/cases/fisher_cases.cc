// SPDX-License-Identifier: Apache-2.0
//
// Fisher-vector products; the analytic one beside the numeric Hessian of the mean KL divergence,
// the empirical one beside scores taken one by one.
#include "case.h"
#include "problem.h"

namespace canter_test {
namespace {

void Prepare(Workbench& bench, const PolicyProblem& p, const std::vector<double>& v, bool empirical,
             double damping) {
  const PlacedProblem placed = Place(bench, p);
  const canter_tape* tape = Record(bench, placed);
  const void* direction = bench.Input(v);
  void* out = bench.Out("F v", p.shape.parameters());
  bench.operations = 2 * p.shape.network.pass_operations() * static_cast<double>(p.selection.rows);
  bench.call = [=, &bench] {
    if (empirical) {
      return canter_fisher_product_empirical(bench.context(), placed.policy, out, tape,
                                             placed.theta, placed.batch.action, direction, damping);
    }
    return canter_fisher_product(bench.context(), placed.policy, out, tape, placed.theta, direction,
                                 damping);
  };
}

std::vector<double> OnOracle(const PolicyProblem& p, const std::vector<double>& v, bool empirical,
                             double damping) {
  Workbench bench(kOracle);
  Prepare(bench, p, v, empirical, damping);
  Check(bench.call());
  return bench.Outputs()[0].values;
}

// statistics and gradient of an objective at another theta, in double
struct Evaluation {
  std::vector<double> statistics, gradient;
};
Evaluation At(const PolicyProblem& p, const std::vector<double>& theta,
              const canter_objective& objective) {
  Workbench bench(kOracle);
  PolicyProblem moved = p;
  moved.theta = theta;
  const PlacedProblem placed = Place(bench, moved);
  Evaluation e = {std::vector<double>(CANTER_STAT_COUNT),
                  std::vector<double>(static_cast<size_t>(p.shape.parameters()))};
  Check(canter_policy_gradient(bench.context(), placed.policy, e.gradient.data(),
                               e.statistics.data(), nullptr, placed.theta, &placed.batch,
                               &objective));
  return e;
}

// old = new: the Hessian of the mean KL divergence is the Fisher matrix there
std::vector<Comparison> AnalyticDifference(PolicyProblem p, const std::vector<double>& v,
                                           double damping) {
  p.weight.assign(p.weight.size(), 0);
  const canter_objective penalty = {CANTER_SURROGATE, 0.2, 0, 1};
  const std::vector<double> product = OnOracle(p, v, false, damping);
  const double step = p.shape.network.smooth() ? kSmoothStep : kKinkedStep;

  // the gradient of -KL along v
  auto gradient = [&](double e) { return At(p, Along(p.theta, e, v), penalty).gradient; };
  std::vector<double> hessian = DerivativeOf(gradient, step);
  for (size_t i = 0; i < hessian.size(); ++i) hessian[i] = damping * v[i] - hessian[i];
  std::vector<Comparison> comparisons = {
      {"F v, by gradients", product, hessian, tolerance::kDifference}};
  if (!p.shape.network.smooth()) return comparisons;

  // by values alone, as the issue asks: the step is long enough for KL to rise above rounding
  auto kl = [&](double e) {
    return At(p, Along(p.theta, e, v), penalty).statistics[CANTER_STAT_MEAN_KL];
  };
  const double curvature = SecondDerivative(kl, 1e-4) + damping * Dot(v, v);
  comparisons.push_back(
      {"v'F v, by values", {Dot(v, product)}, {curvature}, tolerance::kDifference});
  return comparisons;
}

// (1/B) sum s (s'v), with each score as the gradient of a log-likelihood over one row
std::vector<Comparison> EmpiricalDifference(const PolicyProblem& p, const std::vector<double>& v,
                                            double damping) {
  const canter_objective likelihood = {CANTER_LOG_LIKELIHOOD, 0.2, 0, 0};
  std::vector<double> sum = Along(std::vector<double>(v.size()), damping, v);
  for (int64_t b = 0; b < p.selection.rows; ++b) {
    PolicyProblem one = p;
    one.selection.rows = 1;
    one.selection.index = {static_cast<int32_t>(p.selection.Source(b))};
    one.weight.assign(p.weight.size(), 1);
    const std::vector<double> score = At(one, p.theta, likelihood).gradient;
    sum = Along(sum, Dot(score, v) / static_cast<double>(p.selection.rows), score);
  }
  return {{"mean s s'v", OnOracle(p, v, true, damping), sum, tolerance::kDouble}};
}

void Add(Cases& cases, bool empirical, double damping, const PolicyShape& shape, Subset subset,
         int64_t rows) {
  const std::string variant = shape.Name() + "/" + canter_test::Name(subset) + "_b" +
                              std::to_string(rows) + (damping > 0 ? "_damped" : "");
  const std::string name =
      std::string(empirical ? "fisher_product_empirical/" : "fisher_product/") + variant;
  auto make = [=](double distance) {
    Generator generator(variant);
    const Selection selection = MakeSelection(subset, rows, generator);
    const PolicyProblem problem = MakeProblem(shape, selection, generator, distance);
    return std::make_pair(problem, generator.Normals(shape.parameters()));
  };
  Case made = {"fisher", name, nullptr};
  made.prepare = [=](Workbench& bench) {
    const auto [problem, v] = make(0.05);
    Prepare(bench, problem, v, empirical, damping);
  };
  if (rows <= 33) {
    made.difference = [=] {
      const auto [problem, v] = make(0);
      return empirical ? EmpiricalDifference(problem, v, damping)
                       : AnalyticDifference(problem, v, damping);
    };
  }
  made.heavy = rows > 10000;
  cases.push_back(made);
}

}  // namespace

void AddFisherCases(Cases& cases) {
  const auto& shapes = PolicyShapes();
  for (size_t i = 0; i < shapes.size(); ++i) {
    for (bool empirical : {false, true}) {
      const auto subset = static_cast<Subset>(i % 5);
      Add(cases, empirical, 0, shapes[i], Subset::kAll, BatchSize(i % 11));
      Add(cases, empirical, 0.1, shapes[i], subset, BatchSize((i + 5) % 11));
      Add(cases, empirical, 0, shapes[i], subset, FittingBatchSize(12 + i, shapes[i].network));
    }
  }
  Add(cases, false, 0, shapes[2], Subset::kAll, 50000);
  Add(cases, true, 0, shapes[2], Subset::kAll, 50000);
  Add(cases, false, 0, shapes[6], Subset::kAll, 50000);
}

}  // namespace canter_test
