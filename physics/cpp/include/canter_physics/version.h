// SPDX-License-Identifier: Apache-2.0
//
// Which MuJoCo this library was compiled against, and which one the process has loaded.
//
// The two can differ: libmujoco is a shared library of its own. MuJoCo's structs change between
// versions, so a caller compares both numbers before anything else is called.
#ifndef CANTER_PHYSICS_VERSION_H_
#define CANTER_PHYSICS_VERSION_H_

#include <canter_physics/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The version of the MuJoCo headers this library was compiled with, as MuJoCo counts it
 * (100 * major + 10 * minor + patch: 222 is 2.2.2). Never fails; no side effects.
 */
CANTERP_API int canterp_mujoco_version_compiled(void);

/**
 * The version that the loaded libmujoco reports, counted as above. Never fails; no side effects.
 */
CANTERP_API int canterp_mujoco_version_loaded(void);

/**
 * The loaded libmujoco's version as text, such as "2.2.2". The text is static: it is owned by
 * libmujoco, ends in NUL, lives as long as the process and must not be freed.
 */
CANTERP_API const char* canterp_mujoco_version_name(void);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_PHYSICS_VERSION_H_
