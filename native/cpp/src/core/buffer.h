// SPDX-License-Identifier: Apache-2.0
//
// Aligned memory that grows and stays.
#ifndef CANTER_CORE_BUFFER_H_
#define CANTER_CORE_BUFFER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "core/memory.h"

namespace canter {

// A block of memory aligned to a cache line (to a huge page when it is large), or one of a device.
// reserve() throws std::bad_alloc or a Refusal; content does not survive growth.
class Buffer {
 public:
  Buffer() = default;
  // takes its memory from `source`, which it keeps alive; null stands for the C library
  explicit Buffer(std::shared_ptr<MemorySource> source) : source_(std::move(source)) {}
  ~Buffer() { release(); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  Buffer(Buffer&& other) noexcept
      : source_(std::move(other.source_)), data_(other.data_), bytes_(other.bytes_) {
    other.data_ = nullptr;
    other.bytes_ = 0;
  }

  Buffer& operator=(Buffer&& other) noexcept {
    if (this == &other) return *this;
    release();
    source_ = std::move(other.source_);
    data_ = std::exchange(other.data_, nullptr);
    bytes_ = std::exchange(other.bytes_, 0);
    return *this;
  }

  // makes room for at least `bytes` and returns the block
  void* reserve(size_t bytes);
  void* data() const { return data_; }
  size_t bytes() const { return bytes_; }
  template <typename T>
  T* as() const {
    return static_cast<T*>(data_);
  }

 private:
  void release();
  void* allocate(size_t* bytes);

  std::shared_ptr<MemorySource> source_;
  void* data_ = nullptr;
  size_t bytes_ = 0;
};

}  // namespace canter

#endif  // CANTER_CORE_BUFFER_H_
