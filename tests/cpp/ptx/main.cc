// SPDX-License-Identifier: Apache-2.0
//
// The tests of the CUDA kernels as nvcc compiled them, on an emulated runtime.
#include <canter/context.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "core/cuda_backend.h"

namespace canter::cuda {
const CudaBackend* backend();
}  // namespace canter::cuda

int main(int count, char** words) {
#if defined(__x86_64__)
  // the emulated kernels, beside which they run, are compiled for this instruction set
  if (canter_isa_available(CANTER_ISA_AVX2) == 0) {
    std::puts("skipped: the emulated kernels are compiled for AVX2, which this processor lacks");
    return 77;
  }
#endif
  testing::InitGoogleTest(&count, words);
  canter::register_cuda_backend(canter::cuda::backend());
  return RUN_ALL_TESTS();
}
