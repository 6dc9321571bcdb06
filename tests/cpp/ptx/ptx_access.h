// SPDX-License-Identifier: Apache-2.0
//
// Instructions that read or write memory.
#ifndef CANTER_TESTS_PTX_ACCESS_H_
#define CANTER_TESTS_PTX_ACCESS_H_

#include <string_view>

#include "ptx_module.h"

namespace canter::ptx {

// a load or store of numbers of a type, from or to registers of so many bits; null if not known
Operation find_access(bool stores, std::string_view type, int bits);

// cp.async: bytes are read and arrive when the thread waits, which is as late as they may
void start_copy(Warp& warp, const Instruction& in);
void await_copies(Warp& warp, const Instruction& in);

void atomic_add(Warp& warp, const Instruction& in);
void atomic_max(Warp& warp, const Instruction& in);

}  // namespace canter::ptx

#endif  // CANTER_TESTS_PTX_ACCESS_H_
