// SPDX-License-Identifier: Apache-2.0
#include "plan.h"

#include <mujoco/mjxmacro.h>

#include <algorithm>
#include <climits>
#include <new>

#include "pool.h"
#include "status.h"

// sizes that appear as a number of columns are members of the model
#undef MJ_M
#define MJ_M(n) \
  int64_t { model.n }

namespace canterp {

namespace {

constexpr int64_t kLine = 64;
// far more than any machine has; keeps the products below in range
constexpr int64_t kMostSimulations = int64_t{1} << 24;
constexpr int64_t kMostRows = 1 << 20;

// MuJoCo 2 counts the bytes of a buffer in an int, MuJoCo 3 in a size_t
constexpr int64_t kMostBytes = mjVERSION_HEADER >= 300 ? int64_t{1} << 40 : INT_MAX;

// rows of constraints that one contact may become
int64_t rows_per_contact(const mjModel& m) {
  int dimension = 1;
  for (int g = 0; g < m.ngeom; ++g) dimension = std::max(dimension, m.geom_condim[g]);
  for (int p = 0; p < m.npair; ++p) dimension = std::max(dimension, m.pair_dim[p]);
  const bool pyramidal = m.opt.cone == mjCONE_PYRAMIDAL;
  return pyramidal && dimension > 1 ? 2 * (dimension - 1) : dimension;
}

// rows of everything but contacts: equalities, dry friction, limits (two where both ends may count)
int64_t other_rows(const mjModel& m) {
  // a joint equality has one row, connect 3, weld 6
  int64_t rows = 6 * int64_t{m.neq};
  for (int i = 0; i < m.nv; ++i) rows += m.dof_frictionloss[i] > 0;
  for (int t = 0; t < m.ntendon; ++t) {
    rows += m.tendon_frictionloss[t] > 0;
    rows += m.tendon_limited[t] ? 2 : 0;
  }
  for (int j = 0; j < m.njnt; ++j) rows += m.jnt_limited[j] ? 2 : 0;
  return rows;
}

Demand demand_of(const canterp_model& model) {
  const std::lock_guard<std::mutex> lock(model.demand_lock);
  if (!model.demand) model.demand = find_demand(*model.mujoco);
  return *model.demand;
}

// what is automatic, from the demand of the trial
void choose(canterp_plan& plan, const canterp_model& model) {
  [[maybe_unused]] const mjModel& m = *model.mujoco;
  const Demand demand = demand_of(model);
#if mjVERSION_HEADER >= 300
  // contacts and constraints lie in the arena beside the stack
  plan.contacts = plan.constraints = 0;
  if (plan.stack == CANTERP_AUTOMATIC) plan.stack = 2 * demand.stack + (1 << 16);
#else
  if (plan.contacts == CANTERP_AUTOMATIC)
    plan.contacts = std::max(2 * demand.contacts, demand.contacts + m.ngeom) + 8;
  if (plan.constraints == CANTERP_AUTOMATIC)
    plan.constraints = other_rows(m) + plan.contacts * rows_per_contact(m);
  if (plan.stack == CANTERP_AUTOMATIC) {
    const int64_t more = std::max<int64_t>(0, plan.constraints - demand.constraints);
    const int64_t stack = demand.stack + more * demand.stack_per_constraint;
    plan.stack = stack + stack / 4 + 1024;
  }
#endif
}

void set_capacities(mjModel& model, const canterp_plan& plan) {
#if mjVERSION_HEADER >= 300
  model.narena = static_cast<decltype(model.narena)>(8 * plan.stack);
#else
  model.nconmax = static_cast<int>(plan.contacts);
  model.njmax = static_cast<int>(plan.constraints);
  model.nstack = static_cast<int>(plan.stack);
#endif
}

}  // namespace

int64_t data_bytes(const mjModel& model) {
  // every array begins on a cache line
  int64_t buffer = 0;
#define X(type, name, rows, width)                \
  buffer = (buffer + kLine - 1) / kLine * kLine + \
           static_cast<int64_t>(sizeof(type)) * int64_t{model.rows} * int64_t{width};
  MJDATA_POINTERS
#undef X
#if mjVERSION_HEADER >= 300
  const int64_t stack = static_cast<int64_t>(model.narena);
#else
  const int64_t stack = 8 * int64_t{model.nstack};
#endif
  if (buffer > kMostBytes || stack > kMostBytes)
    fail(CANTERP_CAPACITY, "bytes of a simulation = %lld + %lld, expected at most %lld each",
         static_cast<long long>(buffer), static_cast<long long>(stack),
         static_cast<long long>(kMostBytes));
  return static_cast<int64_t>(sizeof(mjData)) + buffer + stack;
}

ModelPointer model_with(const mjModel& model, const canterp_plan& plan) {
  ModelPointer copy(mj_copyModel(nullptr, &model));
  if (!copy) throw std::bad_alloc();
  set_capacities(*copy, plan);
  return copy;
}

void need_plan(const canterp_plan& plan) {
  const auto check = [](int64_t value, int64_t least, int64_t most, const char* name) {
    if (value < least || value > most)
      fail(CANTERP_BAD_SHAPE, "%s = %lld, expected %lld..%lld; use canterp_pool_plan", name,
           static_cast<long long>(value), static_cast<long long>(least),
           static_cast<long long>(most));
  };
  check(plan.simulations, 1, kMostSimulations, "simulations");
  check(plan.contacts, 0, kMostRows, "contacts");
  check(plan.constraints, 0, kMostRows, "constraints");
  check(plan.stack, 1, kMostBytes / 8, "stack");
}

}  // namespace canterp

canterp_status canterp_pool_plan(canterp_plan* out, const canterp_model* model, int64_t contacts,
                                 int64_t constraints, int64_t stack, int64_t simulations) {
  return canterp::guarded([&] {
    canterp::need(out, "out");
    canterp::need(model, "model");
    canterp_plan plan = {simulations, contacts, constraints, stack, 0, 0, 0};
    const bool automatic = contacts == CANTERP_AUTOMATIC || constraints == CANTERP_AUTOMATIC ||
                           stack == CANTERP_AUTOMATIC;
    if (automatic) canterp::choose(plan, *model);
    canterp::need_plan(plan);
    const canterp::ModelPointer sized = canterp::model_with(*model->mujoco, plan);
    plan.bytes_per_simulation = canterp::data_bytes(*sized) + canterp::kept_bytes(*sized);
    plan.shared_bytes = mj_sizeModel(sized.get());
    plan.total_bytes = plan.simulations * plan.bytes_per_simulation + plan.shared_bytes;
    *out = plan;
  });
}
