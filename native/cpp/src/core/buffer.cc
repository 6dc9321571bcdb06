// SPDX-License-Identifier: Apache-2.0
#include "core/buffer.h"

#include <cstdlib>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace canter {

namespace {
constexpr size_t kLine = 64;
constexpr size_t kHugePage = size_t{2} << 20;
}  // namespace

void* Buffer::reserve(size_t bytes) {
  if (bytes <= bytes_) return data_;
  // a device has no room for two large blocks; the host keeps the old one where it fails
  if (source_ != nullptr) release();
  void* fresh = allocate(&bytes);
  release();
  data_ = fresh;
  bytes_ = bytes;
  return data_;
}

// a block of *bytes bytes, rounded up
void* Buffer::allocate(size_t* bytes) {
  const size_t alignment = *bytes >= 2 * kHugePage ? kHugePage : kLine;
  if (*bytes > SIZE_MAX - alignment) throw std::bad_alloc();
  *bytes = (*bytes + alignment - 1) / alignment * alignment;
  if (source_ != nullptr) return source_->allocate(*bytes);
  void* fresh = std::aligned_alloc(alignment, *bytes);
  if (fresh == nullptr) throw std::bad_alloc();
#if defined(__linux__)
  // strided walks over large tapes miss the TLB at 4 KiB pages; a refusal only costs speed
  if (alignment == kHugePage) madvise(fresh, *bytes, MADV_HUGEPAGE);
#endif
  return fresh;
}

void Buffer::release() {
  if (source_ != nullptr && data_ != nullptr) {
    source_->release(data_);
  } else {
    std::free(data_);
  }
  data_ = nullptr;
  bytes_ = 0;
}

}  // namespace canter
