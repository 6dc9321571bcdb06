// SPDX-License-Identifier: Apache-2.0
//
// One simulation: MuJoCo's data, what is kept for faults, and the frames it goes through.
#ifndef CANTERP_SRC_SIMULATION_H_
#define CANTERP_SRC_SIMULATION_H_

#include <mujoco/mujoco.h>

#include <cstdint>

#include "canter_physics/fault.h"

namespace canterp {

// Data of MuJoCo that frees itself.
class Data {
 public:
  Data() = default;
  ~Data() { mj_deleteData(data_); }
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;
  Data(Data&& other) noexcept : data_(other.data_) { other.data_ = nullptr; }

  mjData* get() const { return data_; }
  void take(mjData* data) {
    mj_deleteData(data_);
    data_ = data;
  }

 private:
  mjData* data_ = nullptr;
};

struct Simulation {
  Data data;
  // where the state lies from which the last frame began; owned by the pool
  double* start = nullptr;
  bool has_start = false;
  uint8_t fault = CANTERP_FAULT_NONE;
  char text[240] = "";
};

// allocates the data of a simulation; refuses with CANTERP_OUT_OF_MEMORY or CANTERP_ENGINE
void make_data(const mjModel& model, Data& data);

// numbers of the state, and copies of it
int64_t state_width(const mjModel& model);
void save_state(const mjModel& model, mjData& data, double* out);
void load_state(const mjModel& model, mjData& data, const double* in);

// The three things that a simulation does. Each returns the fault, which is in the simulation too;
// after a fault the simulation is in the model's initial state.
uint8_t advance(const mjModel& model, Simulation& simulation, const double* ctrl, int frame_skip,
                int flags);
uint8_t reset(const mjModel& model, Simulation& simulation, const double* qpos, const double* qvel);
uint8_t forward(const mjModel& model, Simulation& simulation, int flags);

// forgets the last fault and frame
void clear(Simulation& simulation);

}  // namespace canterp

#endif  // CANTERP_SRC_SIMULATION_H_
