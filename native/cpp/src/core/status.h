// SPDX-License-Identifier: Apache-2.0
//
// Refusals: how a failed check becomes a status and a text on the calling thread. Inside the
// library a refusal is an exception, so that checks read as a list; the guard of api/guard.h ends
// it at the border, and a call that succeeds pays nothing for it.
#ifndef CANTER_CORE_STATUS_H_
#define CANTER_CORE_STATUS_H_

#include "canter/status.h"

#if defined(__GNUC__)
#define CANTER_PRINTF(text, arguments) __attribute__((cold, format(printf, text, arguments)))
#else
#define CANTER_PRINTF(text, arguments)
#endif

namespace canter {

// A refusal on its way out; its text is already kept.
struct Refusal {
  canter_status status;
};

// keeps a text for canter_last_error and throws the status. The text reads "failing expression:
// numbers; the way out".
[[noreturn]] void fail(canter_status status, const char* format, ...) CANTER_PRINTF(2, 3);

// keeps a text without throwing, for the border itself
canter_status note(canter_status status, const char* format, ...) CANTER_PRINTF(2, 3);

// the text kept last on this thread
const char* last_error();

// "CANTER_OK" and so on; "CANTER_UNKNOWN" for what is no status
const char* status_name(int status);

}  // namespace canter

#endif  // CANTER_CORE_STATUS_H_
