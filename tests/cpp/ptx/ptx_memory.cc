// SPDX-License-Identifier: Apache-2.0
#include "ptx_memory.h"

#include <cstring>

#include "ptx_module.h"

namespace canter::ptx {
namespace {

// more than any architecture has, so that what lies behind a block's memory is noticed, too
constexpr size_t kWindow = 1024 * 1024;

bool same_warp(int a, int b) { return a / kLanes == b / kLanes; }

}  // namespace

SharedMemory::SharedMemory() : memory_(kWindow) {}

void SharedMemory::begin(size_t bytes, uint32_t phase) {
  bytes_ = bytes;
  first_phase_ = phase;
  words_.assign((bytes + 3) / 4, Word());
}

void SharedMemory::check_range(uint64_t offset, size_t bytes) const {
  if (offset <= bytes_ && bytes <= bytes_ - offset) return;
  throw Misuse("byte " + std::to_string(offset) + " of shared memory, of which the launch asked " +
               std::to_string(bytes_) + " bytes");
}

void SharedMemory::race(const char* first, int one, const char* second, int other) {
  throw Misuse("a race on shared memory: thread " + std::to_string(one) + " " + first +
               " what thread " + std::to_string(other) + " " + second +
               " without a barrier between");
}

void SharedMemory::note_read(Word& word, const Moment& now) const {
  if (word.written_phase < first_phase_) throw Misuse("shared memory that nobody wrote is read");
  if (word.expected) throw Misuse("shared memory is read before the copy to it was waited for");
  const bool at_once = word.written_phase == now.phase && word.writer != now.thread &&
                       (!same_warp(word.writer, now.thread) || word.written_turn == now.turn);
  if (at_once) race("reads", now.thread, "wrote", word.writer);
  if (word.read_phase != now.phase) {
    word.by_lanes = word.by_warps = false;
  } else if (!same_warp(word.reader, now.thread)) {
    word.by_warps = true;
  } else {
    word.by_lanes = word.read_turn == now.turn && (word.by_lanes || word.reader != now.thread);
  }
  word.read_phase = now.phase;
  word.read_turn = now.turn;
  word.reader = now.thread;
}

void SharedMemory::note_write(Word& word, const Moment& now) const {
  const bool over = word.written_phase == now.phase && word.writer != now.thread &&
                    (!same_warp(word.writer, now.thread) || word.written_turn == now.turn);
  if (over) race("writes", now.thread, "wrote", word.writer);
  if (word.read_phase == now.phase) {
    const bool others = word.by_warps || !same_warp(word.reader, now.thread);
    const bool lanes = word.read_turn == now.turn && (word.by_lanes || word.reader != now.thread);
    if (others || lanes) race("writes", now.thread, "or another read, such as", word.reader);
  }
  word.written_phase = now.phase;
  word.written_turn = now.turn;
  word.writer = now.thread;
}

const std::byte* SharedMemory::read(uint64_t offset, size_t bytes, const Moment& now) {
  check_range(offset, bytes);
  for (uint64_t i = offset / 4; i <= (offset + bytes - 1) / 4; ++i) note_read(words_[i], now);
  return memory_.data() + offset;
}

std::byte* SharedMemory::write(uint64_t offset, size_t bytes, const Moment& now) {
  check_range(offset, bytes);
  if (bytes < 4) throw Misuse("a store of fewer than four bytes, among which races are not seen");
  for (uint64_t i = offset / 4; i < (offset + bytes) / 4; ++i) {
    if (words_[i].expected)
      throw Misuse("shared memory is written while a copy to it is on its way");
    note_write(words_[i], now);
  }
  return memory_.data() + offset;
}

void SharedMemory::expect(uint64_t offset, size_t bytes, const Moment& now) {
  write(offset, bytes, now);
  for (uint64_t i = offset / 4; i < (offset + bytes) / 4; ++i) words_[i].expected = true;
}

void SharedMemory::arrive(uint64_t offset, const void* from, size_t bytes, const Moment& now) {
  for (uint64_t i = offset / 4; i < (offset + bytes) / 4; ++i) words_[i].expected = false;
  std::memcpy(write(offset, bytes, now), from, bytes);
}

}  // namespace canter::ptx
