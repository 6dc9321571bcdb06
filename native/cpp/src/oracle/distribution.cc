// SPDX-License-Identifier: Apache-2.0
#include "oracle/distribution.h"

#include "oracle/families.h"

namespace canter::oracle {

namespace {

// row b of parameters [B, D] (or of a direction) with the log standard deviations that all share
Point shared_at(const Distribution& d, const void* parameters, const void* log_std, int64_t b) {
  return Point{reals(parameters) + b * d.width, reals(log_std)};
}

// row b of derivatives [B, D] and [B, F]; where F = 0 the latter may be null
Derivative derivative_at(const Distribution& d, void* parameters, void* log_std, int64_t b) {
  return Derivative{reals(parameters) + b * d.width,
                    d.free > 0 ? reals(log_std) + b * d.free : nullptr};
}

void sample(const canter_context&, const Distribution& d, void* action, void* log_probability,
            const void* parameters, const void* log_std, const RowKeys& keys, int64_t rows) {
  const RowDistribution& row = row_distribution(d);
  for (int64_t b = 0; b < rows; ++b) {
    const Point at = shared_at(d, parameters, log_std, b);
    double* drawn = reals(action) + b * d.actions;
    row.sample(d, drawn, at, make_place(keys.seed, keys.stream, keys.key + 3 * b));
    if (log_probability == nullptr) continue;
    reals(log_probability)[b] = row.log_probability(d, at, drawn);
  }
}

void mode(const canter_context&, const Distribution& d, void* action, const void* parameters,
          int64_t rows) {
  for (int64_t b = 0; b < rows; ++b) {
    row_distribution(d).mode(d, reals(action) + b * d.actions, reals(parameters) + b * d.width);
  }
}

void log_probability(const canter_context&, const Distribution& d, void* log_probability,
                     const void* parameters, const void* log_std, const void* action,
                     int64_t rows) {
  for (int64_t b = 0; b < rows; ++b) {
    reals(log_probability)[b] = row_distribution(d).log_probability(
        d, shared_at(d, parameters, log_std, b), reals(action) + b * d.actions);
  }
}

void log_probability_gradient(const canter_context&, const Distribution& d, void* d_parameters,
                              void* d_log_std, const void* parameters, const void* log_std,
                              const void* action, int64_t rows) {
  for (int64_t b = 0; b < rows; ++b) {
    row_distribution(d).log_probability_gradient(d, derivative_at(d, d_parameters, d_log_std, b),
                                                 shared_at(d, parameters, log_std, b),
                                                 reals(action) + b * d.actions);
  }
}

void entropy(const canter_context&, const Distribution& d, void* entropy, const void* parameters,
             const void* log_std, int64_t rows) {
  for (int64_t b = 0; b < rows; ++b) {
    reals(entropy)[b] = row_distribution(d).entropy(d, shared_at(d, parameters, log_std, b));
  }
}

void entropy_gradient(const canter_context&, const Distribution& d, void* d_parameters,
                      void* d_log_std, const void* parameters, const void* log_std, int64_t rows) {
  for (int64_t b = 0; b < rows; ++b) {
    row_distribution(d).entropy_gradient(d, derivative_at(d, d_parameters, d_log_std, b),
                                         shared_at(d, parameters, log_std, b));
  }
}

void kl(const canter_context&, const Distribution& d, void* kl, const void* old_parameters,
        const void* old_log_std, const void* new_parameters, const void* new_log_std,
        int64_t rows) {
  for (int64_t b = 0; b < rows; ++b) {
    reals(kl)[b] = row_distribution(d).kl(d, shared_at(d, old_parameters, old_log_std, b),
                                          shared_at(d, new_parameters, new_log_std, b));
  }
}

void kl_gradient(const canter_context&, const Distribution& d, void* d_parameters, void* d_log_std,
                 const void* old_parameters, const void* old_log_std, const void* new_parameters,
                 const void* new_log_std, int64_t rows) {
  for (int64_t b = 0; b < rows; ++b) {
    row_distribution(d).kl_gradient(d, derivative_at(d, d_parameters, d_log_std, b),
                                    shared_at(d, old_parameters, old_log_std, b),
                                    shared_at(d, new_parameters, new_log_std, b));
  }
}

// v [B, D] and v_log_std [B, F]: each row has a direction of its own
void fisher(const canter_context&, const Distribution& d, void* out, void* out_log_std,
            const void* parameters, const void* log_std, const void* v, const void* v_log_std,
            int64_t rows) {
  for (int64_t b = 0; b < rows; ++b) {
    const Point direction = {reals(v) + b * d.width,
                             d.free > 0 ? reals(v_log_std) + b * d.free : nullptr};
    row_distribution(d).fisher(d, derivative_at(d, out, out_log_std, b),
                               shared_at(d, parameters, log_std, b), direction);
  }
}

}  // namespace

void add_distribution(KernelTable& table) {
  table.sample = sample;
  table.mode = mode;
  table.log_probability = log_probability;
  table.log_probability_gradient = log_probability_gradient;
  table.entropy = entropy;
  table.entropy_gradient = entropy_gradient;
  table.kl = kl;
  table.kl_gradient = kl_gradient;
  table.distribution_fisher = fisher;
}

}  // namespace canter::oracle
