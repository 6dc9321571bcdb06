// SPDX-License-Identifier: Apache-2.0
//
// Single random numbers of a place, each computed from nothing.
#ifndef CANTER_ORACLE_RANDOM_H_
#define CANTER_ORACLE_RANDOM_H_

#include "core/philox.h"

namespace canter::oracle {

// key[3] holds environment, episode and step
inline RandomPlace make_place(uint64_t seed, uint32_t stream, const uint32_t* key) {
  return RandomPlace{seed, stream, key[0], key[1], key[2]};
}

// uniform j in (0, 1)
double uniform_at(const RandomPlace& place, int64_t j);

// standard normal j
double normal_at(const RandomPlace& place, int64_t j);

}  // namespace canter::oracle

#endif  // CANTER_ORACLE_RANDOM_H_
