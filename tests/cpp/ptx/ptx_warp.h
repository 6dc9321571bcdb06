// SPDX-License-Identifier: Apache-2.0
//
// 32 threads that go through a kernel together as far as they can. Lanes that part form groups; the
// one that is furthest behind goes on first, so groups meet again where their ways do.
#ifndef CANTER_TESTS_PTX_WARP_H_
#define CANTER_TESTS_PTX_WARP_H_

#include <bit>
#include <cstring>
#include <limits>
#include <type_traits>
#include <vector>

#include "ptx_memory.h"
#include "ptx_module.h"

namespace canter::ptx {

// the 32 numbers of a register, or the 32 bits of a predicate, which are only read here
template <typename T>
class Row {
 public:
  explicit Row(std::byte* at) : at_(at) {}
  T operator[](int lane) const {
    T value;
    std::memcpy(&value, at_ + static_cast<size_t>(lane) * sizeof(T), sizeof(T));
    return value;
  }
  void put(int lane, T value) const {
    std::memcpy(at_ + static_cast<size_t>(lane) * sizeof(T), &value, sizeof(T));
  }

 private:
  std::byte* at_;
};

template <>
class Row<bool> {
 public:
  explicit Row(uint32_t bits) : bits_(bits) {}
  bool operator[](int lane) const { return (bits_ >> lane & 1) != 0; }

 private:
  uint32_t bits_;
};

// body(lane) for the lanes of a mask
template <typename Body>
void for_lanes(uint32_t mask, const Body& body) {
  if (mask == kAllLanes) {
#pragma GCC ivdep
    for (int lane = 0; lane < kLanes; ++lane) body(lane);
  } else {
    for (; mask != 0; mask &= mask - 1) body(std::countr_zero(mask));
  }
}

// where in a grid a warp is
struct Place {
  int64_t block;
  int layer;
  int64_t blocks;
  int layers;
  int threads;
};

// sixteen bytes on their way from device to shared memory
struct Copy {
  int lane;
  uint64_t to;
  uint64_t from;
};

class Warp {
 public:
  static constexpr int64_t kWithoutEnd = std::numeric_limits<int64_t>::max();

  Warp(const Entry& entry, int number, SharedMemory& shared,
       const std::vector<std::byte>& parameters);

  // another block begins
  void begin(const Place& place, uint32_t phase);
  // goes on until all lanes wait for the block or are gone, or for about so many instructions
  void run(int64_t instructions);
  bool waits_for_block() const;
  // where lanes wait, and how many are left
  int waits_at() const { return groups_.front().at; }
  bool is_gone() const { return groups_.empty(); }
  int lanes() const { return std::popcount(alive_); }
  // the barrier of the block is behind all of its threads
  void pass_barrier(uint32_t phase);

  // for operations
  uint32_t active() const { return active_; }
  template <typename T>
  Row<T> row(uint32_t name) {
    if constexpr (std::is_same_v<T, bool>) {
      return Row<bool>(predicates_[name]);
    } else {
      return Row<T>(registers_.data() + name);
    }
  }
  // of the active lanes
  void set_predicate(uint32_t name, uint32_t bits) {
    predicates_[name] = (predicates_[name] & ~active_) | (bits & active_);
  }
  Moment moment(int lane) const { return {number_ * kLanes + lane, phase_, turn_}; }
  SharedMemory& shared() { return shared_; }
  const std::vector<std::byte>& parameters() const { return parameters_; }
  std::vector<Copy>& copies() { return copies_; }

  // for messages
  const Instruction& current() const { return *current_; }

 private:
  enum class Wait { kNone, kLanes, kBlock };
  struct Group {
    int at;
    uint32_t mask;
    Wait wait;
  };

  void merge();
  int next_group() const;
  bool release();
  uint32_t wanted(const Instruction& in) const;
  int64_t advance(size_t which, int64_t instructions);
  bool step(Group& group);
  bool branch(Group& group, uint32_t mask);
  bool meet(Group& group);
  void pass(Group& group);
  void come_together();
  void leave(const Group& group);
  void execute(uint32_t mask);

  const Entry& entry_;
  const int number_;
  SharedMemory& shared_;
  const std::vector<std::byte>& parameters_;
  std::vector<std::byte> registers_;
  std::vector<uint32_t> predicates_;
  std::vector<Group> groups_;
  std::vector<Copy> copies_;
  const Instruction* current_;
  uint32_t active_ = 0, alive_ = 0, born_ = 0;
  uint32_t phase_ = 0, turn_ = 0;
  // lanes parted and did not wait for each other since
  bool apart_ = false;
};

}  // namespace canter::ptx

#endif  // CANTER_TESTS_PTX_WARP_H_
