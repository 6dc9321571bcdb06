// SPDX-License-Identifier: Apache-2.0
//
// The table of fields: one line for each canterp_field.
#ifndef CANTERP_SRC_FIELDS_H_
#define CANTERP_SRC_FIELDS_H_

#include <mujoco/mujoco.h>

#include <cstdint>

#include "canter_physics/field.h"

namespace canterp {

struct Field {
  const char* name;
  int64_t (*width)(const mjModel* model);
  mjtNum* (*data)(mjData* data);
};

// the first kStateFields are the state that a step starts from
inline constexpr int kFields = CANTERP_FIELDS;
inline constexpr int kStateFields = CANTERP_USERDATA + 1;
extern const Field kFieldTable[kFields];

// refuses what is no field
const Field& need_field(const canterp_field& field);

}  // namespace canterp

#endif  // CANTERP_SRC_FIELDS_H_
