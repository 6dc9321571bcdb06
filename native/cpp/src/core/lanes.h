// SPDX-License-Identifier: Apache-2.0
//
// Sums in double with eight running sums: the order depends on the bounds alone, and the compiler
// may use vectors without reordering anything.
#ifndef CANTER_CORE_LANES_H_
#define CANTER_CORE_LANES_H_

#include <cstdint>

#include "core/tree_sum.h"

namespace canter {

// sum of term(i) for i in begin..end-1; item i goes to lane (i - begin) % 8
template <typename Term>
double lane_sum(int64_t begin, int64_t end, const Term& term) {
  constexpr int kLanes = 8;
  double lanes[kLanes] = {};
  int64_t i = begin;
  for (; i + kLanes <= end; i += kLanes) {
#pragma GCC unroll 8
    for (int lane = 0; lane < kLanes; ++lane) lanes[lane] += term(i + lane);
  }
  for (int lane = 0; i < end; ++i, ++lane) lanes[lane] += term(i);
  return tree_sum(lanes, kLanes);
}

}  // namespace canter

#endif  // CANTER_CORE_LANES_H_
