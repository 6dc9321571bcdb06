// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "oracle/distribution.h"
#include "oracle/families.h"
#include "oracle/passes.h"

namespace canter::oracle {

namespace {

// One row's factor between the tangent and the backward pass, in the space of its distribution's
// parameters and log standard deviations.
class RowFactor {
 public:
  RowFactor(const Distribution& d, const double* log_std)
      : d_(d), log_std_(log_std), parameters_(d.width), free_(d.free) {}

  // M u for the Fisher matrix M of the row
  void analytic(const double* parameters, Point u) {
    row_distribution(d_).fisher(d_, out(), Point{parameters, log_std_}, u);
  }

  // s (s'u) for the score s of an action
  void empirical(const double* parameters, const double* action, Point u) {
    row_distribution(d_).log_probability_gradient(d_, out(), Point{parameters, log_std_}, action);
    double dot = 0.0;
    for (size_t k = 0; k < parameters_.size(); ++k) dot += parameters_[k] * u.parameters[k];
    for (size_t j = 0; j < free_.size(); ++j) dot += free_[j] * u.log_std[j];
    for (double& s : parameters_) s *= dot;
    for (double& s : free_) s *= dot;
  }

  const double* parameters() const { return parameters_.data(); }
  const std::vector<double>& log_std() const { return free_; }

 private:
  Derivative out() { return Derivative{parameters_.data(), free_.data()}; }

  const Distribution& d_;
  const double* log_std_;
  std::vector<double> parameters_, free_;
};

void product(canter_context&, const Policy& policy, void* out, const Tape& tape, const void* theta,
             const void* action, const void* v, double damping) {
  const Activations kept = kept_on(tape);
  const int64_t log_std = policy.log_std_offset();
  std::vector<double> sum(policy.parameters, 0.0);
  std::vector<double> tangent(policy.distribution.width);
  RowFactor factor(policy.distribution, reals(theta) + log_std);
  for (int64_t b = 0; b < tape.rows; ++b) {
    tangent_row(kept, b, tangent.data(), reals(theta), reals(v));
    // the log standard deviations are parameters themselves: their part of J v is v's
    const Point u = {tangent.data(), reals(v) + log_std};
    if (action == nullptr) {
      factor.analytic(kept.output(b), u);
    } else {
      const int64_t m = pick(tape.picks(), b);
      factor.empirical(kept.output(b), reals(action) + m * policy.distribution.actions, u);
    }
    backward_row(kept, b, sum.data(), reals(theta), factor.parameters());
    for (size_t j = 0; j < factor.log_std().size(); ++j) sum[log_std + j] += factor.log_std()[j];
  }
  const double rows = static_cast<double>(tape.rows);
  for (int64_t p = 0; p < policy.parameters; ++p) {
    reals(out)[p] = sum[p] / rows + damping * reals(v)[p];
  }
}

}  // namespace

void add_fisher(KernelTable& table) { table.fisher_product = product; }

}  // namespace canter::oracle
