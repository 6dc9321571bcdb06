// SPDX-License-Identifier: Apache-2.0
//
// Pools: N simulations of one model, with memory that is planned and reported before it is taken.
//
// No call on a slice allocates memory, except to rebuild a simulation after a fatal error. The
// result of a step depends on the simulation's own state and controls only: not on the thread, the
// slice, or the plan.
#ifndef CANTER_PHYSICS_POOL_H_
#define CANTER_PHYSICS_POOL_H_

#include <canter_physics/fault.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Asks canterp_pool_plan to choose a capacity from the model and a trial run. */
enum { CANTERP_AUTOMATIC = -1 };

/** How much room each simulation has, and what that costs. Plain numbers; owned by the caller. */
typedef struct canterp_plan {
  /** how many simulations are planned for */
  int64_t simulations;
  /** contacts that fit at one time (MuJoCo 2: nconmax; MuJoCo 3: 0, they lie on the stack) */
  int64_t contacts;
  /** rows of constraints that fit at one time (MuJoCo 2: njmax; MuJoCo 3: 0) */
  int64_t constraints;
  /** numbers of 8 bytes on the stack (MuJoCo 2: nstack; MuJoCo 3: the arena) */
  int64_t stack;
  /** bytes of one simulation: MuJoCo's data, the state kept for faults, bookkeeping */
  int64_t bytes_per_simulation;
  /** bytes that all simulations share: the pool's copy of the model */
  int64_t shared_bytes;
  /** simulations * bytes_per_simulation + shared_bytes */
  int64_t total_bytes;
} canterp_plan;

/** A pool of simulations; made by canterp_pool_create. */
typedef struct canterp_pool canterp_pool;

/** Flags of canterp_pool_advance and canterp_pool_forward; add them up. */
enum {
  /** compute CANTERP_CFRC_EXT at the end (mj_rnePostConstraint), which a step alone does not */
  CANTERP_BODY_FORCES = 1
};

/** Columns of a contact's row in canterp_pool_contacts. */
enum {
  /** [1] distance between the surfaces, negative inside */
  CANTERP_CONTACT_DISTANCE = 0,
  /** [3] point of contact in the world */
  CANTERP_CONTACT_POSITION = 1,
  /** [9] frame: rows are the normal, from geom 1 to geom 2, and two tangents */
  CANTERP_CONTACT_FRAME = 4,
  /** [6] force and torque in that frame */
  CANTERP_CONTACT_FORCE = 13,
  /** [1] number of the first geom */
  CANTERP_CONTACT_GEOM1 = 19,
  /** [1] number of the second geom */
  CANTERP_CONTACT_GEOM2 = 20,
  /** the width of a row */
  CANTERP_CONTACT_WIDTH = 21
};

/**
 * Puts a plan for `simulations` simulations (at least 1) into *out, and takes no memory for them.
 * Each capacity is a number (at least 0; stack at least 1) or CANTERP_AUTOMATIC. What is automatic
 * comes from a trial run of the model (some ten milliseconds, once per model) with room to spare:
 * contacts twice what the trial saw, or one more per geom; constraints for all of those contacts
 * and all limits at once; stack for all of those constraints.
 */
CANTERP_API canterp_status canterp_pool_plan(canterp_plan* out, const canterp_model* model,
                                             int64_t contacts, int64_t constraints, int64_t stack,
                                             int64_t simulations);

/**
 * Creates a pool in *out, which the caller owns, from a plan of canterp_pool_plan for this model.
 * Every simulation is reset to the model's initial state.
 */
CANTERP_API canterp_status canterp_pool_create(canterp_pool** out, const canterp_model* model,
                                               const canterp_plan* plan);

/** Frees the pool; null is allowed. No call may be running on it. */
CANTERP_API void canterp_pool_destroy(canterp_pool* pool);

/** The number of simulations; 0 for null. */
CANTERP_API int64_t canterp_pool_simulations(const canterp_pool* pool);

/**
 * Says what a row of readings holds, from then on: part i is `lengths[i]` numbers of `fields[i]`
 * (a canterp_field) from number `offsets[i]` on; the parts follow each other. fields, offsets,
 * lengths are int32[parts]; parts may be 0. No other call may be running on the pool.
 */
CANTERP_API canterp_status canterp_pool_set_readings(canterp_pool* pool, const int32_t* fields,
                                                     const int32_t* offsets, const int32_t* lengths,
                                                     int32_t parts);

/** The width R of a row of readings; 0 before canterp_pool_set_readings and for null. */
CANTERP_API int64_t canterp_pool_readings_width(const canterp_pool* pool);

/**
 * One frame for every simulation of a slice: controls from ctrl[count, nu] (may be null where nu is
 * 0), `frame_skip` (at least 1) steps, then the work that `flags` name, then the readings into
 * readings[count, R] (null: none). faults is uint8[count], a canterp_fault each; the readings of a
 * simulation with a fault do not matter. Faults do not make the call fail. Where active[count] is 0
 * (null: nowhere) a simulation is left alone: its fault is NONE, its row of readings stays.
 */
CANTERP_API canterp_status canterp_pool_advance(canterp_pool* pool, double* readings,
                                                uint8_t* faults, const double* ctrl,
                                                const uint8_t* active, int32_t frame_skip,
                                                int32_t flags, int64_t first, int64_t count);

/**
 * Begins an episode in every simulation of a slice: mj_resetData, then qpos from qpos[count, nq]
 * and qvel from qvel[count, nv] (null: the model's own), then mj_forward. Faults as above, with no
 * state kept; numbers that are NaN or exceed 1e10 are a fault.
 */
CANTERP_API canterp_status canterp_pool_reset(canterp_pool* pool, uint8_t* faults,
                                              const double* qpos, const double* qvel, int64_t first,
                                              int64_t count);

/** mj_forward, then the work that `flags` name, for a slice: makes all derived fields current. */
CANTERP_API canterp_status canterp_pool_forward(canterp_pool* pool, uint8_t* faults, int32_t flags,
                                                int64_t first, int64_t count);

/** The readings of a slice as they are now, into readings[count, R]. */
CANTERP_API canterp_status canterp_pool_gather(const canterp_pool* pool, double* readings,
                                               int64_t first, int64_t count);

/** A field of a slice into out[count, W], W = canterp_field_width. */
CANTERP_API canterp_status canterp_pool_read(const canterp_pool* pool, double* out,
                                             canterp_field field, int64_t first, int64_t count);

/**
 * Writes a field of the state of a slice from in[count, W]; other fields are CANTERP_BAD_VALUE.
 * Derived fields keep their values until the next step, forward pass or reset. Any number is taken,
 * NaN included: the next frame finds it.
 */
CANTERP_API canterp_status canterp_pool_write(canterp_pool* pool, const double* in,
                                              canterp_field field, int64_t first, int64_t count);

/**
 * The contacts of a slice: counts[count] (int32) and rows[count, capacity, CANTERP_CONTACT_WIDTH],
 * of which the first min(counts[n], capacity) are written. Contacts are those of the last step or
 * forward pass; a restored simulation has none before its next one.
 */
CANTERP_API canterp_status canterp_pool_contacts(const canterp_pool* pool, int32_t* counts,
                                                 double* rows, int64_t capacity, int64_t first,
                                                 int64_t count);

/** The last fault of a simulation since it was reset or restored; NONE for null or no such. */
CANTERP_API canterp_fault canterp_pool_fault(const canterp_pool* pool, int64_t simulation);

/**
 * What happened, such as "bad qvel: number 3 is NaN or exceeds 1e10, in step 2 of 5 of the frame
 * from time 1.25"; for CANTERP_FAULT_ENGINE with MuJoCo's own text. Empty without a fault, null for
 * null or no such simulation. Owned by the pool, valid until that simulation's next frame or reset.
 */
CANTERP_API const char* canterp_pool_fault_text(const canterp_pool* pool, int64_t simulation);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_PHYSICS_POOL_H_
