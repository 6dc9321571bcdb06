// SPDX-License-Identifier: Apache-2.0
//
// From capacities to bytes, and back into a model.
#ifndef CANTERP_SRC_PLAN_H_
#define CANTERP_SRC_PLAN_H_

#include "canter_physics/pool.h"
#include "model.h"

namespace canterp {

// a copy of the model with the plan's capacities, for mj_makeData and mj_step
ModelPointer model_with(const mjModel& model, const canterp_plan& plan);

// the bytes that mj_makeData takes for a model
int64_t data_bytes(const mjModel& model);

// refuses capacities that no plan has, and what does not fit MuJoCo's own counters
void need_plan(const canterp_plan& plan);

}  // namespace canterp

#endif  // CANTERP_SRC_PLAN_H_
