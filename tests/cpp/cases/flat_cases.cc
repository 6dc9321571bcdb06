// SPDX-License-Identifier: Apache-2.0
//
// What works on flat vectors: optimisers, vector operations, random numbers.
#include <cmath>

#include "case.h"

namespace canter_test {
namespace {

using Prepare = std::function<void(Workbench&, Generator&, int64_t)>;

void Add(Cases& cases, const std::string& family, const std::string& function, int64_t n,
         const Prepare& prepare, double streams) {
  const std::string name = function + "/n" + std::to_string(n);
  Case made = {family, name, nullptr};
  made.prepare = [=](Workbench& bench) {
    Generator generator(name);
    bench.bytes = streams * static_cast<double>(n) * (bench.real() == CANTER_F64 ? 8 : 4);
    prepare(bench, generator, n);
  };
  made.heavy = n > 100000;
  cases.push_back(made);
}

// block and vector boundaries, and a size that every thread gets a share of
const int64_t kSizes[] = {1,   2,   3,    7,    8,    9,    15,   16,   17,   31,    33,     255,
                          256, 257, 1023, 1025, 2049, 4095, 4097, 8191, 8193, 65537, 1000000};

void Adam(Workbench& bench, Generator& generator, int64_t n) {
  void* theta = bench.InOut("theta", generator.Normals(n));
  void* first = bench.InOut("first", generator.Normals(n, 0, 0.1));
  void* second = bench.InOut("second", generator.Uniforms(n, 0.001, 0.1));
  const void* gradient = bench.Input(generator.Normals(n));
  bench.call = [=, &bench] {
    return canter_adam_step(bench.context(), theta, first, second, gradient, 3, 1e-2, 0.9, 0.999,
                            1e-8, n);
  };
}

void Sgd(Workbench& bench, Generator& generator, int64_t n) {
  void* theta = bench.InOut("theta", generator.Normals(n));
  void* velocity = bench.InOut("velocity", generator.Normals(n));
  const void* gradient = bench.Input(generator.Normals(n));
  bench.call = [=, &bench] {
    return canter_sgd_step(bench.context(), theta, velocity, gradient, 1e-2, 0.9, n);
  };
}

void PlainSgd(Workbench& bench, Generator& generator, int64_t n) {
  void* theta = bench.InOut("theta", generator.Normals(n));
  const void* gradient = bench.Input(generator.Normals(n));
  bench.call = [=, &bench] {
    return canter_sgd_step(bench.context(), theta, nullptr, gradient, 1e-2, 0, n);
  };
}

void Sum(Workbench& bench, Generator& generator, int64_t n) {
  double* result = bench.Doubles("sum", 1);
  const void* x = bench.Input(generator.Normals(n, 0.5));
  bench.call = [=, &bench] { return canter_vector_sum(bench.context(), result, x, n); };
}

void DotProduct(Workbench& bench, Generator& generator, int64_t n) {
  double* result = bench.Doubles("dot", 1);
  const void* x = bench.Input(generator.Normals(n, 0.5));
  const void* y = bench.Input(generator.Normals(n, 0.5));
  bench.call = [=, &bench] { return canter_vector_dot(bench.context(), result, x, y, n); };
}

void MaxAbs(Workbench& bench, Generator& generator, int64_t n) {
  double* result = bench.Doubles("max_abs", 1);
  const void* x = bench.Input(generator.Normals(n));
  bench.call = [=, &bench] { return canter_vector_max_abs(bench.context(), result, x, n); };
}

void CountNonFinite(Workbench& bench, Generator& generator, int64_t n) {
  std::vector<double> values = generator.Normals(n);
  for (size_t i = 0; i < values.size(); i += 3) values[i] = i % 2 == 0 ? INFINITY : NAN;
  auto result = std::make_shared<int64_t>(-1);
  bench.Report("count", [result] { return std::vector<double>{static_cast<double>(*result)}; });
  const void* x = bench.Input(values);
  bench.call = [=, &bench] {
    return canter_vector_count_non_finite(bench.context(), result.get(), x, n);
  };
}

void Moments(Workbench& bench, Generator& generator, int64_t n) {
  double* mean = bench.Doubles("mean", 1);
  double* deviation = bench.Doubles("deviation", 1);
  const void* x = bench.Input(generator.Normals(n, 3, 2));
  bench.call = [=, &bench] {
    return canter_vector_moments(bench.context(), mean, deviation, x, n);
  };
}

void Axpby(Workbench& bench, Generator& generator, int64_t n) {
  void* y = bench.InOut("y", generator.Normals(n));
  const void* x = bench.Input(generator.Normals(n));
  bench.call = [=, &bench] { return canter_vector_axpby(bench.context(), y, 0.7, x, -1.3, n); };
}

// y holds poison, which beta = 0 must not let through
void Scale(Workbench& bench, Generator& generator, int64_t n) {
  void* y = bench.Out("y", n);
  const void* x = bench.Input(generator.Normals(n));
  bench.call = [=, &bench] { return canter_vector_axpby(bench.context(), y, 0.7, x, 0, n); };
}

void Standardize(Workbench& bench, Generator& generator, int64_t n) {
  void* y = bench.Out("y", n);
  const void* x = bench.Input(generator.Normals(n, 3, 2));
  bench.call = [=, &bench] { return canter_vector_standardize(bench.context(), y, x, 1e-8, n); };
}

// some of n places in no order, none of them twice
std::vector<int32_t> SomePlaces(Generator& generator, int64_t n) {
  std::vector<int32_t> places;
  for (int64_t i = 0; i < n; ++i) places.push_back(static_cast<int32_t>(i));
  for (size_t i = places.size(); i-- > 1;) {
    std::swap(places[i], places[static_cast<size_t>(generator.Below(static_cast<int64_t>(i) + 1))]);
  }
  places.resize(static_cast<size_t>((2 * n + 2) / 3));
  return places;
}

// every element about once, some never and some twice
void Gather(Workbench& bench, Generator& generator, int64_t n) {
  std::vector<int32_t> index;
  for (int64_t i = 0; i < n + 5; ++i) index.push_back(static_cast<int32_t>(generator.Below(n)));
  index[0] = static_cast<int32_t>(n - 1);
  void* out = bench.Out("out", n + 5, tolerance::kFloat, true);
  const void* x = bench.Input(generator.Normals(n));
  const int32_t* picks = bench.Index(index);
  bench.call = [=, &bench] {
    return canter_vector_gather(bench.context(), out, x, picks, n, n + 5);
  };
}

void Scatter(Workbench& bench, Generator& generator, int64_t n) {
  const std::vector<int32_t> index = SomePlaces(generator, n);
  const int64_t m = static_cast<int64_t>(index.size());
  void* y = bench.InOut("y", generator.Normals(n));
  const void* x = bench.Input(generator.Normals(m));
  const int32_t* places = bench.Index(index);
  bench.call = [=, &bench] { return canter_vector_scatter(bench.context(), y, x, places, n, m); };
}

void Uniform(Workbench& bench, Generator&, int64_t n) {
  void* out = bench.Out("uniforms", n, tolerance::kDouble);
  bench.call = [=, &bench] {
    return canter_random_uniform(bench.context(), out, 0xfedcba9876543210u, CANTER_STREAM_USER, 3,
                                 5, 7, n);
  };
}

void Normal(Workbench& bench, Generator&, int64_t n) {
  void* out = bench.Out("normals", n);
  bench.call = [=, &bench] {
    return canter_random_normal(bench.context(), out, 0xfedcba9876543210u, CANTER_STREAM_USER, 3, 5,
                                7, n);
  };
}

}  // namespace

void AddOptimizerCases(Cases& cases) {
  for (int64_t n : kSizes) {
    Add(cases, "optimizer", "adam_step", n, Adam, 7);
    Add(cases, "optimizer", "sgd_step_momentum", n, Sgd, 5);
    Add(cases, "optimizer", "sgd_step", n, PlainSgd, 3);
  }
}

void AddVectorCases(Cases& cases) {
  for (int64_t n : kSizes) {
    Add(cases, "vector", "vector_sum", n, Sum, 1);
    Add(cases, "vector", "vector_dot", n, DotProduct, 2);
    Add(cases, "vector", "vector_max_abs", n, MaxAbs, 1);
    Add(cases, "vector", "vector_count_non_finite", n, CountNonFinite, 1);
    Add(cases, "vector", "vector_moments", n, Moments, 1);
    Add(cases, "vector", "vector_axpby", n, Axpby, 3);
    Add(cases, "vector", "vector_axpby_scale", n, Scale, 2);
    Add(cases, "vector", "vector_standardize", n, Standardize, 2);
    Add(cases, "vector", "vector_gather", n, Gather, 3);
    Add(cases, "vector", "vector_scatter", n, Scatter, 2);
  }
}

void AddRandomCases(Cases& cases) {
  for (int64_t n : {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 1025, 65537}) {
    Add(cases, "random", "random_uniform", n, Uniform, 1);
    Add(cases, "random", "random_normal", n, Normal, 1);
  }
}

}  // namespace canter_test
