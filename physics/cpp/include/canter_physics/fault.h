// SPDX-License-Identifier: Apache-2.0
//
// Faults: what can go wrong inside a simulation while the call that stepped it succeeds.
//
// MuJoCo resets a simulation silently when its numbers explode, drops contacts that do not fit, and
// ends the process on a fatal error. Here each of these ends the simulation's frame with a fault:
//  - the simulation is put back to the model's initial state (as by mj_resetData; its derived
//    fields are not up to date before the next reset, forward pass or step);
//  - the state from which the frame began is kept as a snapshot, with the controls of the frame, so
//    that the fault can be replayed;
//  - the other simulations of the slice are stepped as usual.
#ifndef CANTER_PHYSICS_FAULT_H_
#define CANTER_PHYSICS_FAULT_H_

#include <canter_physics/field.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What ended a frame. */
typedef enum canterp_fault {
  /** nothing */
  CANTERP_FAULT_NONE = 0,
  /** qpos holds NaN or exceeds 1e10 */
  CANTERP_FAULT_BAD_QPOS = 1,
  /** qvel holds NaN or exceeds 1e10 */
  CANTERP_FAULT_BAD_QVEL = 2,
  /** qacc holds NaN or exceeds 1e10 */
  CANTERP_FAULT_BAD_QACC = 3,
  /** ctrl holds NaN or exceeds 1e10; the frame was not begun */
  CANTERP_FAULT_BAD_CTRL = 4,
  /** the inertia matrix is singular, or nearly so */
  CANTERP_FAULT_INERTIA = 5,
  /** there were more contacts than the plan has room for */
  CANTERP_FAULT_CONTACTS_FULL = 6,
  /** there were more constraints than the plan has room for */
  CANTERP_FAULT_CONSTRAINTS_FULL = 7,
  /** there were more visual geoms than fit */
  CANTERP_FAULT_GEOMS_FULL = 8,
  /** MuJoCo met a fatal error; the simulation's memory was made anew */
  CANTERP_FAULT_ENGINE = 9
} canterp_fault;

/** The number of faults, CANTERP_FAULT_NONE included. */
enum { CANTERP_FAULTS = 10 };

/** What kind of trouble a fault is. */
typedef enum canterp_fault_kind {
  /** none */
  CANTERP_KIND_NONE = 0,
  /** the physics became unstable, or was fed numbers that are none */
  CANTERP_KIND_INSTABILITY = 1,
  /** the memory plan was too small: plan more and repeat */
  CANTERP_KIND_CAPACITY = 2,
  /** a fatal error of MuJoCo */
  CANTERP_KIND_ENGINE = 3
} canterp_fault_kind;

/** The kind of a fault; CANTERP_KIND_NONE for what is no fault. */
CANTERP_API canterp_fault_kind canterp_fault_kind_of(canterp_fault fault);

/** The name of a fault, such as "bad qpos"; "unknown" for what is no fault; static storage. */
CANTERP_API const char* canterp_fault_name(canterp_fault fault);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_PHYSICS_FAULT_H_
