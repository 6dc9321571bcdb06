// SPDX-License-Identifier: Apache-2.0
//
// Where blocks of memory come from, if not from the C library.
#ifndef CANTER_CORE_MEMORY_H_
#define CANTER_CORE_MEMORY_H_

#include <cstddef>

namespace canter {

// Gives and takes back blocks; allocate throws a Refusal with the numbers when it has none.
class MemorySource {
 public:
  virtual ~MemorySource() = default;
  virtual void* allocate(size_t bytes) = 0;
  virtual void release(void* block) noexcept = 0;
};

}  // namespace canter

#endif  // CANTER_CORE_MEMORY_H_
