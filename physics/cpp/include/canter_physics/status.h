// SPDX-License-Identifier: Apache-2.0
//
// What every call of the physics API answers, and where the text of a refusal is found.
//
// Conventions of all headers of this folder:
//  - A function that can fail returns a canterp_status; none throws, prints, exits or keeps a
//    caller's pointer.
//  - Arguments are checked before anything is written: after a refusal the outputs hold what they
//    held before.
//  - All numbers are double. Matrices are row-major and dense: x[N, W] has element (n, w) at
//    n * W + w. Outputs come first, sizes last.
//  - A slice is the simulations first .. first + count - 1 of a pool; buffers of a slice begin with
//    the slice's first simulation. Calls on slices that do not overlap may run at the same time.
#ifndef CANTER_PHYSICS_STATUS_H_
#define CANTER_PHYSICS_STATUS_H_

#include <canter_physics/export.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The outcome of a call. */
typedef enum canterp_status {
  /** the call did what it says */
  CANTERP_OK = 0,
  /** a pointer that must not be null was null */
  CANTERP_NULL_POINTER = 1,
  /** a size, an index or a capacity is out of range or does not fit the others */
  CANTERP_BAD_SHAPE = 2,
  /** a number, a name or an enumerator is not one that the call takes */
  CANTERP_BAD_VALUE = 3,
  /** a model was refused, by us or by MuJoCo; the text says why */
  CANTERP_BAD_MODEL = 4,
  /** MuJoCo met a fatal error; the text is MuJoCo's */
  CANTERP_ENGINE = 5,
  /** more contacts, constraints or stack would be needed than fit */
  CANTERP_CAPACITY = 6,
  /** a handle or a snapshot is not one that the call can work with */
  CANTERP_BAD_STATE = 7,
  /** memory could not be had */
  CANTERP_OUT_OF_MEMORY = 8,
  /** a defect of this library; please report the text */
  CANTERP_INTERNAL = 9
} canterp_status;

/** The name of a status, such as "CANTERP_BAD_MODEL"; never null, static storage. */
CANTERP_API const char* canterp_status_name(canterp_status status);

/**
 * The text of the last refusal on the calling thread: the failing expression, the numbers and the
 * remedy. Never null; empty before the first refusal. Owned by the library, valid until the next
 * call that fails on this thread.
 */
CANTERP_API const char* canterp_last_error(void);

/** Handles of all kinds that were created and not destroyed yet, in this process. */
CANTERP_API int64_t canterp_live_handles(void);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_PHYSICS_STATUS_H_
