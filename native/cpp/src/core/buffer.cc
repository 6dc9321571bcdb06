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
  const size_t alignment = bytes >= 2 * kHugePage ? kHugePage : kLine;
  if (bytes > SIZE_MAX - alignment) throw std::bad_alloc();
  const size_t rounded = (bytes + alignment - 1) / alignment * alignment;
  void* fresh = std::aligned_alloc(alignment, rounded);
  if (fresh == nullptr) throw std::bad_alloc();
#if defined(__linux__)
  // strided walks over large tapes miss the TLB at 4 KiB pages; a refusal only costs speed
  if (alignment == kHugePage) madvise(fresh, rounded, MADV_HUGEPAGE);
#endif
  release();
  data_ = fresh;
  bytes_ = rounded;
  return data_;
}

void Buffer::release() {
  std::free(data_);
  data_ = nullptr;
  bytes_ = 0;
}

}  // namespace canter
