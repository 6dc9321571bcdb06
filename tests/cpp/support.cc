// SPDX-License-Identifier: Apache-2.0
#include "support.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace canter_test {

void Check(canter_status status) {
  if (status != CANTER_OK) {
    throw std::runtime_error(std::string(canter_status_name(status)) + ": " + canter_last_error());
  }
}

int32_t& CudaDevice() {
  static int32_t ordinal = 0;
  return ordinal;
}

Context MakeContext(canter_real real, canter_isa isa, int32_t threads, bool tf32) {
  canter_context* context = nullptr;
  if (isa == CANTER_ISA_CUDA) {
    canter_cuda_options options = {};
    options.tf32 = tf32 ? 1 : 0;
    Check(canter_cuda_context_create(&context, CudaDevice(), &options));
  } else {
    Check(canter_context_create(&context, real, isa, threads));
  }
  return Context(context);
}

Network MakeNetwork(const std::vector<int32_t>& widths, canter_activation hidden,
                    canter_activation output) {
  canter_network* network = nullptr;
  const auto layers = static_cast<int32_t>(widths.size()) - 1;
  Check(canter_network_create(&network, widths.data(), layers, hidden, output));
  return Network(network);
}

Distribution MakeGaussian(int32_t actions) {
  canter_distribution* distribution = nullptr;
  Check(canter_distribution_create(&distribution, CANTER_GAUSSIAN, &actions, 1));
  return Distribution(distribution);
}

Distribution MakeCategorical(const std::vector<int32_t>& choices) {
  canter_distribution* distribution = nullptr;
  Check(canter_distribution_create(&distribution, CANTER_CATEGORICAL, choices.data(),
                                   static_cast<int32_t>(choices.size())));
  return Distribution(distribution);
}

Policy MakePolicy(const canter_network* network, const canter_distribution* distribution) {
  canter_policy* policy = nullptr;
  Check(canter_policy_create(&policy, network, distribution));
  return Policy(policy);
}

Tape MakeTape(const canter_context* context, const canter_network* network, int64_t rows) {
  canter_tape* tape = nullptr;
  Check(canter_tape_create(&tape, context, network, rows));
  return Tape(tape);
}

std::vector<canter_isa> InstructionSets() {
  std::vector<canter_isa> available;
  for (canter_isa isa : {CANTER_ISA_PLAIN, CANTER_ISA_AVX2, CANTER_ISA_AVX512}) {
    if (canter_isa_available(isa)) available.push_back(isa);
  }
  return available;
}

Generator::Generator(const std::string& name) : state_(0xcbf29ce484222325u) {
  // FNV-1a
  for (unsigned char letter : name) state_ = (state_ ^ letter) * 0x100000001b3u;
}

uint64_t Generator::Word() {
  uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

double Generator::Uniform(double low, double high) {
  const double unit = (static_cast<double>(Word() >> 11) + 0.5) * 0x1p-53;
  return static_cast<float>(low + (high - low) * unit);
}

double Generator::Normal(double mean, double deviation) {
  const double radius =
      std::sqrt(-2 * std::log((static_cast<double>(Word() >> 11) + 0.5) * 0x1p-53));
  const double angle = 2 * 3.14159265358979323846 * static_cast<double>(Word() >> 11) * 0x1p-53;
  return static_cast<float>(mean + deviation * radius * std::cos(angle));
}

int64_t Generator::Below(int64_t n) {
  return static_cast<int64_t>(Word() % static_cast<uint64_t>(n));
}

std::vector<double> Generator::Uniforms(int64_t n, double low, double high) {
  std::vector<double> values(static_cast<size_t>(n));
  for (double& value : values) value = Uniform(low, high);
  return values;
}

std::vector<double> Generator::Normals(int64_t n, double mean, double deviation) {
  std::vector<double> values(static_cast<size_t>(n));
  for (double& value : values) value = Normal(mean, deviation);
  return values;
}

std::vector<int32_t> Generator::Permutation(int64_t n) {
  std::vector<int32_t> order(static_cast<size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  for (size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[static_cast<size_t>(Below(static_cast<int64_t>(i)))]);
  }
  return order;
}

namespace tolerance {
namespace {

double& Scale() {
  static double scale = [] {
    const char* text = std::getenv("CANTER_TOLERANCE_SCALE");
    return text == nullptr ? 1.0 : std::atof(text);
  }();
  return scale;
}

}  // namespace

double Scaled(double bound) { return bound * Scale(); }
void SetScale(double scale) { Scale() = scale; }

}  // namespace tolerance

namespace {

// numbers below this are compared as if they were this large, where elements are taken one by one
constexpr double kFloor = 1e-2;

bool Same(double got, double want) { return got == want || (std::isnan(got) && std::isnan(want)); }

double ElementError(double got, double want) {
  if (Same(got, want)) return 0;
  const double error = (got - want) * (got - want) / (want * want + kFloor * kFloor);
  return std::isfinite(error) ? error : std::numeric_limits<double>::infinity();
}

}  // namespace

double Residual(const Comparison& c) {
  if (c.got.size() != c.want.size()) return std::numeric_limits<double>::infinity();
  double worst = 0, squares = 0, norm = 0;
  for (size_t i = 0; i < c.got.size(); ++i) {
    if (Same(c.got[i], c.want[i])) {
      if (std::isfinite(c.want[i])) norm += c.want[i] * c.want[i];
      continue;
    }
    worst = std::max(worst, ElementError(c.got[i], c.want[i]));
    squares += (c.got[i] - c.want[i]) * (c.got[i] - c.want[i]);
    norm += c.want[i] * c.want[i];
  }
  if (c.each) return worst;
  const double residual = norm > 0 ? squares / norm : squares;
  return std::isfinite(residual) ? residual : std::numeric_limits<double>::infinity();
}

std::string Describe(const Comparison& c) {
  if (c.got.size() != c.want.size()) return c.what + ": sizes differ";
  size_t worst = 0;
  for (size_t i = 0; i < c.got.size(); ++i) {
    if (ElementError(c.got[i], c.want[i]) > ElementError(c.got[worst], c.want[worst])) worst = i;
  }
  if (c.got.empty()) return c.what + ": empty";
  char text[512];
  std::snprintf(text, sizeof text,
                "%s: residual %.3g, bound %.3g; element %zu of %zu: got %.17g, want %.17g",
                c.what.c_str(), Residual(c), tolerance::Scaled(c.bound), worst, c.got.size(),
                c.got[worst], c.want[worst]);
  return text;
}

double Dot(const std::vector<double>& x, const std::vector<double>& y) {
  return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
}

std::vector<double> Along(const std::vector<double>& x, double scale,
                          const std::vector<double>& direction) {
  std::vector<double> moved = x;
  for (size_t i = 0; i < x.size(); ++i) moved[i] += scale * direction[i];
  return moved;
}

double Derivative(const std::function<double(double)>& f, double h) {
  return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}

std::vector<double> DerivativeOf(const std::function<std::vector<double>(double)>& f, double h) {
  const auto near = f(h), back = f(-h), far = f(2 * h), farther_back = f(-2 * h);
  std::vector<double> slope(near.size());
  for (size_t i = 0; i < slope.size(); ++i) {
    slope[i] = (8 * (near[i] - back[i]) - (far[i] - farther_back[i])) / (12 * h);
  }
  return slope;
}

double SecondDerivative(const std::function<double(double)>& f, double h) {
  return (16 * (f(h) + f(-h)) - (f(2 * h) + f(-2 * h)) - 30 * f(0)) / (12 * h * h);
}

std::vector<double> GradientOf(const std::function<double(const std::vector<double>&)>& f,
                               const std::vector<double>& x, double h) {
  std::vector<double> gradient(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    auto at = [&](double step) {
      std::vector<double> moved = x;
      moved[i] += step;
      return f(moved);
    };
    gradient[i] = Derivative(at, h);
  }
  return gradient;
}

}  // namespace canter_test
