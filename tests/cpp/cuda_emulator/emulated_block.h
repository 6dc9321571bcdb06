// SPDX-License-Identifier: Apache-2.0
//
// A block of threads on the host: cuda/block.h says what kernels may ask of it. The items of a
// phase run one after the other in an order that a test chooses, or on real threads for a race
// detector.
#ifndef CANTER_TESTS_EMULATED_BLOCK_H_
#define CANTER_TESTS_EMULATED_BLOCK_H_

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#define CANTER_DEVICE inline
#define CANTER_BOTH inline

namespace canter::cuda {

// What lanes of a warp multiply: cuda/block.h says which numbers are whose.
struct Fragments {
  float (&sum)[4];
  const float (&left)[4];
  const float (&right)[2];
};

// a 16 by 8 sum, a 16 by 8 and an 8 by 8 factor, put together from the shares of 32 lanes
class EmulatedProduct {
 public:
  void take(int lane, const Fragments& f) {
    const int g = lane / 4, c = lane % 4;
    for (int i = 0; i < 4; ++i) left_[g + i % 2 * 8][c + i / 2 * 4] = checked(f.left[i]);
    for (int i = 0; i < 2; ++i) right_[c + i * 4][g] = checked(f.right[i]);
    for (int i = 0; i < 4; ++i) sum_[g + i / 2 * 8][2 * c + i % 2] = f.sum[i];
  }
  // exact products, added up and cut off to a float, which is the worse of the two ways to round
  void multiply() {
    for (int row = 0; row < 16; ++row) {
      double sums[8];
      std::copy_n(sum_[row], 8, sums);
      for (int k = 0; k < 8; ++k) {
        for (int column = 0; column < 8; ++column)
          sums[column] += left_[row][k] * right_[k][column];
      }
      for (int column = 0; column < 8; ++column) sum_[row][column] = cut_off(sums[column]);
    }
  }
  void give(int lane, const Fragments& f) const {
    const int g = lane / 4, c = lane % 4;
    for (int i = 0; i < 4; ++i) f.sum[i] = sum_[g + i / 2 * 8][2 * c + i % 2];
  }

 private:
  // tensor cores read 10 bits of mantissa: a factor that has more becomes NaN here
  static float checked(float x) {
    const bool longer = std::isfinite(x) && (std::bit_cast<uint32_t>(x) & 0x1fff) != 0;
    return longer ? std::numeric_limits<float>::quiet_NaN() : x;
  }
  static float cut_off(double x) {
    const float nearest = static_cast<float>(x);
    if (!(std::abs(double{nearest}) > std::abs(x))) return nearest;
    return std::bit_cast<float>(std::bit_cast<uint32_t>(nearest) - 1);
  }
  float sum_[16][8];
  double left_[16][8], right_[8][8];
};

// the order of the items of a phase; all give the same bytes unless items disturb each other
enum class PhaseOrder { kForward, kBackward, kScattered, kThreads };

// 32 neighbouring threads, whose bodies run one after the other
class Warp {
 public:
  Warp(int number, bool backward) : number_(number), backward_(backward) {}
  int number() const { return number_; }
  template <typename Body>
  void lanes(const Body& body) const {
    for (int i = 0; i < 32; ++i) body(32 * number_ + (backward_ ? 31 - i : i));
  }
  void together() const {}
  template <typename OfThread>
  void multiply(const OfThread& of_thread) const {
    EmulatedProduct product;
    for (int lane = 0; lane < 32; ++lane) product.take(lane, of_thread(32 * number_ + lane));
    product.multiply();
    for (int lane = 0; lane < 32; ++lane) product.give(lane, of_thread(32 * number_ + lane));
  }

 private:
  int number_;
  bool backward_;
};

class Block {
 public:
  Block(int64_t index, int64_t count, int64_t layer, int threads, float* shared, PhaseOrder order)
      : index_(index),
        count_(count),
        layer_(layer),
        threads_(threads),
        shared_(shared),
        order_(order) {}

  int64_t index() const { return index_; }
  int64_t count() const { return count_; }
  int64_t layer() const { return layer_; }
  int threads() const { return threads_; }
  float* shared() const { return shared_; }

  template <typename Body>
  void threads(const Body& body) const {
    phase<int>(threads_, body);
  }
  template <typename Body>
  void warps(const Body& body) const {
    if (threads_ % 32 != 0) throw std::logic_error("warps of a block that is not of whole ones");
    const bool backward = order_ == PhaseOrder::kBackward || order_ == PhaseOrder::kScattered;
    phase<int>(threads_ / 32, [&](int number) { body(Warp(number, backward)); });
  }
  template <typename Body>
  void everywhere(int64_t n, const Body& body) const {
    const int64_t stride = count_ * threads_;
    for (int64_t begin = index_ * threads_; begin < n; begin += stride) {
      const int64_t left = n - begin;
      phase<int64_t>(left < threads_ ? left : threads_, [&](int64_t i) { body(begin + i); });
    }
  }
  template <typename Body>
  void each(int64_t n, const Body& body) const {
    phase<int64_t>(n, body);
  }
  template <typename Body>
  void items(int n, const Body& body) const {
    phase<int>(n, body);
  }

 private:
  template <typename Index, typename Body>
  void phase(Index n, const Body& body) const {
    switch (order_) {
      case PhaseOrder::kForward:
        for (Index i = 0; i < n; ++i) body(i);
        break;
      case PhaseOrder::kBackward:
        for (Index i = n; i-- > 0;) body(i);
        break;
      case PhaseOrder::kScattered:
        // strides of a thread apart, the last thread first
        for (int t = threads_; t-- > 0;) {
          for (int64_t i = t; i < n; i += threads_) body(static_cast<Index>(i));
        }
        break;
      case PhaseOrder::kThreads:
        on_threads(n, body);
        break;
    }
  }

  template <typename Index, typename Body>
  void on_threads(Index n, const Body& body) const {
    constexpr int kRunners = 3;
    std::vector<std::thread> runners;
    for (int r = 0; r < kRunners; ++r) {
      runners.emplace_back([&, r] {
        for (Index i = static_cast<Index>(r); i < n; i += kRunners) body(i);
      });
    }
    for (std::thread& runner : runners) runner.join();
  }

  int64_t index_, count_, layer_;
  int threads_;
  float* shared_;
  PhaseOrder order_;
};

// Copies that are asked for come true when a thread waits: what is read too early is poison.
class PendingCopies {
 public:
  void ask(float* to, const float* from) {
    const std::lock_guard<std::mutex> lock(mutex_);
    copies_.push_back({to, from});
  }
  void finish() {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const Copy& copy : copies_) std::copy_n(copy.from, 4, copy.to);
    copies_.clear();
  }

 private:
  struct Copy {
    float* to;
    const float* from;
  };
  std::mutex mutex_;
  std::vector<Copy> copies_;
};
inline const float* in_shared(const float* p) { return p; }
inline const float* on_device(const float* p) { return p; }
inline PendingCopies pending_copies;
inline void fetch_four(float* to_shared, const float* from) { pending_copies.ask(to_shared, from); }
inline void await_fetches() { pending_copies.finish(); }

template <typename T>
class PerLane {
 public:
  // filled with what a register might hold
  explicit PerLane(const Warp&) { std::fill_n(bytes_, sizeof bytes_, 0x7f); }
  T& operator[](int thread) { return reinterpret_cast<T*>(bytes_)[thread % 32]; }

 private:
  alignas(T) unsigned char bytes_[32 * sizeof(T)];
};

template <typename T>
class PerThread {
 public:
  // filled with what a register might hold
  explicit PerThread(const Block& block) : values_(static_cast<size_t>(block.threads())) {
    unsigned char* bytes = reinterpret_cast<unsigned char*>(values_.data());
    for (size_t i = 0; i < values_.size() * sizeof(T); ++i) bytes[i] = 0x7f;
  }
  T& operator[](int thread) { return values_[static_cast<size_t>(thread)]; }

 private:
  std::vector<T> values_;
};

}  // namespace canter::cuda

#endif  // CANTER_TESTS_EMULATED_BLOCK_H_
