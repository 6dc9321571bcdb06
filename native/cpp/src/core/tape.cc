// SPDX-License-Identifier: Apache-2.0
#include "core/tape.h"

#include <cstring>

namespace canter {

void begin_recording(Tape& tape, const int32_t* index, int64_t source_rows, int64_t rows) {
  tape.indexed = index != nullptr;
  if (tape.indexed && tape.device != nullptr) {
    tape.device->copy_within(tape.index.data(), index, static_cast<size_t>(rows) * sizeof(int32_t));
  } else if (tape.indexed) {
    std::memcpy(tape.index.data(), index, static_cast<size_t>(rows) * sizeof(int32_t));
  }
  tape.source_rows = source_rows;
  tape.rows = rows;
}

void drop_recording(Tape& tape) {
  tape.rows = 0;
  tape.source_rows = 0;
  tape.indexed = false;
}

bool same_rows(const Tape& tape, const int32_t* index, int64_t source_rows, int64_t rows) {
  if (tape.rows != rows || tape.source_rows != source_rows) return false;
  const int32_t* picks = tape.picks();
  if (picks == nullptr && index == nullptr) return true;
  if (tape.device != nullptr) return tape.device->different_picks(picks, index, rows) == 0;
  if (picks != nullptr && index != nullptr) {
    return std::memcmp(picks, index, static_cast<size_t>(rows) * sizeof(int32_t)) == 0;
  }
  // an index that counts 0, 1, 2, ... means the same as none
  const int32_t* counted = picks != nullptr ? picks : index;
  for (int64_t b = 0; b < rows; ++b) {
    if (counted[b] != b) return false;
  }
  return true;
}

}  // namespace canter
