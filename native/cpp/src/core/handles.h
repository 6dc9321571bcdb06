// SPDX-License-Identifier: Apache-2.0
//
// The count of living handles, and the one way in which handles come and go.
#ifndef CANTER_CORE_HANDLES_H_
#define CANTER_CORE_HANDLES_H_

#include <cstdint>
#include <memory>

namespace canter {

// handles created and not destroyed yet
int64_t live_handles();
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

}  // namespace canter

#endif  // CANTER_CORE_HANDLES_H_
