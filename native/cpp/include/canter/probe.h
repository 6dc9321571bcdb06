// SPDX-License-Identifier: Apache-2.0
//
// Measuring tools: calls that do nothing useful at the speed limit of the machine, through the same
// pool as the kernels. A benchmark times them and writes the limit beside what a kernel reached.
#ifndef CANTER_PROBE_H_
#define CANTER_PROBE_H_

#include "canter/context.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The most rounds of one canter_probe_fma. */
enum { CANTER_MAX_PROBE_ROUNDS = 1 << 30 };

/**
 * Pool call. Multiplies and adds in registers only, in the widest vectors of the context's
 * instruction set: the limit of arithmetic. `rounds` lies in 1..CANTER_MAX_PROBE_ROUNDS; 10,000 of
 * them take about a millisecond. Writes how many floating-point operations that were, two for each
 * multiply-add and lane, to *operations.
 */
CANTER_API canter_status canter_probe_fma(canter_context* context, int64_t* operations,
                                          int64_t rounds);

/**
 * Pool call. Copies `bytes` bytes from `from` to `to`, which must not overlap: the limit of memory
 * traffic. It reads and writes that many bytes, so it moves twice as many.
 */
CANTER_API canter_status canter_probe_copy(canter_context* context, void* to, const void* from,
                                           int64_t bytes);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_PROBE_H_
