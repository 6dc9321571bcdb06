// SPDX-License-Identifier: Apache-2.0
//
// Small things that the heads of a tile share.
#ifndef CANTER_CPU_HEAD_H_
#define CANTER_CPU_HEAD_H_

#include "cpu/tile.h"

namespace canter::CANTER_ISA {

// x in the lanes that hold samples of the tile, zero in the others
CANTER_INLINE F real_lanes(F x, int64_t s, Tile tile) {
  if (s + kLanes <= tile.samples) return x;
  for (int lane = 0; lane < kLanes; ++lane) {
    if (s + lane >= tile.samples) x[lane] = 0.0f;
  }
  return x;
}

// how many of the lanes from sample s on hold samples
CANTER_INLINE int lanes_left(int64_t s, Tile tile) {
  const int64_t left = tile.samples - s;
  return left >= kLanes ? kLanes : (left > 0 ? static_cast<int>(left) : 0);
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_HEAD_H_
