// SPDX-License-Identifier: Apache-2.0
//
// The fields of a simulation that can be read, and in part written, by name.
#ifndef CANTER_PHYSICS_FIELD_H_
#define CANTER_PHYSICS_FIELD_H_

#include <canter_physics/model.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A field of a simulation. The first part, up to CANTERP_USERDATA, is the state that a step starts
 * from and may be written; the rest is derived by a step, a forward pass or a reset.
 */
typedef enum canterp_field {
  /** simulated seconds [1] */
  CANTERP_TIME = 0,
  /** generalised positions [nq] */
  CANTERP_QPOS = 1,
  /** generalised velocities [nv] */
  CANTERP_QVEL = 2,
  /** activations of actuators [na] */
  CANTERP_ACT = 3,
  /** accelerations that the solver starts from [nv] */
  CANTERP_QACC_WARMSTART = 4,
  /** controls [nu] */
  CANTERP_CTRL = 5,
  /** applied generalised forces [nv] */
  CANTERP_QFRC_APPLIED = 6,
  /** applied forces and torques on bodies [nbody, 6] */
  CANTERP_XFRC_APPLIED = 7,
  /** positions of mocap bodies [nmocap, 3] */
  CANTERP_MOCAP_POS = 8,
  /** orientations of mocap bodies [nmocap, 4] */
  CANTERP_MOCAP_QUAT = 9,
  /** user data [nuserdata] */
  CANTERP_USERDATA = 10,

  /** accelerations [nv] */
  CANTERP_QACC = 11,
  /** time derivatives of activations [na] */
  CANTERP_ACT_DOT = 12,
  /** sensor readings [nsensordata] */
  CANTERP_SENSORDATA = 13,
  /** positions of body frames [nbody, 3] */
  CANTERP_XPOS = 14,
  /** orientations of body frames as quaternions [nbody, 4] */
  CANTERP_XQUAT = 15,
  /** orientations of body frames as matrices [nbody, 9] */
  CANTERP_XMAT = 16,
  /** positions of bodies' centres of mass [nbody, 3] */
  CANTERP_XIPOS = 17,
  /** orientations of bodies' inertias [nbody, 9] */
  CANTERP_XIMAT = 18,
  /** positions of geoms [ngeom, 3] */
  CANTERP_GEOM_XPOS = 19,
  /** orientations of geoms [ngeom, 9] */
  CANTERP_GEOM_XMAT = 20,
  /** positions of sites [nsite, 3] */
  CANTERP_SITE_XPOS = 21,
  /** orientations of sites [nsite, 9] */
  CANTERP_SITE_XMAT = 22,
  /** centres of mass of subtrees [nbody, 3] */
  CANTERP_SUBTREE_COM = 23,
  /** inertias and masses about the subtree's centre of mass [nbody, 10] */
  CANTERP_CINERT = 24,
  /** body velocities about the subtree's centre of mass, rotation first [nbody, 6] */
  CANTERP_CVEL = 25,
  /** lengths of actuators [nu] */
  CANTERP_ACTUATOR_LENGTH = 26,
  /** velocities of actuators [nu] */
  CANTERP_ACTUATOR_VELOCITY = 27,
  /** forces of actuators [nu] */
  CANTERP_ACTUATOR_FORCE = 28,
  /** bias forces: Coriolis, centrifugal, gravity [nv] */
  CANTERP_QFRC_BIAS = 29,
  /** passive forces: springs, dampers, fluid [nv] */
  CANTERP_QFRC_PASSIVE = 30,
  /** actuator forces on degrees of freedom [nv] */
  CANTERP_QFRC_ACTUATOR = 31,
  /** constraint forces on degrees of freedom [nv] */
  CANTERP_QFRC_CONSTRAINT = 32,
  /** external forces on bodies, contacts included [nbody, 6]; see CANTERP_BODY_FORCES */
  CANTERP_CFRC_EXT = 33,
  /** potential and kinetic energy [2], where the model enables them */
  CANTERP_ENERGY = 34
} canterp_field;

/** The number of fields. */
enum { CANTERP_FIELDS = 35 };

/** The name of a field, such as "qpos"; "unknown" for what is no field; static storage. */
CANTERP_API const char* canterp_field_name(canterp_field field);

/** 1 if the field is part of the state that a step starts from, and so may be written, else 0. */
CANTERP_API int32_t canterp_field_is_state(canterp_field field);

/** How many numbers the field has in a simulation of the model; -1 for null or no field. */
CANTERP_API int64_t canterp_field_width(const canterp_model* model, canterp_field field);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_PHYSICS_FIELD_H_
