// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "oracle/distribution.h"
#include "oracle/families.h"
#include "oracle/passes.h"

namespace canter::oracle {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// What an objective is a function of, apart from the rows' distribution parameters.
struct Problem {
  const Policy& policy;
  const canter_batch& batch;
  const canter_objective& objective;
  const double* theta;

  const Distribution& distribution() const { return policy.distribution; }
  Point after(const double* parameters) const {
    return Point{parameters, theta + policy.log_std_offset()};
  }
  bool has_before() const { return batch.old_parameters != nullptr; }
  Point before(int64_t m) const {
    return Point{reals(batch.old_parameters) + m * policy.distribution.width,
                 reals(batch.old_log_std)};
  }
  const double* action(int64_t m) const {
    return reals(batch.action) + m * policy.distribution.actions;
  }
};

// Sums and maxima over the rows seen so far.
struct Totals {
  double first_term = 0.0, surrogate = 0.0, kl = 0.0, entropy = 0.0, clipped = 0.0, ratio = 0.0;
  double max_kl = -kInfinity, max_ratio = -kInfinity;
};

// the larger of two numbers, NaN if any is NaN
double larger(double a, double b) { return std::isnan(a) || a >= b ? a : b; }

// adds a row's first term; returns its derivative by the row's log probability
double add_first_term(Totals& totals, const canter_objective& objective, double log_probability,
                      double ratio, double weight) {
  if (objective.kind == CANTER_LOG_LIKELIHOOD) {
    totals.surrogate += weight * log_probability;
    totals.first_term += weight * log_probability;
    return weight;
  }
  totals.surrogate += ratio * weight;
  if (objective.kind == CANTER_CLIPPED) {
    const double low = 1.0 - objective.clip, high = 1.0 + objective.clip;
    if (ratio < low || ratio > high) totals.clipped += 1.0;
    const double limited = std::clamp(ratio, low, high) * weight;
    if (limited < ratio * weight) {
      totals.first_term += limited;
      return 0.0;
    }
  }
  totals.first_term += ratio * weight;
  // the derivative of r = exp(log pi - log pi_old) by log pi is r
  return ratio * weight;
}

// adds source row m, which has these distribution parameters; returns what add_first_term does
double add_row(Totals& totals, const Problem& problem, int64_t m, const double* parameters) {
  const Distribution& d = problem.distribution();
  const RowDistribution& row = row_distribution(d);
  const canter_batch& batch = problem.batch;
  const Point after = problem.after(parameters);
  totals.entropy += row.entropy(d, after);
  if (problem.has_before()) {
    const double kl = row.kl(d, problem.before(m), after);
    totals.kl += kl;
    totals.max_kl = larger(totals.max_kl, kl);
  }
  const double log_probability = row.log_probability(d, after, problem.action(m));
  double ratio = kNaN;
  if (batch.old_log_probability != nullptr) {
    ratio = std::exp(log_probability - reals(batch.old_log_probability)[m]);
  }
  totals.ratio += ratio;
  totals.max_ratio = larger(totals.max_ratio, ratio);
  return add_first_term(totals, problem.objective, log_probability, ratio, reals(batch.weight)[m]);
}

void write_statistics(double* statistics, const Totals& totals, const Problem& problem) {
  const double rows = static_cast<double>(problem.batch.rows);
  const canter_objective& objective = problem.objective;
  double value = totals.first_term / rows + objective.entropy_bonus * (totals.entropy / rows);
  if (problem.has_before()) value -= objective.kl_penalty * (totals.kl / rows);
  statistics[CANTER_STAT_OBJECTIVE] = value;
  statistics[CANTER_STAT_SURROGATE] = totals.surrogate / rows;
  statistics[CANTER_STAT_MEAN_KL] = problem.has_before() ? totals.kl / rows : kNaN;
  statistics[CANTER_STAT_MAX_KL] = problem.has_before() ? totals.max_kl : kNaN;
  statistics[CANTER_STAT_ENTROPY] = totals.entropy / rows;
  statistics[CANTER_STAT_CLIP_FRACTION] = totals.clipped / rows;
  statistics[CANTER_STAT_MEAN_RATIO] = totals.ratio / rows;
  statistics[CANTER_STAT_MAX_RATIO] = totals.max_ratio;
}

// The derivative of a row's part of the objective by its distribution parameters and log standard
// deviations, put together from those of its three terms.
class RowGradient {
 public:
  explicit RowGradient(const Problem& problem)
      : problem_(problem),
        parameters_(problem.distribution().width),
        log_std_(problem.distribution().free),
        part_parameters_(parameters_.size()),
        part_log_std_(log_std_.size()) {}

  // for source row m; first_term is what add_row returned for it
  void set(int64_t m, const double* parameters, double first_term) {
    const Distribution& d = problem_.distribution();
    const RowDistribution& row = row_distribution(d);
    const Point after = problem_.after(parameters);
    const Derivative part = {part_parameters_.data(), part_log_std_.data()};
    std::fill(parameters_.begin(), parameters_.end(), 0.0);
    std::fill(log_std_.begin(), log_std_.end(), 0.0);
    row.log_probability_gradient(d, part, after, problem_.action(m));
    add_part(first_term);
    row.entropy_gradient(d, part, after);
    add_part(problem_.objective.entropy_bonus);
    if (!problem_.has_before()) return;
    row.kl_gradient(d, part, problem_.before(m), after);
    add_part(-problem_.objective.kl_penalty);
  }

  const double* parameters() const { return parameters_.data(); }
  const std::vector<double>& log_std() const { return log_std_; }

 private:
  void add_part(double factor) {
    for (size_t k = 0; k < parameters_.size(); ++k) parameters_[k] += factor * part_parameters_[k];
    for (size_t j = 0; j < log_std_.size(); ++j) log_std_[j] += factor * part_log_std_[j];
  }

  const Problem& problem_;
  std::vector<double> parameters_, log_std_, part_parameters_, part_log_std_;
};

void evaluate(canter_context&, const Policy& policy, double* statistics, const void* theta,
              const canter_batch& batch, const canter_objective& objective) {
  const Problem problem = {policy, batch, objective, reals(theta)};
  std::vector<double> memory(activation_count(policy.network, 1));
  const Activations row = {policy.network, memory.data(), 1};
  Totals totals;
  for (int64_t b = 0; b < batch.rows; ++b) {
    const int64_t m = pick(batch.index, b);
    forward_row(row, 0, problem.theta, reals(batch.observation) + m * policy.network.inputs());
    add_row(totals, problem, m, row.output(0));
  }
  write_statistics(statistics, totals, problem);
}

// gradient and statistics from the activations of all rows
void from_activations(const Problem& problem, double* gradient, double* statistics,
                      const Activations& activations) {
  const canter_batch& batch = problem.batch;
  std::vector<double> sum(problem.policy.parameters, 0.0);
  double* log_std_sum = sum.data() + problem.policy.log_std_offset();
  RowGradient row(problem);
  Totals totals;
  for (int64_t b = 0; b < batch.rows; ++b) {
    const int64_t m = pick(batch.index, b);
    const double* parameters = activations.output(b);
    row.set(m, parameters, add_row(totals, problem, m, parameters));
    backward_row(activations, b, sum.data(), problem.theta, row.parameters());
    for (size_t j = 0; j < row.log_std().size(); ++j) log_std_sum[j] += row.log_std()[j];
  }
  const double rows = static_cast<double>(batch.rows);
  for (int64_t p = 0; p < problem.policy.parameters; ++p) gradient[p] = sum[p] / rows;
  write_statistics(statistics, totals, problem);
}

void gradient(canter_context&, const Policy& policy, void* gradient, double* statistics, Tape* tape,
              const void* theta, const canter_batch& batch, const canter_objective& objective) {
  // without a tape the activations lie in memory of this call's own
  std::vector<double> memory;
  if (tape == nullptr) memory.resize(activation_count(policy.network, batch.rows));
  const Activations kept = {
      policy.network, tape == nullptr ? memory.data() : tape->memory.as<double>(), batch.rows};
  for (int64_t b = 0; b < batch.rows; ++b) {
    const int64_t m = pick(batch.index, b);
    forward_row(kept, b, reals(theta), reals(batch.observation) + m * policy.network.inputs());
  }
  from_activations(Problem{policy, batch, objective, reals(theta)}, reals(gradient), statistics,
                   kept);
  if (tape != nullptr) begin_recording(*tape, batch.index, batch.source_rows, batch.rows);
}

void gradient_recorded(canter_context&, const Policy& policy, void* gradient, double* statistics,
                       const Tape& tape, const void* theta, const canter_batch& batch,
                       const canter_objective& objective) {
  from_activations(Problem{policy, batch, objective, reals(theta)}, reals(gradient), statistics,
                   kept_on(tape));
}

}  // namespace

void add_policy(KernelTable& table) {
  table.policy_evaluate = evaluate;
  table.policy_gradient = gradient;
  table.policy_gradient_recorded = gradient_recorded;
}

}  // namespace canter::oracle
