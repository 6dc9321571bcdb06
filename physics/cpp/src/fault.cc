// SPDX-License-Identifier: Apache-2.0
#include "canter_physics/fault.h"

#include "status.h"

canterp_fault_kind canterp_fault_kind_of(canterp_fault fault) {
  switch (canterp::number_of(fault)) {
    case CANTERP_FAULT_BAD_QPOS:
    case CANTERP_FAULT_BAD_QVEL:
    case CANTERP_FAULT_BAD_QACC:
    case CANTERP_FAULT_BAD_CTRL:
    case CANTERP_FAULT_INERTIA:
      return CANTERP_KIND_INSTABILITY;
    case CANTERP_FAULT_CONTACTS_FULL:
    case CANTERP_FAULT_CONSTRAINTS_FULL:
    case CANTERP_FAULT_GEOMS_FULL:
      return CANTERP_KIND_CAPACITY;
    case CANTERP_FAULT_ENGINE:
      return CANTERP_KIND_ENGINE;
    default:
      return CANTERP_KIND_NONE;
  }
}

const char* canterp_fault_name(canterp_fault fault) {
  switch (canterp::number_of(fault)) {
    case CANTERP_FAULT_NONE:
      return "none";
    case CANTERP_FAULT_BAD_QPOS:
      return "bad qpos";
    case CANTERP_FAULT_BAD_QVEL:
      return "bad qvel";
    case CANTERP_FAULT_BAD_QACC:
      return "bad qacc";
    case CANTERP_FAULT_BAD_CTRL:
      return "bad ctrl";
    case CANTERP_FAULT_INERTIA:
      return "singular inertia";
    case CANTERP_FAULT_CONTACTS_FULL:
      return "contacts full";
    case CANTERP_FAULT_CONSTRAINTS_FULL:
      return "constraints full";
    case CANTERP_FAULT_GEOMS_FULL:
      return "visual geoms full";
    case CANTERP_FAULT_ENGINE:
      return "engine error";
    default:
      return "unknown";
  }
}
