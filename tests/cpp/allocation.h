// SPDX-License-Identifier: Apache-2.0
#ifndef CANTER_TESTS_ALLOCATION_H_
#define CANTER_TESTS_ALLOCATION_H_

#include <cstdint>

namespace canter_test {

// how often any thread of this process has asked for heap memory; -1 where that cannot be counted
int64_t Allocations();

}  // namespace canter_test

#endif  // CANTER_TESTS_ALLOCATION_H_
