// SPDX-License-Identifier: Apache-2.0
//
// Counts calls of the C heap: operator new of the C++ library ends there as well. Under
// AddressSanitizer and ThreadSanitizer, which own malloc, their hook counts; elsewhere this
// executable's malloc stands before glibc's.
#include "allocation.h"

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdlib>

namespace {
std::atomic<int64_t> allocations{0};
}  // namespace

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

// of <sanitizer/allocator_interface.h>, which not every compiler package brings along
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void*, size_t),
                                                         void (*)(const volatile void*));

namespace canter_test {

int64_t Allocations() {
  static const int installed = __sanitizer_install_malloc_and_free_hooks(
      [](const volatile void*, size_t) { allocations.fetch_add(1, std::memory_order_relaxed); },
      [](const volatile void*) {});
  return installed > 0 ? allocations.load() : -1;
}

}  // namespace canter_test

#elif defined(__GLIBC__)

extern "C" {

void* __libc_malloc(size_t bytes) noexcept;
void* __libc_calloc(size_t count, size_t bytes) noexcept;
void* __libc_realloc(void* memory, size_t bytes) noexcept;
void* __libc_memalign(size_t alignment, size_t bytes) noexcept;

#define CANTER_TEST_HOOK __attribute__((visibility("default")))

CANTER_TEST_HOOK void* malloc(size_t bytes) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_malloc(bytes);
}

CANTER_TEST_HOOK void* calloc(size_t count, size_t bytes) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_calloc(count, bytes);
}

CANTER_TEST_HOOK void* realloc(void* memory, size_t bytes) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_realloc(memory, bytes);
}

CANTER_TEST_HOOK void* aligned_alloc(size_t alignment, size_t bytes) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_memalign(alignment, bytes);
}

CANTER_TEST_HOOK int posix_memalign(void** memory, size_t alignment, size_t bytes) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  *memory = __libc_memalign(alignment, bytes);
  return *memory == nullptr ? ENOMEM : 0;
}

}  // extern "C"

namespace canter_test {
int64_t Allocations() { return allocations.load(); }
}  // namespace canter_test

#else

namespace canter_test {
int64_t Allocations() { return -1; }
}  // namespace canter_test

#endif
