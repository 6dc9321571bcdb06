// SPDX-License-Identifier: Apache-2.0
#include "api/guard.h"

#include <exception>
#include <new>

namespace canter {

canter_status explain_exception() {
  try {
    throw;
  } catch (const Refusal& refusal) {
    return refusal.status;
  } catch (const std::bad_alloc&) {
    return note(
        CANTER_OUT_OF_MEMORY,
        "memory for the call: could not be had; use fewer rows, or free tapes and contexts");
  } catch (const std::exception& defect) {
    return note(CANTER_INTERNAL, "exception inside the library: %s; please report this text",
                defect.what());
  } catch (...) {
    return note(CANTER_INTERNAL, "unknown exception inside the library; please report this text");
  }
}

void PoolCall::refuse() {
  fail(CANTER_BUSY,
       "context is free: another pool call of it is under way; wait for that call, or give each "
       "thread a context of its own");
}

}  // namespace canter
