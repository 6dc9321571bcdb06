// SPDX-License-Identifier: Apache-2.0
#include "canter_physics/version.h"

#include <mujoco/mujoco.h>

extern "C" {

int canterp_mujoco_version_compiled(void) { return mjVERSION_HEADER; }

int canterp_mujoco_version_loaded(void) { return mj_version(); }

const char* canterp_mujoco_version_name(void) { return mj_versionString(); }

}  // extern "C"
