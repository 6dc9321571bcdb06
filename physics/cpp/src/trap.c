// SPDX-License-Identifier: Apache-2.0
#include "trap.h"

#include <setjmp.h>
#include <string.h>

// exported by libmujoco for language bindings, in no header of its own
extern canterp_handler _mjPRIVATE__get_tls_error_fn(void);
extern void _mjPRIVATE__set_tls_error_fn(canterp_handler handler);
extern canterp_handler _mjPRIVATE__get_tls_warning_fn(void);
extern void _mjPRIVATE__set_tls_warning_fn(canterp_handler handler);

typedef struct frame {
  jmp_buf jump;
  char* text;
  size_t bytes;
  struct frame* outer;
} frame;

static _Thread_local frame* innermost = NULL;

canterp_handlers canterp_set_handlers(canterp_handlers handlers) {
  const canterp_handlers before = {_mjPRIVATE__get_tls_error_fn(),
                                   _mjPRIVATE__get_tls_warning_fn()};
  _mjPRIVATE__set_tls_error_fn(handlers.error);
  _mjPRIVATE__set_tls_warning_fn(handlers.warning);
  return before;
}

void canterp_ignore(const char* message) { (void)message; }

static void leave(const char* message) {
  frame* here = innermost;
  if (here->bytes > 0) {
    here->text[0] = '\0';
    strncat(here->text, message, here->bytes - 1);
  }
  longjmp(here->jump, 1);
}

int canterp_trap(void (*body)(void*), void* argument, char* text, size_t bytes) {
  // nothing here changes between setjmp and longjmp, but `fatal`
  volatile int fatal = 0;
  frame here;
  here.text = text;
  here.bytes = bytes;
  here.outer = innermost;
  const canterp_handlers mine = {leave, canterp_ignore};
  const canterp_handlers before = canterp_set_handlers(mine);
  innermost = &here;
  if (setjmp(here.jump) == 0) {
    body(argument);
  } else {
    fatal = 1;
  }
  innermost = here.outer;
  canterp_set_handlers(before);
  return fatal;
}
