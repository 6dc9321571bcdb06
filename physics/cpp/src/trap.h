// SPDX-License-Identifier: Apache-2.0
//
// Fatal errors of MuJoCo, caught. By default MuJoCo prints, writes MUJOCO_LOG.TXT, waits for a key
// and ends the process; warnings are printed and logged too.
//
// The trap is C: it leaves MuJoCo's frames by longjmp, which must not cross a C++ frame that has
// destructors to run. A body therefore calls MuJoCo and plain functions only.
#ifndef CANTERP_SRC_TRAP_H_
#define CANTERP_SRC_TRAP_H_

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A handler of MuJoCo: takes the text of an error or a warning. */
typedef void (*canterp_handler)(const char* message);

/** The handlers of the calling thread, before all others; null: none. */
typedef struct canterp_handlers {
  canterp_handler error;
  canterp_handler warning;
} canterp_handlers;

/** Sets the calling thread's handlers and returns those that were set before. */
canterp_handlers canterp_set_handlers(canterp_handlers handlers);

/** A handler that does nothing: what MuJoCo warns of is read from its counters. */
void canterp_ignore(const char* message);

/**
 * Runs body(argument) and returns 0; if MuJoCo meets a fatal error inside, returns 1 and puts its
 * message into text[bytes], cut where it is longer. Traps nest.
 */
int canterp_trap(void (*body)(void*), void* argument, char* text, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif  // CANTERP_SRC_TRAP_H_
