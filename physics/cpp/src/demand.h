// SPDX-License-Identifier: Apache-2.0
//
// What a model asks of memory, found by a trial run.
#ifndef CANTERP_SRC_DEMAND_H_
#define CANTERP_SRC_DEMAND_H_

#include <mujoco/mujoco.h>

#include <cstdint>

namespace canterp {

struct Demand {
  // the most contacts and rows of constraints that one step had
  int64_t contacts = 0;
  int64_t constraints = 0;
  // the most numbers on the stack, and how many more each further row of constraints takes
  int64_t stack = 0;
  int64_t stack_per_constraint = 0;
};

// Runs the model for some hundred steps with random controls, from its initial pose and from random
// ones. Refuses with CANTERP_ENGINE a model that cannot be run at all.
Demand find_demand(const mjModel& model);

}  // namespace canterp

#endif  // CANTERP_SRC_DEMAND_H_
