// SPDX-License-Identifier: Apache-2.0
//
// Aligned memory that grows and stays.
#ifndef CANTER_CORE_BUFFER_H_
#define CANTER_CORE_BUFFER_H_

#include <cstddef>
#include <cstdint>

namespace canter {

// A block of memory aligned to a cache line (to a huge page when it is large). reserve() throws
// std::bad_alloc; content does not survive growth.
class Buffer {
 public:
  Buffer() = default;
  ~Buffer() { release(); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  Buffer(Buffer&& other) noexcept : data_(other.data_), bytes_(other.bytes_) {
    other.data_ = nullptr;
    other.bytes_ = 0;
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
  void* data_ = nullptr;
  size_t bytes_ = 0;
};

}  // namespace canter

#endif  // CANTER_CORE_BUFFER_H_
