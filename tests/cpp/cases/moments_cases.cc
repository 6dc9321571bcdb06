// SPDX-License-Identifier: Apache-2.0
//
// Running moments and the normalisation that uses them.
#include "case.h"
#include "shapes.h"

namespace canter_test {
namespace {

// a state that has seen 50 rows
struct State {
  std::vector<double> count, mean, m2;
};

State MakeState(int64_t width, Generator& generator) {
  return {{50}, generator.Normals(width), generator.Uniforms(width, 20, 90)};
}

void Update(Workbench& bench, Subset subset, int64_t rows, int64_t width, const std::string& name) {
  Generator generator(name);
  const State state = MakeState(width, generator);
  const Selection selection = MakeSelection(subset, rows, generator);
  const void* x = bench.Input(generator.Normals(selection.source_rows * width, 2, 3));
  const int32_t* index = bench.Index(selection.index);
  double* count = bench.DoublesInOut("count", state.count, tolerance::kDouble);
  // sums are in double for both element types
  double* mean = bench.DoublesInOut("mean", state.mean);
  double* m2 = bench.DoublesInOut("m2", state.m2);
  bench.bytes = static_cast<double>(rows * width) * (bench.real() == CANTER_F64 ? 8 : 4);
  bench.call = [=, &bench, source_rows = selection.source_rows] {
    return canter_moments_update(bench.context(), count, mean, m2, x, index, source_rows, rows,
                                 width);
  };
}

void Freeze(Workbench& bench, int64_t width, const std::string& name) {
  Generator generator(name);
  const State state = MakeState(width, generator);
  const double* count = bench.Fixed(state.count);
  const double* mean = bench.Fixed(state.mean);
  const double* m2 = bench.Fixed(state.m2);
  void* shift = bench.Out("shift", width);
  void* scale = bench.Out("scale", width);
  bench.call = [=, &bench] {
    return canter_moments_freeze(bench.context(), shift, scale, count, mean, m2, 1e-8, width);
  };
}

void Normalize(Workbench& bench, int64_t rows, int64_t width, const std::string& name) {
  Generator generator(name);
  const void* x = bench.Input(generator.Normals(rows * width, 2, 3));
  const void* shift = bench.Input(generator.Normals(width, 2, 1));
  const void* scale = bench.Input(generator.Uniforms(width, 0.2, 5));
  void* y = bench.Out("y", rows * width);
  bench.bytes = 2 * static_cast<double>(rows * width) * (bench.real() == CANTER_F64 ? 8 : 4);
  bench.call = [=, &bench] {
    return canter_moments_normalize(bench.context(), y, x, shift, scale, 5, rows, width);
  };
}

void Add(Cases& cases, const std::string& name,
         std::function<void(Workbench&, const std::string&)> prepare, bool heavy = false) {
  Case made = {"moments", name, nullptr};
  made.prepare = [=](Workbench& bench) { prepare(bench, name); };
  made.heavy = heavy;
  cases.push_back(made);
}

void AddBatch(Cases& cases, Subset subset, int64_t rows, int64_t width) {
  const std::string shape = "w" + std::to_string(width) + "_b" + std::to_string(rows);
  Add(
      cases, std::string("moments_update/") + canter_test::Name(subset) + "/" + shape,
      [=](Workbench& bench, const std::string& name) { Update(bench, subset, rows, width, name); },
      rows > 10000);
  Add(
      cases, "moments_normalize/" + shape,
      [=](Workbench& bench, const std::string& name) { Normalize(bench, rows, width, name); },
      rows > 10000);
}

}  // namespace

void AddMomentsCases(Cases& cases) {
  const int64_t widths[] = {1, 2, 3, 5, 6, 7, 8, 9, 16, 17, 25, 64, 65, 100, 376};
  for (size_t i = 0; i < sizeof widths / sizeof widths[0]; ++i) {
    AddBatch(cases, static_cast<Subset>(i % 5), BatchSize(i), widths[i]);
    AddBatch(cases, static_cast<Subset>((i + 2) % 5), BatchSize(i + 9), widths[i]);
    Add(cases, "moments_freeze/w" + std::to_string(widths[i]),
        [width = widths[i]](Workbench& bench, const std::string& name) {
          Freeze(bench, width, name);
        });
  }
  AddBatch(cases, Subset::kAll, 50000, 17);
}

}  // namespace canter_test
