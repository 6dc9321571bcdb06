// SPDX-License-Identifier: Apache-2.0
#include "oracle/passes.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace canter::oracle {

namespace {

double activate(canter_activation activation, double z) {
  switch (activation) {
    case CANTER_TANH:
      return std::tanh(z);
    case CANTER_RELU:
      // written so that a NaN stays NaN
      return z <= 0.0 ? 0.0 : z;
    case CANTER_ELU:
      return z > 0.0 ? z : std::expm1(z);
    case CANTER_SOFTPLUS:
      // log(1 + exp(z)), where exp must not overflow
      return (z > 0.0 ? z : 0.0) + std::log1p(std::exp(-std::fabs(z)));
    case CANTER_IDENTITY:
      break;
  }
  return z;
}

// the derivative of the activation, from its value a
double slope(canter_activation activation, double a) {
  switch (activation) {
    case CANTER_TANH:
      return 1.0 - a * a;
    case CANTER_RELU:
      return a > 0.0 ? 1.0 : 0.0;
    case CANTER_ELU:
      return a > 0.0 ? 1.0 : a + 1.0;
    case CANTER_SOFTPLUS:
      // 1 - exp(-a), which is exp(z) / (1 + exp(z))
      return -std::expm1(-a);
    case CANTER_IDENTITY:
      break;
  }
  return 1.0;
}

}  // namespace

void forward_row(const Activations& activations, int64_t row, const double* theta,
                 const double* x) {
  const Network& network = activations.network;
  std::copy(x, x + network.inputs(), activations.at(0, row));
  for (int32_t l = 0; l < network.layers; ++l) {
    const int64_t inputs = network.widths[l], outputs = network.widths[l + 1];
    const double* weight = theta + network.weight_offset[l];
    const double* bias = theta + network.bias_offset[l];
    const double* a = activations.at(l, row);
    double* next = activations.at(l + 1, row);
    for (int64_t o = 0; o < outputs; ++o) {
      double z = bias[o];
      for (int64_t i = 0; i < inputs; ++i) z += a[i] * weight[i * outputs + o];
      next[o] = activate(network.activation(l), z);
    }
  }
}

void backward_row(const Activations& activations, int64_t row, double* gradient,
                  const double* theta, const double* dy) {
  const Network& network = activations.network;
  std::vector<double> delta(dy, dy + network.outputs());
  for (int32_t l = network.layers - 1; l >= 0; --l) {
    const int64_t inputs = network.widths[l], outputs = network.widths[l + 1];
    const double* weight = theta + network.weight_offset[l];
    double* d_weight = gradient + network.weight_offset[l];
    double* d_bias = gradient + network.bias_offset[l];
    const double* a = activations.at(l, row);
    const double* next = activations.at(l + 1, row);
    // from the derivative by the layer's activations to that by its sums z
    for (int64_t o = 0; o < outputs; ++o) delta[o] *= slope(network.activation(l), next[o]);
    for (int64_t o = 0; o < outputs; ++o) d_bias[o] += delta[o];
    std::vector<double> below(inputs, 0.0);
    for (int64_t i = 0; i < inputs; ++i) {
      for (int64_t o = 0; o < outputs; ++o) {
        d_weight[i * outputs + o] += a[i] * delta[o];
        below[i] += weight[i * outputs + o] * delta[o];
      }
    }
    delta = below;
  }
}

void tangent_row(const Activations& activations, int64_t row, double* dy, const double* theta,
                 const double* v) {
  const Network& network = activations.network;
  // the inputs do not move with theta
  std::vector<double> tangent(network.inputs(), 0.0);
  for (int32_t l = 0; l < network.layers; ++l) {
    const int64_t inputs = network.widths[l], outputs = network.widths[l + 1];
    const double* weight = theta + network.weight_offset[l];
    const double* v_weight = v + network.weight_offset[l];
    const double* v_bias = v + network.bias_offset[l];
    const double* a = activations.at(l, row);
    const double* next = activations.at(l + 1, row);
    std::vector<double> above(outputs);
    for (int64_t o = 0; o < outputs; ++o) {
      double z = v_bias[o];
      for (int64_t i = 0; i < inputs; ++i) {
        z += a[i] * v_weight[i * outputs + o] + tangent[i] * weight[i * outputs + o];
      }
      above[o] = slope(network.activation(l), next[o]) * z;
    }
    tangent = above;
  }
  std::copy(tangent.begin(), tangent.end(), dy);
}

}  // namespace canter::oracle
