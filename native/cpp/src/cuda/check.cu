// SPDX-License-Identifier: Apache-2.0
#include "cuda/check.h"

namespace canter::cuda {

namespace {

// the way out of what a user meets
const char* remedy(cudaError_t error) {
  switch (error) {
    case cudaErrorInsufficientDriver:
      return "install an NVIDIA driver of version 580 or later (nvidia-smi names yours)";
    case cudaErrorNoDevice:
      return "no GPU is visible: look at nvidia-smi and at CUDA_VISIBLE_DEVICES";
    case cudaErrorInvalidDevice:
      return "canter_cuda_device_count says how many devices there are";
    case cudaErrorNoKernelImageForDevice:
      return "this build holds no code for this GPU; add its architecture to "
             "CMAKE_CUDA_ARCHITECTURES";
    case cudaErrorMemoryAllocation:
      return "use fewer rows, or free tapes and contexts";
    default:
      return "close the context; if it happens again, please report this text";
  }
}

canter_status status_of(cudaError_t error) {
  switch (error) {
    case cudaErrorInsufficientDriver:
    case cudaErrorNoDevice:
    case cudaErrorInvalidDevice:
    case cudaErrorNoKernelImageForDevice:
      return CANTER_UNSUPPORTED;
    case cudaErrorMemoryAllocation:
      return CANTER_OUT_OF_MEMORY;
    default:
      return CANTER_INTERNAL;
  }
}

}  // namespace

void refuse_error(cudaError_t error, const char* expression) {
  // an error that does not stick must not be found again by the next call
  cudaGetLastError();
  fail(status_of(error), "%s == cudaSuccess: %s (%d); %s", expression, cudaGetErrorString(error),
       static_cast<int>(error), remedy(error));
}

void refuse_memory(size_t bytes, const char* kind) {
  cudaGetLastError();
  size_t free = 0, total = 0;
  if (cudaMemGetInfo(&free, &total) != cudaSuccess) cudaGetLastError();
  fail(CANTER_OUT_OF_MEMORY,
       "%zu bytes of %s memory: could not be had, %zu of %zu are free; use fewer rows (a smaller "
       "batch or fewer environments), or free tapes and contexts",
       bytes, kind, free, total);
}

}  // namespace canter::cuda
