// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "oracle/distribution.h"

namespace canter::oracle {

namespace {

constexpr double kLogTwoPi = 1.8378770664093454836;

// (x - mean) / sigma in dimension j
double standardized(double x, Point at, int32_t j) {
  return (x - at.parameters[j]) / std::exp(at.log_std[j]);
}

void sample(const Distribution& d, double* action, Point at, const RandomPlace& place) {
  for (int32_t j = 0; j < d.actions; ++j) {
    action[j] = at.parameters[j] + std::exp(at.log_std[j]) * normal_at(place, j);
  }
}

void mode(const Distribution& d, double* action, const double* parameters) {
  std::copy(parameters, parameters + d.actions, action);
}

double log_probability(const Distribution& d, Point at, const double* action) {
  double sum = 0.0;
  for (int32_t j = 0; j < d.actions; ++j) {
    const double z = standardized(action[j], at, j);
    sum += -0.5 * z * z - at.log_std[j] - 0.5 * kLogTwoPi;
  }
  return sum;
}

void log_probability_gradient(const Distribution& d, Derivative out, Point at,
                              const double* action) {
  for (int32_t j = 0; j < d.actions; ++j) {
    const double z = standardized(action[j], at, j);
    out.parameters[j] = z / std::exp(at.log_std[j]);
    out.log_std[j] = z * z - 1.0;
  }
}

double entropy(const Distribution& d, Point at) {
  double sum = 0.0;
  for (int32_t j = 0; j < d.actions; ++j) sum += at.log_std[j] + 0.5 * (1.0 + kLogTwoPi);
  return sum;
}

void entropy_gradient(const Distribution& d, Derivative out, Point) {
  for (int32_t j = 0; j < d.actions; ++j) {
    out.parameters[j] = 0.0;
    out.log_std[j] = 1.0;
  }
}

// with s = log(sigma_before / sigma_after) and z = (mean_before - mean_after) / sigma_after:
// (exp(2 s) + z^2 - 1) / 2 - s
double kl(const Distribution& d, Point before, Point after) {
  double sum = 0.0;
  for (int32_t j = 0; j < d.actions; ++j) {
    const double s = before.log_std[j] - after.log_std[j];
    const double z = standardized(before.parameters[j], after, j);
    sum += 0.5 * (std::expm1(2.0 * s) + z * z) - s;
  }
  // rounding alone can make it negative
  return sum < 0.0 ? 0.0 : sum;
}

void kl_gradient(const Distribution& d, Derivative out, Point before, Point after) {
  for (int32_t j = 0; j < d.actions; ++j) {
    const double s = before.log_std[j] - after.log_std[j];
    const double z = standardized(before.parameters[j], after, j);
    out.parameters[j] = -z / std::exp(after.log_std[j]);
    out.log_std[j] = -(std::expm1(2.0 * s) + z * z);
  }
}

void fisher(const Distribution& d, Derivative out, Point at, Point direction) {
  for (int32_t j = 0; j < d.actions; ++j) {
    out.parameters[j] = direction.parameters[j] / std::exp(2.0 * at.log_std[j]);
    out.log_std[j] = 2.0 * direction.log_std[j];
  }
}

}  // namespace

const RowDistribution kGaussian = {
    sample, mode,        log_probability, log_probability_gradient, entropy, entropy_gradient,
    kl,     kl_gradient, fisher};

}  // namespace canter::oracle
