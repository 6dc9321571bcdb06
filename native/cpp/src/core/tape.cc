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

bool same_picks(const int32_t* a, const int32_t* b, int64_t rows) {
  if (a != nullptr && b != nullptr) {
    return std::memcmp(a, b, static_cast<size_t>(rows) * sizeof(int32_t)) == 0;
  }
  // an index that counts 0, 1, 2, ... means the same as none
  const int32_t* counted = a != nullptr ? a : b;
  for (int64_t i = 0; counted != nullptr && i < rows; ++i) {
    if (counted[i] != i) return false;
  }
  return true;
}

}  // namespace canter
