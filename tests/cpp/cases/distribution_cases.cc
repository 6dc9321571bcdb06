// SPDX-License-Identifier: Apache-2.0
//
// Every row call of a distribution; derivatives beside numeric ones, row by row.
#include "case.h"
#include "problem.h"

namespace canter_test {
namespace {

struct Problem {
  DistributionShape shape;
  int64_t rows;
  // [B, D], [F], [B, A]
  std::vector<double> parameters, log_std, action;
  // another distribution a little way off: [B, D], [F]
  std::vector<double> other, other_log_std;
  // a direction: [B, D], [B, F]
  std::vector<double> v, v_log_std;
  // [B, 3]
  std::vector<uint32_t> key;
};

Problem Make(const DistributionShape& shape, int64_t rows, const std::string& name) {
  Generator generator(name);
  Problem p;
  p.shape = shape;
  p.rows = rows;
  p.parameters = generator.Normals(rows * shape.width());
  p.log_std = generator.Normals(shape.free(), -0.3, 0.5);
  p.action = DrawActions(shape, p.parameters, p.log_std, rows, generator);
  p.other = Rounded(Along(p.parameters, 0.3, generator.Normals(rows * shape.width())));
  p.other_log_std = Rounded(Along(p.log_std, 0.3, generator.Normals(shape.free())));
  p.v = generator.Normals(rows * shape.width());
  p.v_log_std = generator.Normals(rows * shape.free());
  for (int64_t i = 0; i < 3 * rows; ++i) p.key.push_back(static_cast<uint32_t>(generator.Word()));
  return p;
}

// places what the calls read; the free parameters' pointers are null where there are none
struct Placed {
  canter_distribution* distribution;
  const void *parameters, *log_std, *action, *other, *other_log_std, *v, *v_log_std;
};

Placed Place(Workbench& bench, const Problem& p) {
  auto place = [&](const std::vector<double>& values) -> const void* {
    return values.empty() ? nullptr : bench.Input(values);
  };
  return {bench.Keep(p.shape.Make()),
          place(p.parameters),
          place(p.log_std),
          place(p.action),
          place(p.other),
          place(p.other_log_std),
          place(p.v),
          place(p.v_log_std)};
}

void* OutFree(Workbench& bench, const Problem& p, const char* name) {
  return p.shape.free() == 0 ? nullptr : bench.Out(name, p.rows * p.shape.free());
}

void Sample(Workbench& bench, const Problem& p) {
  const Placed in = Place(bench, p);
  const uint32_t* key = bench.Fixed(p.key);
  void* action = bench.Out("action", p.rows * p.shape.actions());
  void* log_probability = bench.Out("log_probability", p.rows);
  bench.call = [=, &bench, rows = p.rows] {
    return canter_distribution_sample(bench.context(), in.distribution, action, log_probability,
                                      in.parameters, in.log_std, 0x123456789abcdefu,
                                      CANTER_STREAM_ACTION, key, rows);
  };
}

void Mode(Workbench& bench, const Problem& p) {
  const Placed in = Place(bench, p);
  void* action = bench.Out("action", p.rows * p.shape.actions());
  bench.call = [=, &bench, rows = p.rows] {
    return canter_distribution_mode(bench.context(), in.distribution, action, in.parameters, rows);
  };
}

void LogProbability(Workbench& bench, const Problem& p) {
  const Placed in = Place(bench, p);
  void* out = bench.Out("log_probability", p.rows);
  bench.call = [=, &bench, rows = p.rows] {
    return canter_distribution_log_probability(bench.context(), in.distribution, out, in.parameters,
                                               in.log_std, in.action, rows);
  };
}

void LogProbabilityGradient(Workbench& bench, const Problem& p) {
  const Placed in = Place(bench, p);
  void* d_parameters = bench.Out("d_parameters", p.rows * p.shape.width());
  void* d_log_std = OutFree(bench, p, "d_log_std");
  bench.call = [=, &bench, rows = p.rows] {
    return canter_distribution_log_probability_gradient(bench.context(), in.distribution,
                                                        d_parameters, d_log_std, in.parameters,
                                                        in.log_std, in.action, rows);
  };
}

void Entropy(Workbench& bench, const Problem& p) {
  const Placed in = Place(bench, p);
  void* out = bench.Out("entropy", p.rows);
  bench.call = [=, &bench, rows = p.rows] {
    return canter_distribution_entropy(bench.context(), in.distribution, out, in.parameters,
                                       in.log_std, rows);
  };
}

void EntropyGradient(Workbench& bench, const Problem& p) {
  const Placed in = Place(bench, p);
  void* d_parameters = bench.Out("d_parameters", p.rows * p.shape.width());
  void* d_log_std = OutFree(bench, p, "d_log_std");
  bench.call = [=, &bench, rows = p.rows] {
    return canter_distribution_entropy_gradient(bench.context(), in.distribution, d_parameters,
                                                d_log_std, in.parameters, in.log_std, rows);
  };
}

void Kl(Workbench& bench, const Problem& p) {
  const Placed in = Place(bench, p);
  void* out = bench.Out("kl", p.rows);
  bench.call = [=, &bench, rows = p.rows] {
    return canter_distribution_kl(bench.context(), in.distribution, out, in.other, in.other_log_std,
                                  in.parameters, in.log_std, rows);
  };
}

void KlGradient(Workbench& bench, const Problem& p) {
  const Placed in = Place(bench, p);
  void* d_parameters = bench.Out("d_parameters", p.rows * p.shape.width());
  void* d_log_std = OutFree(bench, p, "d_log_std");
  bench.call = [=, &bench, rows = p.rows] {
    return canter_distribution_kl_gradient(bench.context(), in.distribution, d_parameters,
                                           d_log_std, in.other, in.other_log_std, in.parameters,
                                           in.log_std, rows);
  };
}

void Fisher(Workbench& bench, const Problem& p) {
  const Placed in = Place(bench, p);
  void* out = bench.Out("out", p.rows * p.shape.width());
  void* out_log_std = OutFree(bench, p, "out_log_std");
  bench.call = [=, &bench, rows = p.rows] {
    return canter_distribution_fisher(bench.context(), in.distribution, out, out_log_std,
                                      in.parameters, in.log_std, in.v, in.v_log_std, rows);
  };
}

using Prepare = void (*)(Workbench&, const Problem&);

std::vector<Output> OnOracle(Prepare prepare, const Problem& p) {
  Workbench bench(kOracle);
  prepare(bench, p);
  Check(bench.call());
  return bench.Outputs();
}

// a call with gradients beside central differences of the call whose gradients they are. Rows do
// not depend on each other: moving element j of all rows at once differentiates every row
std::vector<Comparison> GradientDifference(const Problem& p, Prepare value, Prepare gradient) {
  const std::vector<Output> analytic = OnOracle(gradient, p);
  std::vector<Comparison> comparisons;
  for (size_t part = 0; part < analytic.size(); ++part) {
    const int64_t width = part == 0 ? p.shape.width() : p.shape.free();
    std::vector<double> numeric(analytic[part].values.size());
    for (int64_t j = 0; j < width; ++j) {
      auto at = [&](double e) {
        Problem moved = p;
        std::vector<double>& moves = part == 0 ? moved.parameters : moved.log_std;
        for (size_t i = static_cast<size_t>(j); i < moves.size(); i += static_cast<size_t>(width)) {
          moves[i] += e;
        }
        return OnOracle(value, moved)[0].values;
      };
      const auto column = DerivativeOf(at, kSmoothStep);
      for (size_t b = 0; b < column.size(); ++b) {
        numeric[b * static_cast<size_t>(width) + static_cast<size_t>(j)] = column[b];
      }
    }
    comparisons.push_back(
        {analytic[part].name, analytic[part].values, numeric, tolerance::kDifference});
  }
  return comparisons;
}

std::vector<Comparison> LogProbabilityDifference(const Problem& p) {
  return GradientDifference(p, LogProbability, LogProbabilityGradient);
}
std::vector<Comparison> EntropyDifference(const Problem& p) {
  return GradientDifference(p, Entropy, EntropyGradient);
}
std::vector<Comparison> KlDifference(const Problem& p) {
  return GradientDifference(p, Kl, KlGradient);
}

// M v is the derivative of the gradient of KL(old || new) along v, at new = old. One log standard
// deviation is shared by all rows, so only one row can move along its own v_log_std
std::vector<Comparison> FisherDifference(const Problem& p) {
  Problem one = p;
  one.rows = 1;
  const auto width = static_cast<size_t>(p.shape.width());
  for (auto* values : {&one.parameters, &one.v}) values->resize(width);
  one.v_log_std.resize(static_cast<size_t>(p.shape.free()));
  one.action.resize(static_cast<size_t>(p.shape.actions()));
  one.key.resize(3);
  one.other = one.parameters;
  one.other_log_std = one.log_std;
  const std::vector<Output> product = OnOracle(Fisher, one);
  std::vector<Comparison> comparisons;
  for (size_t part = 0; part < product.size(); ++part) {
    auto at = [&](double e) {
      Problem moved = one;
      moved.parameters = Along(one.parameters, e, one.v);
      moved.log_std = Along(one.log_std, e, one.v_log_std);
      return OnOracle(KlGradient, moved)[part].values;
    };
    comparisons.push_back({product[part].name, product[part].values, DerivativeOf(at, kSmoothStep),
                           tolerance::kDifference});
  }
  return comparisons;
}

void Add(Cases& cases, const char* function, Prepare prepare, const DistributionShape& shape,
         int64_t rows, std::vector<Comparison> (*difference)(const Problem&) = nullptr) {
  const std::string variant = shape.Name() + "/b" + std::to_string(rows);
  Case made = {"distribution", std::string("distribution_") + function + "/" + variant, nullptr};
  made.prepare = [=](Workbench& bench) { prepare(bench, Make(shape, rows, variant)); };
  if (difference != nullptr && rows <= 33) {
    made.difference = [=] { return difference(Make(shape, rows, variant)); };
  }
  made.heavy = rows > 10000;
  cases.push_back(made);
}

void AddAll(Cases& cases, const DistributionShape& shape, int64_t rows) {
  Add(cases, "sample", Sample, shape, rows);
  Add(cases, "mode", Mode, shape, rows);
  Add(cases, "log_probability", LogProbability, shape, rows);
  Add(cases, "log_probability_gradient", LogProbabilityGradient, shape, rows,
      LogProbabilityDifference);
  Add(cases, "entropy", Entropy, shape, rows);
  Add(cases, "entropy_gradient", EntropyGradient, shape, rows, EntropyDifference);
  Add(cases, "kl", Kl, shape, rows);
  Add(cases, "kl_gradient", KlGradient, shape, rows, KlDifference);
  Add(cases, "fisher", Fisher, shape, rows, FisherDifference);
}

}  // namespace

void AddDistributionCases(Cases& cases) {
  const auto& shapes = DistributionShapes();
  for (size_t i = 0; i < shapes.size(); ++i) {
    AddAll(cases, shapes[i], BatchSize(i % 11));
    AddAll(cases, shapes[i], BatchSize(11 + i % 6));
  }
  AddAll(cases, {CANTER_GAUSSIAN, {6}}, 50000);
  AddAll(cases, {CANTER_CATEGORICAL, {3, 3, 2}}, 50000);
}

}  // namespace canter_test
