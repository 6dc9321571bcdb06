// SPDX-License-Identifier: Apache-2.0
//
// What all tests share: handles that free themselves, deterministic inputs, residuals and their
// named tolerances, and derivatives by finite differences.
#ifndef CANTER_TESTS_SUPPORT_H_
#define CANTER_TESTS_SUPPORT_H_

#include <canter/conjugate_gradient.h>
#include <canter/cuda.h>
#include <canter/moments.h>
#include <canter/objective.h>
#include <canter/optimizer.h>
#include <canter/random.h>
#include <canter/scan.h>
#include <canter/trust_region.h>
#include <canter/vector.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace canter_test {

// throws with the status's name and canter_last_error unless the status is CANTER_OK
void Check(canter_status status);

template <auto destroy>
struct Destroy {
  template <class T>
  void operator()(T* handle) const {
    destroy(handle);
  }
};

using Context = std::unique_ptr<canter_context, Destroy<canter_context_destroy>>;
using Network = std::unique_ptr<canter_network, Destroy<canter_network_destroy>>;
using Distribution = std::unique_ptr<canter_distribution, Destroy<canter_distribution_destroy>>;
using Policy = std::unique_ptr<canter_policy, Destroy<canter_policy_destroy>>;
using Tape = std::unique_ptr<canter_tape, Destroy<canter_tape_destroy>>;

Context MakeContext(canter_real real, canter_isa isa = CANTER_ISA_AUTO, int32_t threads = 1,
                    bool tf32 = false);
Network MakeNetwork(const std::vector<int32_t>& widths, canter_activation hidden = CANTER_TANH,
                    canter_activation output = CANTER_IDENTITY);
Distribution MakeGaussian(int32_t actions);
Distribution MakeCategorical(const std::vector<int32_t>& choices);
Policy MakePolicy(const canter_network* network, const canter_distribution* distribution);
Tape MakeTape(const canter_context* context, const canter_network* network, int64_t rows);

// which device the contexts of CANTER_ISA_CUDA use; 0 unless a command line says otherwise
int32_t& CudaDevice();

// the instruction sets of float32 contexts that this build holds and this machine runs
std::vector<canter_isa> InstructionSets();

// splitmix64 and Box-Muller in double: small, deterministic, unrelated to what is tested. Numbers
// are rounded to float, so that both element types see the same inputs
class Generator {
 public:
  explicit Generator(uint64_t seed) : state_(seed) {}
  explicit Generator(const std::string& name);

  uint64_t Word();
  double Uniform(double low = 0, double high = 1);
  double Normal(double mean = 0, double deviation = 1);
  // 0..n-1
  int64_t Below(int64_t n);
  std::vector<double> Uniforms(int64_t n, double low, double high);
  std::vector<double> Normals(int64_t n, double mean = 0, double deviation = 1);
  // a random permutation of 0..n-1
  std::vector<int32_t> Permutation(int64_t n);

 private:
  uint64_t state_;
};

namespace tolerance {

// all are bounds of a squared error, relative to the squares of what is wanted
// float32 against the oracle: 3e-6 of the norm
inline constexpr double kFloat = 1e-11;
// float32 scalars that sum up what may cancel, such as a mean of ratio times weight or a small KL
// divergence, each taken alone: 1e-5
inline constexpr double kFloatStatistic = 1e-10;
// a float32 solve by conjugate gradient, whose steps amplify rounding: 1e-3
inline constexpr double kFloatSolve = 1e-6;
// all of it where a GPU multiplies matrices in TF32: 1e-3
inline constexpr double kTensor = 1e-6;
// float64 against another way of writing the same formula: 1e-12
inline constexpr double kDouble = 1e-24;
// float64 derivatives against central differences: 1e-6, as the issue asks
inline constexpr double kDifference = 1e-12;

// times CANTER_TOLERANCE_SCALE (default 1); 0 makes every rounded result fail with its residual
double Scaled(double bound);
// overrides the environment: for command lines
void SetScale(double scale);

}  // namespace tolerance

// got against want; each: element by element, else by the norm of the whole
struct Comparison {
  std::string what;
  std::vector<double> got;
  std::vector<double> want;
  double bound = tolerance::kDouble;
  bool each = false;
};

// squared relative error; infinite where one is NaN and the other is not, or sizes differ
double Residual(const Comparison& comparison);
inline bool Agrees(const Comparison& c) { return Residual(c) <= tolerance::Scaled(c.bound); }
// the name, the residual, the bound and the worst element
std::string Describe(const Comparison& comparison);

double Dot(const std::vector<double>& x, const std::vector<double>& y);
// x + scale * direction
std::vector<double> Along(const std::vector<double>& x, double scale,
                          const std::vector<double>& direction);

// five-point central differences at 0: errors of order h^4 and 1e-16 / h
inline constexpr double kSmoothStep = 1e-4;
// for functions with kinks, so that hardly any lies within the stencil
inline constexpr double kKinkedStep = 1e-6;
double Derivative(const std::function<double(double)>& f, double h);
std::vector<double> DerivativeOf(const std::function<std::vector<double>(double)>& f, double h);
// the second derivative at 0, with errors of order h^4 and 1e-16 / h^2
double SecondDerivative(const std::function<double(double)>& f, double h);
// the derivative by every coordinate of x
std::vector<double> GradientOf(const std::function<double(const std::vector<double>&)>& f,
                               const std::vector<double>& x, double h);

}  // namespace canter_test

#endif  // CANTER_TESTS_SUPPORT_H_
