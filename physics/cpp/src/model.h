// SPDX-License-Identifier: Apache-2.0
#ifndef CANTERP_SRC_MODEL_H_
#define CANTERP_SRC_MODEL_H_

#include <mujoco/mujoco.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "canter_physics/model.h"
#include "demand.h"

static_assert(sizeof(mjtNum) == sizeof(double), "MuJoCo must be built with double precision");

namespace canterp {

struct DeleteModel {
  void operator()(mjModel* model) const { mj_deleteModel(model); }
};
using ModelPointer = std::unique_ptr<mjModel, DeleteModel>;

}  // namespace canterp

struct canterp_model {
  canterp::ModelPointer mujoco;
  std::string warning;
  uint64_t fingerprint = 0;

  // what a trial run showed; found once, when a plan first asks
  mutable std::mutex demand_lock;
  mutable std::optional<canterp::Demand> demand;
};

#endif  // CANTERP_SRC_MODEL_H_
