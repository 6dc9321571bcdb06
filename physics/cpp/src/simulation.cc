// SPDX-License-Identifier: Apache-2.0
#include "simulation.h"

#include <cstdio>
#include <cstring>

#include "canter_physics/pool.h"
#include "fields.h"
#include "status.h"
#include "trap.h"

namespace canterp {

namespace {

// One visit of MuJoCo, inside the trap. Plain data: a fatal error leaves by longjmp.
struct Visit {
  const mjModel* model;
  mjData* data;
  int steps;
  int flags;
  // found out there; volatile, because they are read after a longjmp
  volatile int step;
  volatile int fault;
  volatile int index;
};

// the fault of a warning of MuJoCo
int fault_of(int warning) {
  switch (warning) {
    case mjWARN_INERTIA:
      return CANTERP_FAULT_INERTIA;
    case mjWARN_CONTACTFULL:
      return CANTERP_FAULT_CONTACTS_FULL;
    case mjWARN_CNSTRFULL:
      return CANTERP_FAULT_CONSTRAINTS_FULL;
    case mjWARN_BADQPOS:
      return CANTERP_FAULT_BAD_QPOS;
    case mjWARN_BADQVEL:
      return CANTERP_FAULT_BAD_QVEL;
    case mjWARN_BADQACC:
      return CANTERP_FAULT_BAD_QACC;
    case mjWARN_BADCTRL:
      return CANTERP_FAULT_BAD_CTRL;
    default:
      // the one that is left (mjWARN_VGEOMFULL) is gone from later versions
      return CANTERP_FAULT_GEOMS_FULL;
  }
}

// MuJoCo reports the first of each kind only: counters start from zero each time
void clear_warnings(mjData* d) {
  for (mjWarningStat& warning : d->warning) warning.number = 0;
}

bool is_instability(int warning) {
  return warning == mjWARN_BADQPOS || warning == mjWARN_BADQVEL || warning == mjWARN_BADQACC;
}

// notes the first warning; an instability comes before what else its last step may have met
bool note_warning(Visit& visit) {
  int found = -1;
  for (int w = 0; w < mjNWARNING; ++w) {
    if (visit.data->warning[w].number > 0 && (found < 0 || is_instability(w))) found = w;
  }
  if (found < 0) return false;
  visit.fault = fault_of(found);
  visit.index = visit.data->warning[found].lastinfo;
  return true;
}

// notes the first number of a field that MuJoCo would not accept
bool note_bad(Visit& visit, const mjtNum* numbers, int count, int fault) {
  for (int i = 0; i < count; ++i) {
    if (mju_isBad(numbers[i])) [[unlikely]] {
      visit.fault = fault;
      visit.index = i;
      return true;
    }
  }
  return false;
}

bool note_bad_state(Visit& visit) {
  return note_bad(visit, visit.data->qpos, visit.model->nq, CANTERP_FAULT_BAD_QPOS) ||
         note_bad(visit, visit.data->qvel, visit.model->nv, CANTERP_FAULT_BAD_QVEL);
}

void advance_body(void* argument) {
  Visit& visit = *static_cast<Visit*>(argument);
  for (int step = 0; step < visit.steps; ++step) {
    visit.step = step;
    clear_warnings(visit.data);
    mj_step(visit.model, visit.data);
    if (note_warning(visit)) return;
  }
  // what the last step left behind MuJoCo would look at in the next one only
  if (note_bad_state(visit)) return;
  if (visit.flags & CANTERP_BODY_FORCES) mj_rnePostConstraint(visit.model, visit.data);
}

void forward_body(void* argument) {
  Visit& visit = *static_cast<Visit*>(argument);
  clear_warnings(visit.data);
  mj_forward(visit.model, visit.data);
  if (note_warning(visit)) return;
  if (visit.flags & CANTERP_BODY_FORCES) mj_rnePostConstraint(visit.model, visit.data);
}

struct Making {
  const mjModel* model;
  mjData* volatile data;
};

void make_body(void* argument) {
  Making& making = *static_cast<Making*>(argument);
  making.data = mj_makeData(making.model);
}

// new memory for a simulation that a fatal error left half way; where there is none, the old
void rebuild(const mjModel& model, Simulation& simulation) {
  Making making = {&model, nullptr};
  char text[1];
  const bool failed = canterp_trap(make_body, &making, text, 0) != 0 || making.data == nullptr;
#if mjVERSION_HEADER < 300
  simulation.data.get()->pstack = 0;
#endif
  if (!failed) simulation.data.take(making.data);
}

// ends a visit: describes the fault and puts the simulation back
uint8_t conclude(const mjModel& model, Simulation& simulation, const Visit& visit, double time,
                 const char* engine) {
  simulation.fault = static_cast<uint8_t>(visit.fault);
  if (visit.fault == CANTERP_FAULT_NONE) return simulation.fault;
  const char* name = canterp_fault_name(static_cast<canterp_fault>(visit.fault));
  char where[80];
  if (visit.steps > 0) {
    std::snprintf(where, sizeof(where), "in step %d of %d of the frame from time %.9g",
                  visit.step + 1, visit.steps, time);
  } else {
    std::snprintf(where, sizeof(where), "in a forward pass");
  }
  if (visit.fault == CANTERP_FAULT_ENGINE) {
    std::snprintf(simulation.text, sizeof(simulation.text), "%s: %s, %s", name, engine, where);
    rebuild(model, simulation);
  } else if (canterp_fault_kind_of(static_cast<canterp_fault>(visit.fault)) ==
             CANTERP_KIND_CAPACITY) {
    std::snprintf(simulation.text, sizeof(simulation.text), "%s: the plan has room for %d, %s",
                  name, visit.index, where);
  } else {
    std::snprintf(simulation.text, sizeof(simulation.text),
                  "%s: number %d is NaN or exceeds 1e10, %s", name, visit.index, where);
  }
  mj_resetData(&model, simulation.data.get());
  return simulation.fault;
}

void run(void (*body)(void*), Visit& visit, char* engine, size_t bytes) {
  if (canterp_trap(body, &visit, engine, bytes) != 0) visit.fault = CANTERP_FAULT_ENGINE;
}

constexpr size_t kEngineBytes = 128;

}  // namespace

void make_data(const mjModel& model, Data& data) {
  Making making = {&model, nullptr};
  char text[kEngineBytes] = "";
  if (canterp_trap(make_body, &making, text, sizeof(text)) != 0)
    fail(CANTERP_OUT_OF_MEMORY, "data of a simulation: MuJoCo: %s; use fewer simulations", text);
  if (making.data == nullptr) throw std::bad_alloc();
  data.take(making.data);
}

int64_t state_width(const mjModel& model) {
  int64_t width = 0;
  for (int f = 0; f < kStateFields; ++f) width += kFieldTable[f].width(&model);
  return width;
}

void save_state(const mjModel& model, mjData& data, double* out) {
  for (int f = 0; f < kStateFields; ++f) {
    const int64_t width = kFieldTable[f].width(&model);
    if (width > 0)
      std::memcpy(out, kFieldTable[f].data(&data), static_cast<size_t>(width) * sizeof(double));
    out += width;
  }
}

void load_state(const mjModel& model, mjData& data, const double* in) {
  for (int f = 0; f < kStateFields; ++f) {
    const int64_t width = kFieldTable[f].width(&model);
    if (width > 0)
      std::memcpy(kFieldTable[f].data(&data), in, static_cast<size_t>(width) * sizeof(double));
    in += width;
  }
}

void clear(Simulation& simulation) {
  simulation.fault = CANTERP_FAULT_NONE;
  simulation.has_start = false;
  simulation.text[0] = '\0';
}

uint8_t advance(const mjModel& model, Simulation& simulation, const double* ctrl, int frame_skip,
                int flags) {
  mjData* d = simulation.data.get();
  if (model.nu > 0) std::memcpy(d->ctrl, ctrl, static_cast<size_t>(model.nu) * sizeof(double));
  save_state(model, *d, simulation.start);
  simulation.has_start = true;
  simulation.text[0] = '\0';
  const double time = d->time;
  Visit visit = {&model, d, frame_skip, flags, 0, CANTERP_FAULT_NONE, 0};
  char engine[kEngineBytes] = "";
  // MuJoCo ignores a NaN in ctrl and clamps what is huge: both are looked for here
  if (!note_bad(visit, d->ctrl, model.nu, CANTERP_FAULT_BAD_CTRL))
    run(advance_body, visit, engine, sizeof(engine));
  return conclude(model, simulation, visit, time, engine);
}

uint8_t reset(const mjModel& model, Simulation& simulation, const double* qpos,
              const double* qvel) {
  mjData* d = simulation.data.get();
  clear(simulation);
  mj_resetData(&model, d);
  if (qpos != nullptr) std::memcpy(d->qpos, qpos, static_cast<size_t>(model.nq) * sizeof(double));
  if (qvel != nullptr) std::memcpy(d->qvel, qvel, static_cast<size_t>(model.nv) * sizeof(double));
  Visit visit = {&model, d, 0, 0, 0, CANTERP_FAULT_NONE, 0};
  char engine[kEngineBytes] = "";
  if (!note_bad_state(visit)) run(forward_body, visit, engine, sizeof(engine));
  return conclude(model, simulation, visit, 0, engine);
}

uint8_t forward(const mjModel& model, Simulation& simulation, int flags) {
  Visit visit = {&model, simulation.data.get(), 0, flags, 0, CANTERP_FAULT_NONE, 0};
  char engine[kEngineBytes] = "";
  if (!note_bad_state(visit)) run(forward_body, visit, engine, sizeof(engine));
  return conclude(model, simulation, visit, 0, engine);
}

}  // namespace canterp
