// SPDX-License-Identifier: Apache-2.0
#include "demand.h"

#include <algorithm>

#include "model.h"
#include "status.h"
#include "trap.h"

namespace canterp {

namespace {

constexpr int kEpisodes = 6;
constexpr int kSteps = 150;
constexpr int kAttempts = 5;
constexpr double kPi = 3.14159265358979323846;

// splitmix64: the same poses and controls for every trial
struct Random {
  uint64_t state = 1;
  double uniform(double low, double high) {
    uint64_t x = state += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return low + (high - low) * static_cast<double>((x ^ (x >> 31)) >> 11) * 0x1p-53;
  }
};

// What a trial knows; plain data, because a fatal error leaves it by longjmp.
struct Trial {
  const mjModel* model = nullptr;
  mjData* data = nullptr;
  Random random;
  Demand most;
  // stack at the fewest and at the most rows of constraints seen
  int64_t few = 0, few_stack = 0, many = 0, many_stack = 0;
  bool started = false;
  bool overflowed = false;
};

#if mjVERSION_HEADER >= 300
int64_t stack_used(const mjData& data) { return static_cast<int64_t>(data.maxuse_arena / 8); }
void clear_use(mjData& data) { data.maxuse_arena = 0; }
#else
int64_t stack_used(const mjData& data) { return data.maxuse_stack; }
void clear_use(mjData& data) { data.maxuse_stack = data.maxuse_con = data.maxuse_efc = 0; }
#endif

// hinges and balls get random angles, so that the body falls on every side; a free joint keeps its
// place and turns
void randomize_pose(Trial& trial) {
  const mjModel& m = *trial.model;
  for (int j = 0; j < m.njnt; ++j) {
    mjtNum* q = trial.data->qpos + m.jnt_qposadr[j];
    const bool limited = m.jnt_limited[j] != 0;
    if (m.jnt_type[j] == mjJNT_HINGE) {
      const double* range = m.jnt_range + 2 * j;
      q[0] = trial.random.uniform(limited ? range[0] : -kPi, limited ? range[1] : kPi);
    } else if (m.jnt_type[j] == mjJNT_FREE || m.jnt_type[j] == mjJNT_BALL) {
      mjtNum* quaternion = m.jnt_type[j] == mjJNT_FREE ? q + 3 : q;
      for (int i = 0; i < 4; ++i) quaternion[i] = trial.random.uniform(-1, 1);
      mju_normalize4(quaternion);
    }
  }
}

void randomize_controls(Trial& trial) {
  const mjModel& m = *trial.model;
  for (int u = 0; u < m.nu; ++u) {
    const double* range = m.actuator_ctrlrange + 2 * u;
    const bool limited = m.actuator_ctrllimited[u] != 0;
    trial.data->ctrl[u] = trial.random.uniform(limited ? range[0] : -1, limited ? range[1] : 1);
  }
}

void note_use(Trial& trial) {
  const mjData& d = *trial.data;
  const int64_t rows = d.maxuse_efc, stack = stack_used(d);
  trial.most.contacts = std::max<int64_t>(trial.most.contacts, d.maxuse_con);
  trial.most.constraints = std::max(trial.most.constraints, rows);
  trial.most.stack = std::max(trial.most.stack, stack);
  if (!trial.started || rows < trial.few) trial.few = rows, trial.few_stack = 0;
  if (!trial.started || rows > trial.many) trial.many = rows, trial.many_stack = 0;
  if (rows == trial.few) trial.few_stack = std::max(trial.few_stack, stack);
  if (rows == trial.many) trial.many_stack = std::max(trial.many_stack, stack);
  trial.started = true;
}

// the body of the trap
void run_trial(void* argument) {
  Trial& trial = *static_cast<Trial*>(argument);
  const mjModel* m = trial.model;
  trial.data = mj_makeData(m);
  mjData* d = trial.data;
  for (int episode = 0; episode < kEpisodes; ++episode) {
    mj_resetData(m, d);
    if (episode >= 2) randomize_pose(trial);
    const double kick = episode == 1 ? 5 : 0.1;
    for (int i = 0; i < m->nv; ++i) d->qvel[i] = trial.random.uniform(-kick, kick);
    for (int step = 0; step < kSteps; ++step) {
      randomize_controls(trial);
      clear_use(*d);
      d->warning[mjWARN_CONTACTFULL].number = d->warning[mjWARN_CNSTRFULL].number = 0;
      mj_step(m, d);
      note_use(trial);
      if (d->warning[mjWARN_CONTACTFULL].number || d->warning[mjWARN_CNSTRFULL].number)
        trial.overflowed = true;
    }
  }
}

Demand conclude(const Trial& trial) {
  Demand demand = trial.most;
  // what one row costs: as measured, but no less than a row of the Jacobian and its likes
  const int64_t span = std::max<int64_t>(1, trial.many - trial.few);
  const int64_t measured = (trial.many_stack - trial.few_stack + span - 1) / span;
  demand.stack_per_constraint = std::max<int64_t>(measured, 2 * trial.model->nv + 16);
  return demand;
}

void enlarge([[maybe_unused]] mjModel& model, bool fatal) {
#if mjVERSION_HEADER >= 300
  model.narena *= fatal ? 4 : 2;
#else
  if (fatal) {
    model.nstack *= 4;
  } else {
    model.nconmax *= 2;
    model.njmax *= 2;
  }
#endif
}

}  // namespace

Demand find_demand(const mjModel& model) {
  const ModelPointer copy(mj_copyModel(nullptr, &model));
  if (!copy) throw std::bad_alloc();
  char text[512] = "";
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    Trial trial;
    trial.model = copy.get();
    const bool fatal = canterp_trap(run_trial, &trial, text, sizeof(text)) != 0;
    if (trial.data != nullptr) mj_deleteData(trial.data);
    if (!fatal && !trial.overflowed) return conclude(trial);
    if (!fatal && attempt + 1 == kAttempts)
      fail(CANTERP_CAPACITY,
           "trial run: more than %lld contacts at once; give contacts, constraints and stack "
           "explicitly",
           static_cast<long long>(trial.most.contacts));
    enlarge(*copy, fatal);
  }
  fail(CANTERP_ENGINE, "trial run: MuJoCo: %s", text);
}

}  // namespace canterp
