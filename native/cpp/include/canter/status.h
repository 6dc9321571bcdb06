// SPDX-License-Identifier: Apache-2.0
//
// What every call of the C API answers, and where the text of a refusal is found.
//
// Conventions of all headers of this folder:
//  - A function returns a canter_status; it never throws, prints, exits or keeps a caller's
//    pointer.
//  - Arguments are checked before anything is written: after any status but CANTER_OK and
//    CANTER_INTERNAL the outputs hold what they held before. A context on a GPU may look at what
//    buffers hold later; canter/cuda.h says what is left then.
//  - `real` stands for the element type of the context (float for CANTER_F32, double for
//    CANTER_F64); such buffers are passed as void pointers. Buffers need the alignment of their
//    element only, scratch that of `real`.
//  - Matrices are row-major and dense: x[B, I] has element (b, i) at b * I + i.
//  - Letters: T time steps, N environments, B rows of a batch, M rows of the buffers that a batch
//    is taken from, I inputs and O outputs of a network, A numbers of an action, D distribution
//    parameters of a row, F free distribution parameters (log standard deviations), P parameters.
#ifndef CANTER_STATUS_H_
#define CANTER_STATUS_H_

#include <stdint.h>

#if defined(_WIN32)
#define CANTER_API __declspec(dllexport)
#else
#define CANTER_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The outcome of a call. */
typedef enum canter_status {
  /** the call did what it says */
  CANTER_OK = 0,
  /** a pointer that must not be null was null */
  CANTER_NULL_POINTER = 1,
  /** a size is zero, negative, too large, or does not fit the others */
  CANTER_BAD_SHAPE = 2,
  /** a number or an enumerator is outside its range */
  CANTER_BAD_VALUE = 3,
  /** a parameter, direction or coefficient is NaN or infinite */
  CANTER_NON_FINITE = 4,
  /** an output overlaps another buffer */
  CANTER_ALIASED = 5,
  /** a scratch buffer or a tape is smaller than the call needs */
  CANTER_TOO_SMALL = 6,
  /** a handle is not in the state that the call needs (a tape without a recording, say) */
  CANTER_BAD_STATE = 7,
  /** another thread is inside a pool call of the same context */
  CANTER_BUSY = 8,
  /** memory could not be had */
  CANTER_OUT_OF_MEMORY = 9,
  /** this build or this processor lacks what was asked for */
  CANTER_UNSUPPORTED = 10,
  /** a defect of this library; please report the text */
  CANTER_INTERNAL = 11
} canter_status;

/** The name of a status, such as "CANTER_BAD_SHAPE"; never null, static storage. */
CANTER_API const char* canter_status_name(canter_status status);

/**
 * The text of the last refusal on the calling thread: the failing expression, the numbers and the
 * remedy. Never null; empty before the first refusal. Owned by the library, valid until the next
 * call that fails on this thread.
 */
CANTER_API const char* canter_last_error(void);

/** The version of this library, such as "0.1.0"; static storage. */
CANTER_API const char* canter_version(void);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_STATUS_H_
