// SPDX-License-Identifier: Apache-2.0
//
// Answers of the CUDA runtime as refusals with a remedy.
#ifndef CANTER_CUDA_CHECK_H_
#define CANTER_CUDA_CHECK_H_

#include <cstddef>

#if defined(CANTER_CUDA_EMULATED)
#include "emulated_runtime.h"
#else
#include <cuda_runtime.h>
#endif

#include "core/status.h"

namespace canter::cuda {

// throws what an error means
[[noreturn]] void refuse_error(cudaError_t error, const char* expression);

// throws for memory that could not be had, with the numbers
[[noreturn]] void refuse_memory(size_t bytes, const char* kind);

}  // namespace canter::cuda

// evaluates a call of the runtime and refuses anything but success
#define CANTER_CUDA_CHECK(expression)                                           \
  do {                                                                          \
    const cudaError_t error_ = (expression);                                    \
    if (error_ != cudaSuccess) canter::cuda::refuse_error(error_, #expression); \
  } while (false)

#endif  // CANTER_CUDA_CHECK_H_
