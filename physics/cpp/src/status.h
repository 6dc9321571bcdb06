// SPDX-License-Identifier: Apache-2.0
//
// Refusals, and the border of the library. Inside, a refusal is an exception; guarded() ends it.
#ifndef CANTERP_SRC_STATUS_H_
#define CANTERP_SRC_STATUS_H_

#include <cstring>
#include <memory>

#include "canter_physics/status.h"

namespace canterp {

// A refusal on its way out; its text is already kept.
struct Refusal {
  canterp_status status;
};

// keeps a text for canterp_last_error and throws the status. The text reads "failing expression:
// numbers; the way out"
[[noreturn]] void fail(canterp_status status, const char* format, ...)
    __attribute__((cold, format(printf, 2, 3)));

// the status of the exception in flight; its text is kept
canterp_status explain_exception();

// runs body and answers with a status, whatever it throws
template <typename Body>
canterp_status guarded(const Body& body) {
  try {
    body();
    return CANTERP_OK;
  } catch (...) {
    return explain_exception();
  }
}

[[noreturn]] void refuse_null(const char* name);

// a pointer that must not be null
inline void need(const void* pointer, const char* name) {
  if (pointer == nullptr) [[unlikely]]
    refuse_null(name);
}

// the number behind an enumerator of the caller, who may have passed any: reading it as what it
// says to be would be undefined
template <typename Enumeration>
int number_of(const Enumeration& enumerator) {
  static_assert(sizeof(Enumeration) == sizeof(int));
  int number;
  std::memcpy(&number, &enumerator, sizeof(number));
  return number;
}

void count_handles(int64_t change);

// gives a finished handle to the caller
template <typename Handle>
void publish(Handle** out, std::unique_ptr<Handle> handle) {
  *out = handle.release();
  count_handles(1);
}

// frees a handle that publish gave away; null is allowed
template <typename Handle>
void retire(Handle* handle) {
  if (handle == nullptr) return;
  delete handle;
  count_handles(-1);
}

}  // namespace canterp

#endif  // CANTERP_SRC_STATUS_H_
