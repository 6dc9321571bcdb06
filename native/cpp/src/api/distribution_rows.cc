// SPDX-License-Identifier: Apache-2.0
#include "api/batch_checks.h"
#include "api/guard.h"
#include "canter/distribution.h"

using namespace canter;

namespace {

// Checks and spans of the buffers of one row call.
class Call {
 public:
  Call(const Context& context, const char* function, const Distribution* distribution, int64_t rows)
      : checks_(context, function), distribution_(distribution), rows_(rows), reals_(context) {
    need(distribution, "distribution");
    need_rows(rows);
  }

  // log standard deviations, or a direction in them: there and finite where the family has them
  void need_free(const void* values, int64_t numbers, const char* name) {
    if (distribution_->free == 0) return;
    need(values, name);
    checks_.finite(values, numbers, name);
  }
  void need_log_std(const void* log_std, const char* name = "log_std") {
    need_free(log_std, distribution_->free, name);
  }
  // derivatives by the log standard deviations: there where the family has them
  void need_output_free(const void* values, const char* name) const {
    if (distribution_->free > 0) need(values, name);
  }
  void need_choices(const void* action) {
    need(action, "action");
    checks_.actions(*distribution_, action, nullptr, rows_, rows_);
  }
  void need_direction(const void* v) {
    need(v, "v");
    checks_.finite(v, rows_ * distribution_->width, "v");
  }
  // last: what the buffers hold
  void check() const { checks_.run(); }

  Span scalars(const void* x, const char* name) const { return reals_(x, rows_, name); }
  Span actions(const void* x) const { return reals_(x, rows_ * distribution_->actions, "action"); }
  Span wide(const void* x, const char* name) const {
    return reals_(x, rows_ * distribution_->width, name);
  }
  Span log_std(const void* x, const char* name = "log_std") const {
    return reals_(x, distribution_->free, name);
  }
  Span free_rows(const void* x, const char* name) const {
    return reals_(x, rows_ * distribution_->free, name);
  }

 private:
  BufferChecks checks_;
  const Distribution* distribution_;
  int64_t rows_;
  Reals reals_;
};

}  // namespace

canter_status canter_distribution_sample(const canter_context* context,
                                         const canter_distribution* distribution, void* action,
                                         void* log_probability, const void* parameters,
                                         const void* log_std, uint64_t seed, uint32_t stream,
                                         const uint32_t* key, int64_t rows) {
  return row_call(context, [&](const Context& c) {
    Call call(c, "canter_distribution_sample", distribution, rows);
    need(action, "action");
    need(parameters, "parameters");
    need(key, "key");
    need_stream(stream);
    call.need_log_std(log_std);
    need_disjoint(
        {call.actions(action), call.scalars(log_probability, "log_probability")},
        {call.wide(parameters, "parameters"), call.log_std(log_std), span(key, 3 * rows, "key")});
    call.check();
    c.kernels->sample(c, *distribution, action, log_probability, parameters, log_std,
                      RowKeys{seed, stream, key}, rows);
  });
}

canter_status canter_distribution_mode(const canter_context* context,
                                       const canter_distribution* distribution, void* action,
                                       const void* parameters, int64_t rows) {
  return row_call(context, [&](const Context& c) {
    Call call(c, "canter_distribution_mode", distribution, rows);
    need(action, "action");
    need(parameters, "parameters");
    need_disjoint({call.actions(action)}, {call.wide(parameters, "parameters")});
    call.check();
    c.kernels->mode(c, *distribution, action, parameters, rows);
  });
}

canter_status canter_distribution_log_probability(const canter_context* context,
                                                  const canter_distribution* distribution,
                                                  void* log_probability, const void* parameters,
                                                  const void* log_std, const void* action,
                                                  int64_t rows) {
  return row_call(context, [&](const Context& c) {
    Call call(c, "canter_distribution_log_probability", distribution, rows);
    need(log_probability, "log_probability");
    need(parameters, "parameters");
    call.need_log_std(log_std);
    call.need_choices(action);
    need_disjoint(
        {call.scalars(log_probability, "log_probability")},
        {call.wide(parameters, "parameters"), call.log_std(log_std), call.actions(action)});
    call.check();
    c.kernels->log_probability(c, *distribution, log_probability, parameters, log_std, action,
                               rows);
  });
}

canter_status canter_distribution_log_probability_gradient(const canter_context* context,
                                                           const canter_distribution* distribution,
                                                           void* d_parameters, void* d_log_std,
                                                           const void* parameters,
                                                           const void* log_std, const void* action,
                                                           int64_t rows) {
  return row_call(context, [&](const Context& c) {
    Call call(c, "canter_distribution_log_probability_gradient", distribution, rows);
    need(d_parameters, "d_parameters");
    call.need_output_free(d_log_std, "d_log_std");
    need(parameters, "parameters");
    call.need_log_std(log_std);
    call.need_choices(action);
    need_disjoint(
        {call.wide(d_parameters, "d_parameters"), call.free_rows(d_log_std, "d_log_std")},
        {call.wide(parameters, "parameters"), call.log_std(log_std), call.actions(action)});
    call.check();
    c.kernels->log_probability_gradient(c, *distribution, d_parameters, d_log_std, parameters,
                                        log_std, action, rows);
  });
}

canter_status canter_distribution_entropy(const canter_context* context,
                                          const canter_distribution* distribution, void* entropy,
                                          const void* parameters, const void* log_std,
                                          int64_t rows) {
  return row_call(context, [&](const Context& c) {
    Call call(c, "canter_distribution_entropy", distribution, rows);
    need(entropy, "entropy");
    need(parameters, "parameters");
    call.need_log_std(log_std);
    need_disjoint({call.scalars(entropy, "entropy")},
                  {call.wide(parameters, "parameters"), call.log_std(log_std)});
    call.check();
    c.kernels->entropy(c, *distribution, entropy, parameters, log_std, rows);
  });
}

canter_status canter_distribution_entropy_gradient(const canter_context* context,
                                                   const canter_distribution* distribution,
                                                   void* d_parameters, void* d_log_std,
                                                   const void* parameters, const void* log_std,
                                                   int64_t rows) {
  return row_call(context, [&](const Context& c) {
    Call call(c, "canter_distribution_entropy_gradient", distribution, rows);
    need(d_parameters, "d_parameters");
    call.need_output_free(d_log_std, "d_log_std");
    need(parameters, "parameters");
    call.need_log_std(log_std);
    need_disjoint({call.wide(d_parameters, "d_parameters"), call.free_rows(d_log_std, "d_log_std")},
                  {call.wide(parameters, "parameters"), call.log_std(log_std)});
    call.check();
    c.kernels->entropy_gradient(c, *distribution, d_parameters, d_log_std, parameters, log_std,
                                rows);
  });
}

canter_status canter_distribution_kl(const canter_context* context,
                                     const canter_distribution* distribution, void* kl,
                                     const void* old_parameters, const void* old_log_std,
                                     const void* new_parameters, const void* new_log_std,
                                     int64_t rows) {
  return row_call(context, [&](const Context& c) {
    Call call(c, "canter_distribution_kl", distribution, rows);
    need(kl, "kl");
    need(old_parameters, "old_parameters");
    call.need_log_std(old_log_std, "old_log_std");
    need(new_parameters, "new_parameters");
    call.need_log_std(new_log_std, "new_log_std");
    need_disjoint(
        {call.scalars(kl, "kl")},
        {call.wide(old_parameters, "old_parameters"), call.log_std(old_log_std, "old_log_std"),
         call.wide(new_parameters, "new_parameters"), call.log_std(new_log_std, "new_log_std")});
    call.check();
    c.kernels->kl(c, *distribution, kl, old_parameters, old_log_std, new_parameters, new_log_std,
                  rows);
  });
}

canter_status canter_distribution_kl_gradient(const canter_context* context,
                                              const canter_distribution* distribution,
                                              void* d_parameters, void* d_log_std,
                                              const void* old_parameters, const void* old_log_std,
                                              const void* new_parameters, const void* new_log_std,
                                              int64_t rows) {
  return row_call(context, [&](const Context& c) {
    Call call(c, "canter_distribution_kl_gradient", distribution, rows);
    need(d_parameters, "d_parameters");
    call.need_output_free(d_log_std, "d_log_std");
    need(old_parameters, "old_parameters");
    call.need_log_std(old_log_std, "old_log_std");
    need(new_parameters, "new_parameters");
    call.need_log_std(new_log_std, "new_log_std");
    need_disjoint(
        {call.wide(d_parameters, "d_parameters"), call.free_rows(d_log_std, "d_log_std")},
        {call.wide(old_parameters, "old_parameters"), call.log_std(old_log_std, "old_log_std"),
         call.wide(new_parameters, "new_parameters"), call.log_std(new_log_std, "new_log_std")});
    call.check();
    c.kernels->kl_gradient(c, *distribution, d_parameters, d_log_std, old_parameters, old_log_std,
                           new_parameters, new_log_std, rows);
  });
}

canter_status canter_distribution_fisher(const canter_context* context,
                                         const canter_distribution* distribution, void* out,
                                         void* out_log_std, const void* parameters,
                                         const void* log_std, const void* v, const void* v_log_std,
                                         int64_t rows) {
  return row_call(context, [&](const Context& c) {
    Call call(c, "canter_distribution_fisher", distribution, rows);
    need(out, "out");
    call.need_output_free(out_log_std, "out_log_std");
    need(parameters, "parameters");
    call.need_log_std(log_std);
    call.need_direction(v);
    call.need_free(v_log_std, rows * distribution->free, "v_log_std");
    need_disjoint({call.wide(out, "out"), call.free_rows(out_log_std, "out_log_std")},
                  {call.wide(parameters, "parameters"), call.log_std(log_std), call.wide(v, "v"),
                   call.free_rows(v_log_std, "v_log_std")});
    call.check();
    c.kernels->distribution_fisher(c, *distribution, out, out_log_std, parameters, log_std, v,
                                   v_log_std, rows);
  });
}
