// SPDX-License-Identifier: Apache-2.0
//
// The border of the library: nothing is thrown past it, and one pool call at a time enters a
// context.
#ifndef CANTER_API_GUARD_H_
#define CANTER_API_GUARD_H_

#include "api/checks.h"
#include "core/context.h"
#include "core/status.h"
#include "core/tape.h"

namespace canter {

// the status of the exception in flight; its text is kept
canter_status explain_exception();

// runs body and answers with a status, whatever it throws
template <typename Body>
canter_status guarded(const Body& body) {
  try {
    body();
    return CANTER_OK;
  } catch (...) {
    return explain_exception();
  }
}

// Holds a context for one pool call.
class PoolCall {
 public:
  explicit PoolCall(Context& context) : context_(context) {
    bool expected = false;
    if (!context.busy.compare_exchange_strong(expected, true, std::memory_order_acquire)) refuse();
    context.alarm = {};
  }
  ~PoolCall() { context_.busy.store(false, std::memory_order_release); }
  PoolCall(const PoolCall&) = delete;
  PoolCall& operator=(const PoolCall&) = delete;

 private:
  [[noreturn]] static void refuse();
  Context& context_;
};

// what late checks of a device find is told apart by calls
inline void begin_call(const Context& context) {
  if (context.device != nullptr) context.device->begin_call();
}

// a row call: body(context), once the context is known not to be null
template <typename Body>
canter_status row_call(const Context* context, const Body& body) {
  return guarded([&] {
    need(context, "context");
    begin_call(*context);
    body(*context);
  });
}

// a pool call: body(context) with the context held
template <typename Body>
canter_status pool_call(Context* context, const Body& body) {
  return guarded([&] {
    need(context, "context");
    const PoolCall call(*context);
    begin_call(*context);
    body(*context);
  });
}

// runs a kernel that may write the tape (null is allowed); one that fails leaves no recording
template <typename Kernel>
void recording(Tape* tape, const Kernel& kernel) {
  try {
    kernel();
  } catch (...) {
    if (tape != nullptr) drop_recording(*tape);
    throw;
  }
}

}  // namespace canter

#endif  // CANTER_API_GUARD_H_
