// SPDX-License-Identifier: Apache-2.0
//
// The oracle: every kernel once more, in double, one row at a time, on the calling thread. Its
// loops follow the formulas of the headers and know nothing of the fast kernels, which are tested
// against them. It may allocate; it ignores the context's pool.
#ifndef CANTER_ORACLE_FAMILIES_H_
#define CANTER_ORACLE_FAMILIES_H_

#include "core/kernel_table.h"

namespace canter::oracle {

// each family writes its own entries of the table
void add_mlp(KernelTable& table);
void add_policy(KernelTable& table);
void add_fisher(KernelTable& table);
void add_value(KernelTable& table);
void add_distribution(KernelTable& table);
void add_scan(KernelTable& table);
void add_vector(KernelTable& table);
void add_optimizer(KernelTable& table);
void add_moments(KernelTable& table);
void add_random(KernelTable& table);
void add_probe(KernelTable& table);

// the element type of the oracle's buffers
inline const double* reals(const void* buffer) { return static_cast<const double*>(buffer); }
inline double* reals(void* buffer) { return static_cast<double*>(buffer); }

// the row of the source buffers that row b of a batch stands for
inline int64_t pick(const int32_t* index, int64_t b) { return index != nullptr ? index[b] : b; }

}  // namespace canter::oracle

#endif  // CANTER_ORACLE_FAMILIES_H_
