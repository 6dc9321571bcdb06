// SPDX-License-Identifier: Apache-2.0
//
// The value network's gradient and Gauss-Newton product.
#include "case.h"
#include "problem.h"

namespace canter_test {
namespace {

struct Problem {
  NetworkShape shape;
  Selection selection;
  std::vector<double> theta;
  // [M, I] and [M]
  std::vector<double> observation, target;
  std::vector<double> v;
};

Problem Make(const NetworkShape& shape, Subset subset, int64_t rows, const std::string& name) {
  Generator generator(name);
  Problem p;
  p.shape = shape;
  p.selection = MakeSelection(subset, rows, generator);
  p.theta = MakeTheta(shape, generator);
  p.observation = generator.Normals(p.selection.source_rows * shape.inputs());
  p.target = generator.Normals(p.selection.source_rows, 0.5, 1.5);
  p.v = generator.Normals(shape.parameters());
  return p;
}

const void* PlaceRows(Workbench& bench, const Problem& p, const std::vector<double>& values,
                      int64_t width) {
  return bench.Input(OnlySelected(values, p.selection, width));
}

void Gradient(Workbench& bench, const Problem& p, bool statistics_only) {
  const Selection& selection = p.selection;
  const int64_t rows = selection.rows, source_rows = selection.source_rows;
  const canter_network* network = bench.Keep(p.shape.Make());
  const void* theta = bench.Input(p.theta);
  const void* observation = PlaceRows(bench, p, p.observation, p.shape.inputs());
  const void* target = PlaceRows(bench, p, p.target, 1);
  const int32_t* index = bench.Index(selection.index);
  double* statistics = bench.Doubles("statistics", CANTER_VALUE_COUNT);
  void* gradient = nullptr;
  canter_tape* tape = nullptr;
  if (!statistics_only) {
    gradient = bench.Out("gradient", p.shape.parameters());
    tape = bench.Keep(MakeTape(bench.context(), network, rows));
  }
  const double passes = statistics_only ? 0 : p.shape.pass_operations();
  bench.operations = (p.shape.operations() + passes) * static_cast<double>(rows);
  bench.call = [=, &bench] {
    return canter_value_gradient(bench.context(), network, gradient, statistics, tape, theta,
                                 observation, target, index, source_rows, rows);
  };
}

void Product(Workbench& bench, const Problem& p, double damping) {
  const canter_network* network = bench.Keep(p.shape.Make());
  const void* theta = bench.Input(p.theta);
  const void* observation = PlaceRows(bench, p, p.observation, p.shape.inputs());
  canter_tape* tape = bench.Keep(MakeTape(bench.context(), network, p.selection.rows));
  Check(canter_mlp_record(bench.context(), network, tape, nullptr, theta, observation,
                          bench.Index(p.selection.index), p.selection.source_rows,
                          p.selection.rows));
  const void* v = bench.Input(p.v);
  void* out = bench.Out("G v", p.shape.parameters());
  bench.operations = 2 * p.shape.pass_operations() * static_cast<double>(p.selection.rows);
  bench.call = [=, &bench] {
    return canter_gauss_newton_product(bench.context(), network, out, tape, theta, v, damping);
  };
}

std::vector<double> OnOracle(const Problem& p, bool statistics_only, size_t output) {
  Workbench bench(kOracle);
  Gradient(bench, p, statistics_only);
  Check(bench.call());
  return bench.Outputs()[output].values;
}

std::vector<Comparison> GradientDifference(const Problem& p) {
  auto loss = [&](const std::vector<double>& theta) {
    Problem moved = p;
    moved.theta = theta;
    return OnOracle(moved, true, 0)[CANTER_VALUE_LOSS];
  };
  const std::vector<double> gradient = OnOracle(p, false, 1);
  const double step = p.shape.smooth() ? kSmoothStep : kKinkedStep;
  auto along = [&](double e) { return loss(Along(p.theta, e, p.v)); };
  std::vector<Comparison> comparisons = {
      {"gradient'v", {Dot(gradient, p.v)}, {Derivative(along, step)}, tolerance::kDifference}};
  if (gradient.size() <= 200) {
    comparisons.push_back(
        {"gradient", gradient, GradientOf(loss, p.theta, step), tolerance::kDifference});
  }
  return comparisons;
}

// outputs of the picked rows at theta + e v
std::vector<double> Outputs(const Problem& p, double e) {
  const auto y =
      OracleForward(p.shape, Along(p.theta, e, p.v), p.observation, p.selection.source_rows);
  std::vector<double> picked;
  for (int64_t b = 0; b < p.selection.rows; ++b) {
    const auto row = y.begin() + p.selection.Source(b) * p.shape.outputs();
    picked.insert(picked.end(), row, row + p.shape.outputs());
  }
  return picked;
}

// v'(1/B sum J'J + damping)v = |J v|^2 / B + damping |v|^2 with a numeric J v
std::vector<Comparison> ProductDifference(const Problem& p, double damping) {
  Workbench bench(kOracle);
  Product(bench, p, damping);
  Check(bench.call());
  const double step = p.shape.smooth() ? kSmoothStep : kKinkedStep;
  const auto jv = DerivativeOf([&](double e) { return Outputs(p, e); }, step);
  const double quadratic =
      Dot(jv, jv) / static_cast<double>(p.selection.rows) + damping * Dot(p.v, p.v);
  return {{"v'G v", {Dot(p.v, bench.Outputs()[0].values)}, {quadratic}, tolerance::kDifference}};
}

std::string Variant(const NetworkShape& shape, Subset subset, int64_t rows) {
  return shape.Name() + "/" + canter_test::Name(subset) + "_b" + std::to_string(rows);
}

void AddGradient(Cases& cases, NetworkShape shape, Subset subset, int64_t rows) {
  shape.widths.back() = 1;
  const std::string variant = Variant(shape, subset, rows);
  auto make = [=] { return Make(shape, subset, rows, variant); };
  Case made = {"value", "value_gradient/" + variant, nullptr};
  made.prepare = [=](Workbench& bench) { Gradient(bench, make(), false); };
  if (rows <= 33) made.difference = [=] { return GradientDifference(make()); };
  made.heavy = rows > 10000;
  cases.push_back(made);

  Case statistics = {"value", "value_statistics/" + variant, nullptr};
  statistics.prepare = [=](Workbench& bench) { Gradient(bench, make(), true); };
  statistics.heavy = made.heavy;
  cases.push_back(statistics);
}

void AddProduct(Cases& cases, const NetworkShape& shape, Subset subset, int64_t rows,
                double damping) {
  const std::string variant = Variant(shape, subset, rows) + (damping > 0 ? "_damped" : "");
  auto make = [=] { return Make(shape, subset, rows, variant); };
  Case made = {"value", "gauss_newton_product/" + variant, nullptr};
  made.prepare = [=](Workbench& bench) { Product(bench, make(), damping); };
  if (rows <= 33) made.difference = [=] { return ProductDifference(make(), damping); };
  made.heavy = rows > 10000;
  cases.push_back(made);
}

}  // namespace

void AddValueCases(Cases& cases) {
  const auto& shapes = NetworkShapes();
  for (size_t i = 0; i < shapes.size(); ++i) {
    const auto subset = static_cast<Subset>(i % 5);
    const int64_t few = BatchSize((i + 3) % 11);
    const int64_t many = FittingBatchSize(11 + i, shapes[i]);
    AddGradient(cases, shapes[i], subset, i % 2 == 0 ? few : many);
    AddProduct(cases, shapes[i], subset, i % 2 == 0 ? many : few, i % 3 == 0 ? 0.1 : 0);
  }
  AddGradient(cases, {{17, 64, 64, 1}}, Subset::kAll, 50000);
  AddProduct(cases, {{17, 64, 64, 1}}, Subset::kAll, 50000, 0.1);
}

}  // namespace canter_test
