// SPDX-License-Identifier: Apache-2.0
#include "api/batch_checks.h"
#include "core/status.h"

namespace canter {

void need_objective(const canter_objective* objective) {
  need(objective, "objective");
  need_enumerator(objective->kind, CANTER_LOG_LIKELIHOOD, "objective->kind", "objective.h");
  if (objective->kind == CANTER_CLIPPED) {
    need_finite(objective->clip, "objective->clip");
    if (!(objective->clip > 0.0 && objective->clip < 1.0)) {
      fail(CANTER_BAD_VALUE, "objective->clip in (0, 1): %.17g; 0.2 is usual", objective->clip);
    }
  }
  need_finite(objective->entropy_bonus, "objective->entropy_bonus");
  need_at_least_zero(objective->kl_penalty, "objective->kl_penalty");
}

void need_batch(BufferChecks& checks, const Policy& policy, const canter_batch* batch,
                const canter_objective& objective, bool recorded) {
  need(batch, "batch");
  if (!recorded) need(batch->observation, "batch->observation");
  need(batch->action, "batch->action");
  need(batch->weight, "batch->weight");
  if (objective.kind != CANTER_LOG_LIKELIHOOD) {
    need(batch->old_log_probability, "batch->old_log_probability");
  }
  if (objective.kl_penalty > 0.0) need(batch->old_parameters, "batch->old_parameters");
  checks.picks(batch->index, batch->source_rows, batch->rows);
  const int32_t free = policy.distribution.free;
  if (batch->old_parameters != nullptr && free > 0) {
    need(batch->old_log_std, "batch->old_log_std");
    checks.finite(batch->old_log_std, free, "batch->old_log_std");
  }
  checks.actions(policy.distribution, batch->action, batch->index, batch->source_rows, batch->rows);
}

void need_apart_from_batch(const Context& context, const Policy& policy, const void* gradient,
                           const double* statistics, const void* theta, const canter_batch& batch,
                           bool recorded) {
  const Reals reals(context);
  const Distribution& d = policy.distribution;
  const int64_t m = batch.source_rows, p = policy.parameters;
  const void* observation = recorded ? nullptr : batch.observation;
  need_disjoint(
      {reals(gradient, p, "gradient"), span(statistics, CANTER_STAT_COUNT, "statistics")},
      {reals(theta, p, "theta"),
       reals(observation, m * policy.network.inputs(), "batch->observation"),
       reals(batch.action, m * d.actions, "batch->action"), reals(batch.weight, m, "batch->weight"),
       reals(batch.old_log_probability, m, "batch->old_log_probability"),
       reals(batch.old_parameters, m * d.width, "batch->old_parameters"),
       reals(batch.old_log_std, d.free, "batch->old_log_std"),
       span(batch.index, batch.rows, "batch->index")});
}

}  // namespace canter
