// SPDX-License-Identifier: Apache-2.0
//
// The shared memory of a block, which knows of every word who wrote and who read it last: what two
// threads do to one word without a barrier between them is refused in whichever order they come.
#ifndef CANTER_TESTS_PTX_MEMORY_H_
#define CANTER_TESTS_PTX_MEMORY_H_

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace canter::ptx {

// what no kernel may do; the machine adds where and who
struct Misuse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A thread at a time: `phase` counts the barriers of the block, `turn` is another one after each
// barrier of the thread's warp.
struct Moment {
  int thread;
  uint32_t phase;
  uint32_t turn;
};

class SharedMemory {
 public:
  SharedMemory();

  // a block that asked for so many bytes begins in this phase
  void begin(size_t bytes, uint32_t phase);

  // where bytes lie that a thread reads or writes, by their offset
  const std::byte* read(uint64_t offset, size_t bytes, const Moment& now);
  std::byte* write(uint64_t offset, size_t bytes, const Moment& now);
  // a copy of bytes that a thread starts now and that arrives later
  void expect(uint64_t offset, size_t bytes, const Moment& now);
  void arrive(uint64_t offset, const void* from, size_t bytes, const Moment& now);

  // Generic addresses are those of the host: a window of them is shared memory, most of it beyond
  // what any block may ask for.
  uint64_t window() const { return reinterpret_cast<uint64_t>(memory_.data()); }
  bool holds(uint64_t address) const { return address - window() < memory_.size(); }

 private:
  // four bytes: no kernel stores fewer
  struct Word {
    uint32_t written_phase = 0, written_turn = 0, read_phase = 0, read_turn = 0;
    int writer = 0, reader = 0;
    // whether lanes of one warp read it in this turn, whether several warps did in this phase
    bool by_lanes = false, by_warps = false;
    // what was asked for has not arrived
    bool expected = false;
  };

  void check_range(uint64_t offset, size_t bytes) const;
  void note_read(Word& word, const Moment& now) const;
  void note_write(Word& word, const Moment& now) const;
  [[noreturn]] static void race(const char* first, int one, const char* second, int other);

  std::vector<std::byte> memory_;
  std::vector<Word> words_;
  size_t bytes_ = 0;
  uint32_t first_phase_ = 0;
};

}  // namespace canter::ptx

#endif  // CANTER_TESTS_PTX_MEMORY_H_
