// SPDX-License-Identifier: Apache-2.0
//
// Kept activations of a recorded batch. The layout of `memory` belongs to the kernels that wrote
// it.
#ifndef CANTER_CORE_TAPE_H_
#define CANTER_CORE_TAPE_H_

#include "core/buffer.h"
#include "core/device.h"
#include "core/layout.h"

struct canter_tape {
  canter::Network network;  // a copy: the tape may outlive the handle
  canter_real real = CANTER_F32;
  canter_isa isa = CANTER_ISA_PLAIN;
  std::shared_ptr<canter::Device> device;  // where index and memory lie, null: with the host
  int64_t capacity = 0;
  int64_t rows = 0;         // B of the recording, 0 before the first
  int64_t source_rows = 0;  // M of the recording
  bool indexed = false;
  canter::Buffer index;   // int32[capacity], used where indexed
  canter::Buffer memory;  // activations

  const int32_t* picks() const { return indexed ? index.as<int32_t>() : nullptr; }
  int32_t* picks() { return indexed ? index.as<int32_t>() : nullptr; }
};

namespace canter {

using Tape = canter_tape;

// makes the tape one of `rows` rows of M = source_rows, and copies the index (null: the first
// rows). Every kernel that records calls this once, where it can no longer fail.
void begin_recording(Tape& tape, const int32_t* index, int64_t source_rows, int64_t rows);

// forgets the recording, whose memory may be half written
void drop_recording(Tape& tape);

// whether two choices of rows, of which null is 0, 1, 2, ..., are the same; both lie with the host
bool same_picks(const int32_t* a, const int32_t* b, int64_t rows);

}  // namespace canter

#endif  // CANTER_CORE_TAPE_H_
