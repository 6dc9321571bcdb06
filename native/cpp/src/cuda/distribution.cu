// SPDX-License-Identifier: Apache-2.0
//
// Row calls of the distributions: a row a thread, through the arithmetic of distribution.h. 16
// bytes of shared memory (what all rows of a Gaussian share), 32 registers (8.6, 8.9, 12.0: 38 to
// 40; log probabilities on 8.0: 40), full occupancy (on 8.0 then 75 %); bound by memory.
#include "cuda/distribution.h"
#include "cuda/entries.h"
#include "cuda/gpu.h"

namespace canter::cuda {

namespace {

// the buffers of a row call; what a call does not have is null
struct Rows {
  Family family;
  const float* parameters;  // [B, D]
  const float* log_std;     // [F]
  const float* action;      // [B, A]
  const float* old_parameters;
  const float* old_log_std;
  const float* v;          // [B, D]
  const float* v_log_std;  // [B, F]
  float* scalar;           // [B]
  float* out;              // [B, D], or actions [B, A]
  float* out_free;         // [B, F]
  const uint32_t* key;     // [B, 3]
  uint64_t seed;
  uint32_t stream;
  int64_t rows;

  CANTER_DEVICE Row wide(const float* x, int64_t b) const { return Row{x + b * family.width, 1}; }
  CANTER_DEVICE Row taken(int64_t b) const { return Row{action + b * family.actions, 1}; }
  CANTER_DEVICE RowOut result(int64_t b) const { return RowOut{out + b * family.width, 1}; }
  CANTER_DEVICE RowOut actions(int64_t b) const { return RowOut{out + b * family.actions, 1}; }
  CANTER_DEVICE RowOut free_result(int64_t b) const {
    return RowOut{family.free > 0 ? out_free + b * family.free : nullptr, 1};
  }
};

// one call of a row; scale and old_scale are those of the new and the old distribution
struct DoSample {
  CANTER_DEVICE void operator()(const Rows& r, const Scale& scale, const Scale&, int64_t b) const {
    const uint32_t* key = r.key + 3 * b;
    const float log_p = draw(r.family, scale, r.wide(r.parameters, b),
                             Place{r.seed, r.stream, key[0], key[1], key[2]}, r.actions(b));
    if (r.scalar != nullptr) r.scalar[b] = log_p;
  }
};
struct DoMode {
  CANTER_DEVICE void operator()(const Rows& r, const Scale&, const Scale&, int64_t b) const {
    const Row parameters = r.wide(r.parameters, b);
    if (!r.family.gaussian) return categorical::mode(r.family, parameters, r.actions(b));
    for (int32_t d = 0; d < r.family.actions; ++d) r.actions(b)[d] = parameters[d];
  }
};
struct DoLogProbability {
  CANTER_DEVICE void operator()(const Rows& r, const Scale& scale, const Scale&, int64_t b) const {
    r.scalar[b] = row_log_probability(r.family, scale, r.wide(r.parameters, b), r.taken(b));
  }
};
struct DoLogProbabilityGradient {
  CANTER_DEVICE void operator()(const Rows& r, const Scale& scale, const Scale&, int64_t b) const {
    row_log_probability_gradient<false>(r.family, scale, r.wide(r.parameters, b), r.taken(b), 1.0f,
                                        r.result(b), r.free_result(b));
  }
};
struct DoEntropy {
  CANTER_DEVICE void operator()(const Rows& r, const Scale& scale, const Scale&, int64_t b) const {
    r.scalar[b] = row_entropy(r.family, scale, r.wide(r.parameters, b));
  }
};
struct DoEntropyGradient {
  CANTER_DEVICE void operator()(const Rows& r, const Scale&, const Scale&, int64_t b) const {
    row_entropy_gradient<false>(r.family, r.wide(r.parameters, b), 1.0f, r.result(b),
                                r.free_result(b));
  }
};
struct DoKl {
  CANTER_DEVICE void operator()(const Rows& r, const Scale& scale, const Scale& old_scale,
                                int64_t b) const {
    r.scalar[b] =
        row_kl(r.family, old_scale, scale, r.wide(r.old_parameters, b), r.wide(r.parameters, b));
  }
};
struct DoKlGradient {
  CANTER_DEVICE void operator()(const Rows& r, const Scale& scale, const Scale& old_scale,
                                int64_t b) const {
    row_kl_gradient<false>(r.family, old_scale, scale, r.wide(r.old_parameters, b),
                           r.wide(r.parameters, b), 1.0f, r.result(b), r.free_result(b));
  }
};
struct DoFisher {
  CANTER_DEVICE void operator()(const Rows& r, const Scale& scale, const Scale&, int64_t b) const {
    row_fisher(r.family, scale, r.wide(r.parameters, b), r.wide(r.v, b), r.result(b));
    for (int32_t f = 0; f < r.family.free; ++f) {
      r.free_result(b)[f] = 2.0f * r.v_log_std[b * r.family.free + f];
    }
  }
};

template <typename Call>
struct RowCall {
  static constexpr int kThreads = kBlockThreads;
  Rows rows;

  CANTER_DEVICE void operator()(const Block& block) const {
    float* memory = block.shared();
    const Scale scale = make_scale(block, memory, rows.family, rows.log_std);
    const Scale old_scale = make_scale(block, memory + 2, rows.family, rows.old_log_std);
    block.everywhere(rows.rows, [&](int64_t b) { Call()(rows, scale, old_scale, b); });
  }
};

template <typename Call>
void run_rows(const canter_context& context, const Rows& rows) {
  Grid grid = grid_over(rows.rows);
  grid.shared_bytes = 4 * sizeof(float);
  launch(gpu_of(context), RowCall<Call>{rows}, grid);
}

Rows rows_of(const Distribution& distribution, const void* parameters, const void* log_std,
             int64_t count) {
  Rows rows = {};
  rows.family = family_of(distribution);
  rows.parameters = floats(parameters);
  rows.log_std = floats(log_std);
  rows.rows = count;
  return rows;
}

}  // namespace

void sample(const canter_context& context, const Distribution& distribution, void* action,
            void* log_probability, const void* parameters, const void* log_std, const RowKeys& keys,
            int64_t count) {
  Rows rows = rows_of(distribution, parameters, log_std, count);
  rows.out = floats(action);
  rows.scalar = floats(log_probability);
  rows.key = keys.key;
  rows.seed = keys.seed;
  rows.stream = keys.stream;
  run_rows<DoSample>(context, rows);
}

void mode(const canter_context& context, const Distribution& distribution, void* action,
          const void* parameters, int64_t count) {
  Rows rows = rows_of(distribution, parameters, nullptr, count);
  rows.out = floats(action);
  run_rows<DoMode>(context, rows);
}

void log_probability(const canter_context& context, const Distribution& distribution,
                     void* log_probability, const void* parameters, const void* log_std,
                     const void* action, int64_t count) {
  Rows rows = rows_of(distribution, parameters, log_std, count);
  rows.action = floats(action);
  rows.scalar = floats(log_probability);
  run_rows<DoLogProbability>(context, rows);
}

void log_probability_gradient(const canter_context& context, const Distribution& distribution,
                              void* d_parameters, void* d_log_std, const void* parameters,
                              const void* log_std, const void* action, int64_t count) {
  Rows rows = rows_of(distribution, parameters, log_std, count);
  rows.action = floats(action);
  rows.out = floats(d_parameters);
  rows.out_free = floats(d_log_std);
  run_rows<DoLogProbabilityGradient>(context, rows);
}

void entropy(const canter_context& context, const Distribution& distribution, void* entropy,
             const void* parameters, const void* log_std, int64_t count) {
  Rows rows = rows_of(distribution, parameters, log_std, count);
  rows.scalar = floats(entropy);
  run_rows<DoEntropy>(context, rows);
}

void entropy_gradient(const canter_context& context, const Distribution& distribution,
                      void* d_parameters, void* d_log_std, const void* parameters,
                      const void* log_std, int64_t count) {
  Rows rows = rows_of(distribution, parameters, log_std, count);
  rows.out = floats(d_parameters);
  rows.out_free = floats(d_log_std);
  run_rows<DoEntropyGradient>(context, rows);
}

void kl(const canter_context& context, const Distribution& distribution, void* kl,
        const void* old_parameters, const void* old_log_std, const void* new_parameters,
        const void* new_log_std, int64_t count) {
  Rows rows = rows_of(distribution, new_parameters, new_log_std, count);
  rows.old_parameters = floats(old_parameters);
  rows.old_log_std = floats(old_log_std);
  rows.scalar = floats(kl);
  run_rows<DoKl>(context, rows);
}

void kl_gradient(const canter_context& context, const Distribution& distribution,
                 void* d_parameters, void* d_log_std, const void* old_parameters,
                 const void* old_log_std, const void* new_parameters, const void* new_log_std,
                 int64_t count) {
  Rows rows = rows_of(distribution, new_parameters, new_log_std, count);
  rows.old_parameters = floats(old_parameters);
  rows.old_log_std = floats(old_log_std);
  rows.out = floats(d_parameters);
  rows.out_free = floats(d_log_std);
  run_rows<DoKlGradient>(context, rows);
}

void distribution_fisher(const canter_context& context, const Distribution& distribution, void* out,
                         void* out_log_std, const void* parameters, const void* log_std,
                         const void* v, const void* v_log_std, int64_t count) {
  Rows rows = rows_of(distribution, parameters, log_std, count);
  rows.v = floats(v);
  rows.v_log_std = floats(v_log_std);
  rows.out = floats(out);
  rows.out_free = floats(out_log_std);
  run_rows<DoFisher>(context, rows);
}

}  // namespace canter::cuda
