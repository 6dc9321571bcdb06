// SPDX-License-Identifier: Apache-2.0
#include "fields.h"

#include "model.h"
#include "status.h"

namespace canterp {

// a field of mjData with `count` rows of `columns` numbers
#define FIELD(name, count, columns)                                                               \
  {                                                                                               \
#name, [](const mjModel*                                                                      \
                  m) { return int64_t{m->count} * (columns); },                                   \
                                                             [](mjData *                          \
                                                                d) -> mjtNum* { return d->name; } \
  }

const Field kFieldTable[kFields] = {
    {"time", [](const mjModel*) { return int64_t{1}; },
     [](mjData* d) -> mjtNum* { return &d->time; }},
    FIELD(qpos, nq, 1),
    FIELD(qvel, nv, 1),
    FIELD(act, na, 1),
    FIELD(qacc_warmstart, nv, 1),
    FIELD(ctrl, nu, 1),
    FIELD(qfrc_applied, nv, 1),
    FIELD(xfrc_applied, nbody, 6),
    FIELD(mocap_pos, nmocap, 3),
    FIELD(mocap_quat, nmocap, 4),
    FIELD(userdata, nuserdata, 1),
    FIELD(qacc, nv, 1),
    FIELD(act_dot, na, 1),
    FIELD(sensordata, nsensordata, 1),
    FIELD(xpos, nbody, 3),
    FIELD(xquat, nbody, 4),
    FIELD(xmat, nbody, 9),
    FIELD(xipos, nbody, 3),
    FIELD(ximat, nbody, 9),
    FIELD(geom_xpos, ngeom, 3),
    FIELD(geom_xmat, ngeom, 9),
    FIELD(site_xpos, nsite, 3),
    FIELD(site_xmat, nsite, 9),
    FIELD(subtree_com, nbody, 3),
    FIELD(cinert, nbody, 10),
    FIELD(cvel, nbody, 6),
    FIELD(actuator_length, nu, 1),
    FIELD(actuator_velocity, nu, 1),
    FIELD(actuator_force, nu, 1),
    FIELD(qfrc_bias, nv, 1),
    FIELD(qfrc_passive, nv, 1),
    FIELD(qfrc_actuator, nv, 1),
    FIELD(qfrc_constraint, nv, 1),
    FIELD(cfrc_ext, nbody, 6),
    {"energy", [](const mjModel*) { return int64_t{2}; },
     [](mjData* d) -> mjtNum* { return d->energy; }},
};

#undef FIELD

const Field& need_field(const canterp_field& field) {
  const int number = number_of(field);
  if (number < 0 || number >= kFields) [[unlikely]]
    fail(CANTERP_BAD_VALUE, "field = %d, expected 0..%d; use an enumerator of field.h", number,
         kFields - 1);
  return kFieldTable[number];
}

}  // namespace canterp

const char* canterp_field_name(canterp_field field) {
  const int number = canterp::number_of(field);
  return number < 0 || number >= canterp::kFields ? "unknown" : canterp::kFieldTable[number].name;
}

int32_t canterp_field_is_state(canterp_field field) {
  const int number = canterp::number_of(field);
  return number >= 0 && number < canterp::kStateFields ? 1 : 0;
}

int64_t canterp_field_width(const canterp_model* model, canterp_field field) {
  const int number = canterp::number_of(field);
  if (model == nullptr || number < 0 || number >= canterp::kFields) return -1;
  return canterp::kFieldTable[number].width(model->mujoco.get());
}
