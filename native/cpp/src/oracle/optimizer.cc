// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "oracle/families.h"

namespace canter::oracle {

namespace {

// Kingma and Ba, Algorithm 1
void adam(canter_context&, void* theta, void* first, void* second, const void* gradient,
          int64_t step, double rate, double beta1, double beta2, double epsilon,
          int64_t parameters) {
  const double correction1 = 1.0 - std::pow(beta1, static_cast<double>(step));
  const double correction2 = 1.0 - std::pow(beta2, static_cast<double>(step));
  for (int64_t p = 0; p < parameters; ++p) {
    const double g = reals(gradient)[p];
    double& m = reals(first)[p];
    double& v = reals(second)[p];
    m = beta1 * m + (1.0 - beta1) * g;
    v = beta2 * v + (1.0 - beta2) * g * g;
    reals(theta)[p] -= rate * (m / correction1) / (std::sqrt(v / correction2) + epsilon);
  }
}

void sgd(canter_context&, void* theta, void* velocity, const void* gradient, double rate,
         double momentum, int64_t parameters) {
  for (int64_t p = 0; p < parameters; ++p) {
    double direction = reals(gradient)[p];
    // without momentum the old velocity plays no part, and there may be none
    if (momentum != 0.0) direction += momentum * reals(velocity)[p];
    if (velocity != nullptr) reals(velocity)[p] = direction;
    reals(theta)[p] -= rate * direction;
  }
}

}  // namespace

void add_optimizer(KernelTable& table) {
  table.adam_step = adam;
  table.sgd_step = sgd;
}

}  // namespace canter::oracle
