// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "oracle/distribution.h"

namespace canter::oracle {

namespace {

// One factor of a row: its probabilities and their logarithms.
struct Factor {
  std::vector<double> p;
  std::vector<double> log_p;
};

Factor make_factor(const double* logits, int32_t size) {
  // the largest logit is taken off, so that no exp overflows and one of them is 1
  const double largest = *std::max_element(logits, logits + size);
  double sum = 0.0;
  for (int32_t k = 0; k < size; ++k) sum += std::exp(logits[k] - largest);
  Factor factor;
  for (int32_t k = 0; k < size; ++k) {
    factor.p.push_back(std::exp(logits[k] - largest) / sum);
    factor.log_p.push_back(logits[k] - largest - std::log(sum));
  }
  return factor;
}

// calls body(factor number, where its logits begin, number of choices)
template <typename Body>
void for_each_factor(const Distribution& d, const Body& body) {
  int32_t begin = 0;
  for (int32_t j = 0; j < d.actions; ++j) {
    body(j, begin, d.sizes[j]);
    begin += d.sizes[j];
  }
}

// a number that is no choice has no probability: it must neither be read past nor pass unnoticed
bool is_choice(double action, int32_t size) { return action >= 0.0 && action < size; }

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

void sample(const Distribution& d, double* action, Point at, const RandomPlace& place) {
  for_each_factor(d, [&](int32_t j, int32_t begin, int32_t size) {
    const Factor factor = make_factor(at.parameters + begin, size);
    const double u = uniform_at(place, j);
    double cumulative = 0.0;
    // the last choice takes what rounding leaves
    int32_t choice = size - 1;
    for (int32_t k = 0; k < size; ++k) {
      cumulative += factor.p[k];
      if (cumulative > u) {
        choice = k;
        break;
      }
    }
    action[j] = choice;
  });
}

void mode(const Distribution& d, double* action, const double* parameters) {
  for_each_factor(d, [&](int32_t j, int32_t begin, int32_t size) {
    const double* logits = parameters + begin;
    action[j] = static_cast<double>(std::max_element(logits, logits + size) - logits);
  });
}

double log_probability(const Distribution& d, Point at, const double* action) {
  double sum = 0.0;
  for_each_factor(d, [&](int32_t j, int32_t begin, int32_t size) {
    const Factor factor = make_factor(at.parameters + begin, size);
    sum += is_choice(action[j], size) ? factor.log_p[static_cast<int32_t>(action[j])] : kNaN;
  });
  return sum;
}

void log_probability_gradient(const Distribution& d, Derivative out, Point at,
                              const double* action) {
  for_each_factor(d, [&](int32_t j, int32_t begin, int32_t size) {
    const Factor factor = make_factor(at.parameters + begin, size);
    for (int32_t k = 0; k < size; ++k) {
      const double taken = is_choice(action[j], size) ? static_cast<int32_t>(action[j]) == k : kNaN;
      out.parameters[begin + k] = taken - factor.p[k];
    }
  });
}

double factor_entropy(const Factor& factor) {
  double sum = 0.0;
  for (size_t k = 0; k < factor.p.size(); ++k) sum -= factor.p[k] * factor.log_p[k];
  return sum;
}

double entropy(const Distribution& d, Point at) {
  double sum = 0.0;
  for_each_factor(d, [&](int32_t, int32_t begin, int32_t size) {
    sum += factor_entropy(make_factor(at.parameters + begin, size));
  });
  return sum;
}

void entropy_gradient(const Distribution& d, Derivative out, Point at) {
  for_each_factor(d, [&](int32_t, int32_t begin, int32_t size) {
    const Factor factor = make_factor(at.parameters + begin, size);
    const double entropy = factor_entropy(factor);
    for (int32_t k = 0; k < size; ++k) {
      out.parameters[begin + k] = -factor.p[k] * (factor.log_p[k] + entropy);
    }
  });
}

double kl(const Distribution& d, Point before, Point after) {
  double sum = 0.0;
  for_each_factor(d, [&](int32_t, int32_t begin, int32_t size) {
    const Factor from = make_factor(before.parameters + begin, size);
    const Factor to = make_factor(after.parameters + begin, size);
    for (int32_t k = 0; k < size; ++k) sum += from.p[k] * (from.log_p[k] - to.log_p[k]);
  });
  // rounding alone can make it negative
  return sum < 0.0 ? 0.0 : sum;
}

void kl_gradient(const Distribution& d, Derivative out, Point before, Point after) {
  for_each_factor(d, [&](int32_t, int32_t begin, int32_t size) {
    const Factor from = make_factor(before.parameters + begin, size);
    const Factor to = make_factor(after.parameters + begin, size);
    for (int32_t k = 0; k < size; ++k) out.parameters[begin + k] = to.p[k] - from.p[k];
  });
}

// (diag p - p p') v
void fisher(const Distribution& d, Derivative out, Point at, Point direction) {
  for_each_factor(d, [&](int32_t, int32_t begin, int32_t size) {
    const Factor factor = make_factor(at.parameters + begin, size);
    const double* v = direction.parameters + begin;
    double mean = 0.0;
    for (int32_t k = 0; k < size; ++k) mean += factor.p[k] * v[k];
    for (int32_t k = 0; k < size; ++k) out.parameters[begin + k] = factor.p[k] * (v[k] - mean);
  });
}

}  // namespace

const RowDistribution kCategorical = {
    sample, mode,        log_probability, log_probability_gradient, entropy, entropy_gradient,
    kl,     kl_gradient, fisher};

}  // namespace canter::oracle
