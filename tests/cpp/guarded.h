// SPDX-License-Identifier: Apache-2.0
//
// Buffers between two guard zones of NaN: a read beyond the ends spoils results, a write is found,
// and AddressSanitizer stops at either. Outputs hold a NaN of their own until a call writes them.
#ifndef CANTER_TESTS_GUARDED_H_
#define CANTER_TESTS_GUARDED_H_

#include <canter/context.h>

#include <cstring>
#include <memory>
#include <type_traits>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

namespace canter_test {

// a quiet NaN with a payload that no operation makes; 0x7b.. in every byte of an integer
template <class T>
T Poison() {
  T poison;
  std::memset(&poison, 0x7b, sizeof poison);
  if constexpr (std::is_same_v<T, float>) {
    const uint32_t bits = 0x7fd5c0deu;
    std::memcpy(&poison, &bits, sizeof poison);
  } else if constexpr (std::is_same_v<T, double>) {
    const uint64_t bits = 0x7ffd5c0dedeadbeeu;
    std::memcpy(&poison, &bits, sizeof poison);
  }
  return poison;
}

// where the elements of buffers lie: with the host, or where a device can use them, too
struct TestMemory {
  void* (*allocate)(size_t bytes);
  void (*release)(void* block);
};
TestMemory& Memory();

template <class T>
struct TestAllocator {
  using value_type = T;
  TestAllocator() = default;
  template <class U>
  TestAllocator(const TestAllocator<U>&) {}
  T* allocate(size_t n) { return static_cast<T*>(Memory().allocate(n * sizeof(T))); }
  void deallocate(T* block, size_t) { Memory().release(block); }
  template <class U>
  bool operator==(const TestAllocator<U>&) const {
    return true;
  }
};

class Buffer {
 public:
  virtual ~Buffer() = default;
  virtual void* data() = 0;
  virtual int64_t size() const = 0;
  virtual int64_t bytes() const = 0;
  virtual std::vector<double> Values() const = 0;
  // true while the zones before and after the elements hold what they held first
  virtual bool GuardsIntact() const = 0;
  // true while the elements have the bytes that they had first
  virtual bool Unchanged() const = 0;
};

template <class T>
class Guarded : public Buffer {
 public:
  // n poisoned elements between `guard` ones on either side; the guard is odd, so that no element
  // lies where a vector load would like it
  explicit Guarded(int64_t n, size_t guard = 37)
      : size_(static_cast<size_t>(n)),
        guard_(guard),
        storage_(size_ + 2 * guard, Poison<T>()),
        first_(storage_.begin(), storage_.end()) {
    Shield(true);
  }

  template <class U>
  explicit Guarded(const std::vector<U>& values) : Guarded(static_cast<int64_t>(values.size())) {
    for (size_t i = 0; i < size_; ++i) storage_[guard_ + i] = static_cast<T>(values[i]);
    Remember();
  }

  ~Guarded() override { Shield(false); }
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

  T* get() { return storage_.data() + guard_; }
  T& operator[](int64_t i) { return storage_[guard_ + static_cast<size_t>(i)]; }
  void* data() override { return get(); }
  int64_t size() const override { return static_cast<int64_t>(size_); }
  int64_t bytes() const override { return static_cast<int64_t>(size_ * sizeof(T)); }

  std::vector<double> Values() const override {
    const auto begin = storage_.begin() + static_cast<std::ptrdiff_t>(guard_);
    return std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(size_));
  }

  bool GuardsIntact() const override {
    Shield(false);
    const bool intact = Same(0, guard_) && Same(guard_ + size_, guard_);
    Shield(true);
    return intact;
  }

  bool Unchanged() const override { return Same(guard_, size_); }
  // what the elements hold now counts as what they held first
  void Remember() {
    for (size_t i = guard_; i < guard_ + size_; ++i) first_[i] = storage_[i];
  }
  void PoisonAll() {
    for (size_t i = guard_; i < guard_ + size_; ++i) storage_[i] = Poison<T>();
  }

 private:
  bool Same(size_t begin, size_t count) const {
    return std::memcmp(storage_.data() + begin, first_.data() + begin, count * sizeof(T)) == 0;
  }

  void Shield([[maybe_unused]] bool up) const {
#if defined(__SANITIZE_ADDRESS__)
    const T* back = storage_.data() + guard_ + size_;
    if (up) {
      ASAN_POISON_MEMORY_REGION(storage_.data(), guard_ * sizeof(T));
      ASAN_POISON_MEMORY_REGION(back, guard_ * sizeof(T));
    } else {
      ASAN_UNPOISON_MEMORY_REGION(storage_.data(), storage_.size() * sizeof(T));
    }
#endif
  }

  size_t size_, guard_;
  std::vector<T, TestAllocator<T>> storage_;
  std::vector<T> first_;
};

// elements of a context's type
inline std::unique_ptr<Buffer> MakeReal(canter_real real, int64_t n) {
  if (real == CANTER_F64) return std::make_unique<Guarded<double>>(n);
  return std::make_unique<Guarded<float>>(n);
}
inline std::unique_ptr<Buffer> MakeReal(canter_real real, const std::vector<double>& values) {
  if (real == CANTER_F64) return std::make_unique<Guarded<double>>(values);
  return std::make_unique<Guarded<float>>(values);
}

}  // namespace canter_test

#endif  // CANTER_TESTS_GUARDED_H_
