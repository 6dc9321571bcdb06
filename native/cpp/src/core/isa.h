// SPDX-License-Identifier: Apache-2.0
//
// Which instruction sets this build holds and this processor runs, and the kernels of each.
#ifndef CANTER_CORE_ISA_H_
#define CANTER_CORE_ISA_H_

#include "canter/context.h"
#include "core/kernel_table.h"

namespace canter {

// the float kernels of an instruction set other than CANTER_ISA_AUTO; null where the build lacks
// them
const KernelTable* float_kernels(canter_isa isa);

// whether the processor and the operating system run it (its registers are saved, too)
bool processor_runs(canter_isa isa);

// what CANTER_ISA_AUTO means for float
canter_isa best_isa();

// a name in static storage; "unknown" for what is no instruction set
const char* isa_name(int isa);

}  // namespace canter

#endif  // CANTER_CORE_ISA_H_
