// SPDX-License-Identifier: Apache-2.0
//
// Row calls of the distributions: groups of rows through the arithmetic of distribution_lanes.h.
#include "cpu/distribution_lanes.h"
#include "cpu/entries.h"

namespace canter::CANTER_ISA {

namespace {

// row calls have no scratch: up to this many log standard deviations have tables on the stack
constexpr int64_t kMostTables = 64;

// the scale of one row call
struct RowScale : Scale {
  RowScale(const Distribution& distribution, const void* log_std)
      : Scale(make_scale(distribution, static_cast<const float*>(log_std),
                         distribution.free <= kMostTables ? tables : nullptr)) {}
  alignas(64) float tables[2 * kMostTables];
};

// `rows` rows of a [B, width] matrix from row `first` on
CANTER_INLINE Rows rows_of(const void* matrix, int64_t width, int64_t first, int rows) {
  return Rows(static_cast<const float*>(matrix) + first * width, width, rows);
}

CANTER_INLINE MutableRows rows_of(void* matrix, int64_t width, int64_t first, int rows) {
  return MutableRows{static_cast<float*>(matrix) + first * width, width, rows};
}

// calls body(first row, rows) for each group
template <typename Body>
CANTER_INLINE void for_each_group(int64_t rows, const Body& body) {
  for (int64_t first = 0; first < rows; first += kLanes) {
    body(first, rows - first < kLanes ? static_cast<int>(rows - first) : kLanes);
  }
}

// writes one number a row
CANTER_INLINE void store_group(void* out, int64_t first, F x, int rows) {
  store_first(static_cast<float*>(out) + first, x, rows);
}

// where the rows of a group find their random numbers
CANTER_INLINE Places places_of(const RowKeys& keys, int64_t first, int rows) {
  const uint32_t* key = keys.key + 3 * first;
  if (rows == 1) return Places{keys.seed, keys.stream, U{} + key[0], U{} + key[1], U{} + key[2]};
  const I offsets = row_offsets(3, rows);
  return Places{keys.seed, keys.stream, gather(key, offsets), gather(key + 1, offsets),
                gather(key + 2, offsets)};
}

}  // namespace

void sample(const canter_context&, const Distribution& distribution, void* action,
            void* log_probability, const void* parameters, const void* log_std, const RowKeys& keys,
            int64_t rows) {
  const RowScale scale(distribution, log_std);
  for_each_group(rows, [&](int64_t first, int n) {
    const Places places = places_of(keys, first, n);
    F log_p;
    if (n == 1 && is_gaussian(distribution)) {
      // what a policy that acts in one environment waits for: half the time of a group
      log_p = broadcast(gaussian::sample_row(
          distribution, scale, static_cast<const float*>(parameters) + first * distribution.width,
          places, static_cast<float*>(action) + first * distribution.actions));
    } else {
      log_p = sample(distribution, scale, rows_of(parameters, distribution.width, first, n), places,
                     rows_of(action, distribution.actions, first, n));
    }
    if (log_probability != nullptr) store_group(log_probability, first, log_p, n);
  });
}

void mode(const canter_context&, const Distribution& distribution, void* action,
          const void* parameters, int64_t rows) {
  for_each_group(rows, [&](int64_t first, int n) {
    mode(distribution, rows_of(parameters, distribution.width, first, n),
         rows_of(action, distribution.actions, first, n));
  });
}

void log_probability(const canter_context&, const Distribution& distribution, void* log_probability,
                     const void* parameters, const void* log_std, const void* action,
                     int64_t rows) {
  const RowScale scale(distribution, log_std);
  for_each_group(rows, [&](int64_t first, int n) {
    store_group(log_probability, first,
                CANTER_ISA::log_probability(distribution, scale,
                                            rows_of(parameters, distribution.width, first, n),
                                            rows_of(action, distribution.actions, first, n)),
                n);
  });
}

void log_probability_gradient(const canter_context&, const Distribution& distribution,
                              void* d_parameters, void* d_log_std, const void* parameters,
                              const void* log_std, const void* action, int64_t rows) {
  const RowScale scale(distribution, log_std);
  for_each_group(rows, [&](int64_t first, int n) {
    log_probability_gradient<false>(
        distribution, scale, rows_of(parameters, distribution.width, first, n),
        rows_of(action, distribution.actions, first, n), broadcast(1.0f),
        rows_of(d_parameters, distribution.width, first, n),
        rows_of(d_log_std, distribution.free, first, n));
  });
}

void entropy(const canter_context&, const Distribution& distribution, void* entropy,
             const void* parameters, const void* log_std, int64_t rows) {
  const RowScale scale(distribution, log_std);
  for_each_group(rows, [&](int64_t first, int n) {
    store_group(
        entropy, first,
        CANTER_ISA::entropy(distribution, scale, rows_of(parameters, distribution.width, first, n)),
        n);
  });
}

void entropy_gradient(const canter_context&, const Distribution& distribution, void* d_parameters,
                      void* d_log_std, const void* parameters, const void* log_std, int64_t rows) {
  const RowScale scale(distribution, log_std);
  for_each_group(rows, [&](int64_t first, int n) {
    entropy_gradient<false>(distribution, scale, rows_of(parameters, distribution.width, first, n),
                            broadcast(1.0f), rows_of(d_parameters, distribution.width, first, n),
                            rows_of(d_log_std, distribution.free, first, n));
  });
}

void kl(const canter_context&, const Distribution& distribution, void* kl,
        const void* old_parameters, const void* old_log_std, const void* new_parameters,
        const void* new_log_std, int64_t rows) {
  const RowScale old_scale(distribution, old_log_std);
  const RowScale new_scale(distribution, new_log_std);
  for_each_group(rows, [&](int64_t first, int n) {
    store_group(kl, first,
                CANTER_ISA::kl(distribution, old_scale, new_scale,
                               rows_of(old_parameters, distribution.width, first, n),
                               rows_of(new_parameters, distribution.width, first, n)),
                n);
  });
}

void kl_gradient(const canter_context&, const Distribution& distribution, void* d_parameters,
                 void* d_log_std, const void* old_parameters, const void* old_log_std,
                 const void* new_parameters, const void* new_log_std, int64_t rows) {
  const RowScale old_scale(distribution, old_log_std);
  const RowScale new_scale(distribution, new_log_std);
  for_each_group(rows, [&](int64_t first, int n) {
    kl_gradient<false>(distribution, old_scale, new_scale,
                       rows_of(old_parameters, distribution.width, first, n),
                       rows_of(new_parameters, distribution.width, first, n), broadcast(1.0f),
                       rows_of(d_parameters, distribution.width, first, n),
                       rows_of(d_log_std, distribution.free, first, n));
  });
}

void distribution_fisher(const canter_context&, const Distribution& distribution, void* out,
                         void* out_log_std, const void* parameters, const void* log_std,
                         const void* v, const void* v_log_std, int64_t rows) {
  const RowScale scale(distribution, log_std);
  for_each_group(rows, [&](int64_t first, int n) {
    fisher(distribution, scale, rows_of(parameters, distribution.width, first, n),
           rows_of(v, distribution.width, first, n), rows_of(out, distribution.width, first, n));
  });
  // the log standard deviations' part is 2, whatever the row
  const float* from = static_cast<const float*>(v_log_std);
  float* to = static_cast<float*>(out_log_std);
  for (int64_t i = 0; i < rows * distribution.free; ++i) to[i] = 2.0f * from[i];
}

}  // namespace canter::CANTER_ISA
