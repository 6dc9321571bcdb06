// SPDX-License-Identifier: Apache-2.0
//
// Forward, record, backward and tangent passes.
#include "case.h"
#include "problem.h"

namespace canter_test {
namespace {

// a network with inputs, one of the shapes with one of the batches
struct Problem {
  NetworkShape shape;
  Selection selection;
  std::vector<double> theta;
  // [M, I]
  std::vector<double> x;
  // [B, O], the cotangents
  std::vector<double> dy;
  // [P], the direction
  std::vector<double> v;
};

Problem Make(const NetworkShape& shape, Subset subset, int64_t rows, const std::string& name) {
  Generator generator(name);
  Problem p;
  p.shape = shape;
  p.selection = MakeSelection(subset, rows, generator);
  p.theta = MakeTheta(shape, generator);
  p.x = generator.Normals(p.selection.source_rows * shape.inputs());
  p.dy = generator.Normals(rows * shape.outputs());
  p.v = generator.Normals(shape.parameters());
  return p;
}

struct Placed {
  canter_network* network;
  const void* theta;
  const void* x;
  const int32_t* index;
};

Placed Place(Workbench& bench, const Problem& p) {
  return {bench.Keep(p.shape.Make()), bench.Input(p.theta),
          bench.Input(OnlySelected(p.x, p.selection, p.shape.inputs())),
          bench.Index(p.selection.index)};
}

canter_tape* Record(Workbench& bench, const Problem& p, const Placed& placed) {
  canter_tape* tape = bench.Keep(MakeTape(bench.context(), placed.network, p.selection.rows));
  Check(canter_mlp_record(bench.context(), placed.network, tape, nullptr, placed.theta, placed.x,
                          placed.index, p.selection.source_rows, p.selection.rows));
  return tape;
}

void Forward(Workbench& bench, const Problem& p) {
  const Placed placed = Place(bench, p);
  const int64_t rows = p.selection.rows;
  void* y = bench.Out("y", rows * p.shape.outputs());
  const int64_t bytes = canter_mlp_scratch_bytes(bench.context(), placed.network, rows);
  void* scratch = bench.Scratch(bytes);
  bench.operations = p.shape.operations() * static_cast<double>(rows);
  bench.call = [=, &bench] {
    return canter_mlp_forward(bench.context(), placed.network, y, placed.theta, placed.x, rows,
                              scratch, bytes);
  };
}

void RecordOutputs(Workbench& bench, const Problem& p) {
  const Placed placed = Place(bench, p);
  const Selection selection = p.selection;
  void* y = bench.Out("y", selection.rows * p.shape.outputs());
  // more room than needed: the capacity is no part of the answer
  canter_tape* tape = bench.Keep(MakeTape(bench.context(), placed.network, selection.rows + 11));
  bench.operations = p.shape.operations() * static_cast<double>(selection.rows);
  bench.call = [=, &bench] {
    return canter_mlp_record(bench.context(), placed.network, tape, y, placed.theta, placed.x,
                             placed.index, selection.source_rows, selection.rows);
  };
}

void Backward(Workbench& bench, const Problem& p) {
  const Placed placed = Place(bench, p);
  canter_tape* tape = Record(bench, p, placed);
  const void* dy = bench.Input(p.dy);
  void* gradient = bench.Out("gradient", p.shape.parameters());
  bench.operations = p.shape.pass_operations() * static_cast<double>(p.selection.rows);
  bench.call = [=, &bench] {
    return canter_mlp_backward(bench.context(), placed.network, gradient, tape, placed.theta, dy);
  };
}

void Tangent(Workbench& bench, const Problem& p) {
  const Placed placed = Place(bench, p);
  canter_tape* tape = Record(bench, p, placed);
  const void* v = bench.Input(p.v);
  void* dy = bench.Out("dy", p.selection.rows * p.shape.outputs());
  bench.operations = p.shape.pass_operations() * static_cast<double>(p.selection.rows);
  bench.call = [=, &bench] {
    return canter_mlp_tangent(bench.context(), placed.network, dy, tape, placed.theta, v);
  };
}

using Prepare = void (*)(Workbench&, const Problem&);

std::vector<double> OnOracle(Prepare prepare, const Problem& p) {
  Workbench bench(kOracle);
  prepare(bench, p);
  Check(bench.call());
  return bench.Outputs()[0].values;
}

// outputs of the picked rows, at theta + e direction
std::vector<double> Outputs(const Problem& p, double e, const std::vector<double>& direction) {
  const auto y = OracleForward(p.shape, Along(p.theta, e, direction), p.x, p.selection.source_rows);
  const int64_t width = p.shape.outputs();
  std::vector<double> picked;
  for (int64_t b = 0; b < p.selection.rows; ++b) {
    const auto row = y.begin() + p.selection.Source(b) * width;
    picked.insert(picked.end(), row, row + width);
  }
  return picked;
}

double Step(const Problem& p) { return p.shape.smooth() ? kSmoothStep : kKinkedStep; }

std::vector<Comparison> TangentDifference(const Problem& p) {
  auto at = [&](double e) { return Outputs(p, e, p.v); };
  return {{"J v", OnOracle(Tangent, p), DerivativeOf(at, Step(p)), tolerance::kDifference}};
}

// along each coordinate where there are few, along the direction and its like where there are many
std::vector<Comparison> BackwardDifference(const Problem& p) {
  const std::vector<double> gradient = OnOracle(Backward, p);
  auto along = [&](const std::vector<double>& direction) {
    auto at = [&](double e) { return Dot(Outputs(p, e, direction), p.dy); };
    return Derivative(at, Step(p));
  };
  if (gradient.size() > 250) {
    return {{"dy'J v", {Dot(gradient, p.v)}, {along(p.v)}, tolerance::kDifference}};
  }
  std::vector<double> numeric;
  for (size_t i = 0; i < gradient.size(); ++i) {
    std::vector<double> axis(gradient.size());
    axis[i] = 1;
    numeric.push_back(along(axis));
  }
  return {{"J'dy", gradient, numeric, tolerance::kDifference}};
}

void Add(Cases& cases, const char* function, Prepare prepare,
         std::vector<Comparison> (*difference)(const Problem&), const NetworkShape& shape,
         Subset subset, int64_t rows) {
  const std::string variant =
      shape.Name() + "/" + canter_test::Name(subset) + "_b" + std::to_string(rows);
  Case made = {"mlp", std::string(function) + "/" + variant, nullptr};
  made.prepare = [=](Workbench& bench) { prepare(bench, Make(shape, subset, rows, variant)); };
  if (difference != nullptr && rows <= 33) {
    made.difference = [=] { return difference(Make(shape, subset, rows, variant)); };
  }
  made.heavy = rows > 10000;
  cases.push_back(made);
}

void AddAll(Cases& cases, const NetworkShape& shape, Subset subset, int64_t rows) {
  if (subset == Subset::kAll) Add(cases, "mlp_forward", Forward, nullptr, shape, subset, rows);
  Add(cases, "mlp_record", RecordOutputs, nullptr, shape, subset, rows);
  Add(cases, "mlp_backward", Backward, BackwardDifference, shape, subset, rows);
  Add(cases, "mlp_tangent", Tangent, TangentDifference, shape, subset, rows);
}

}  // namespace

void AddMlpCases(Cases& cases) {
  const auto& shapes = NetworkShapes();
  for (size_t i = 0; i < shapes.size(); ++i) {
    AddAll(cases, shapes[i], Subset::kAll, FittingBatchSize(5 * i, shapes[i]));
    AddAll(cases, shapes[i], Subset::kAll, FittingBatchSize(5 * i + 9, shapes[i]));
    // small enough for finite differences
    AddAll(cases, shapes[i], static_cast<Subset>(1 + i % 4), BatchSize(i % 11));
    AddAll(cases, shapes[i], static_cast<Subset>(1 + (i + 2) % 4),
           FittingBatchSize(5 * i + 13, shapes[i]));
  }
  AddAll(cases, {{17, 64, 64, 6}}, Subset::kAll, 50000);
  AddAll(cases, {{376, 100, 50, 25, 17}}, Subset::kAll, 50000);
}

}  // namespace canter_test
