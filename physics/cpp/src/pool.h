// SPDX-License-Identifier: Apache-2.0
#ifndef CANTERP_SRC_POOL_H_
#define CANTERP_SRC_POOL_H_

#include <cstdint>
#include <vector>

#include "canter_physics/pool.h"
#include "model.h"
#include "simulation.h"

namespace canterp {

// A part of a row of readings.
struct Part {
  mjtNum* (*data)(mjData* data);
  int64_t offset;
  int64_t length;
};

// bytes that a pool keeps for each simulation beside MuJoCo's data
int64_t kept_bytes(const mjModel& model);

}  // namespace canterp

struct canterp_pool {
  canterp::ModelPointer model;
  uint64_t fingerprint = 0;
  std::vector<canterp::Simulation> simulations;
  // the states from which frames began [N, state_width]
  std::vector<double> starts;
  std::vector<canterp::Part> parts;
  int64_t readings_width = 0;

  int64_t size() const { return static_cast<int64_t>(simulations.size()); }
};

namespace canterp {

// refuses what is not a slice of the pool
void need_slice(const canterp_pool* pool, int64_t first, int64_t count);

// one row of readings
inline void gather_row(const canterp_pool& pool, mjData* data, double* row) {
  for (const Part& part : pool.parts) {
    const mjtNum* from = part.data(data) + part.offset;
    for (int64_t i = 0; i < part.length; ++i) row[i] = from[i];
    row += part.length;
  }
}

}  // namespace canterp

#endif  // CANTERP_SRC_POOL_H_
