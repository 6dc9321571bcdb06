// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "cuda/check.h"

namespace canter::cuda {

namespace {

// the way out of what a user meets
const char* remedy(cudaError_t error) {
  switch (error) {
    case cudaErrorInvalidDevice:
      return "canter_cuda_device_count says how many devices there are";
    case cudaErrorNoKernelImageForDevice:
      return "this build holds no code for this GPU; add its architecture to "
             "CMAKE_CUDA_ARCHITECTURES";
    case cudaErrorMemoryAllocation:
      return "use fewer rows (a smaller batch or fewer environments), or free tapes and contexts";
    default:
      return "close the context; if it happens again, please report this text";
  }
}

canter_status status_of(cudaError_t error) {
  switch (error) {
    case cudaErrorInvalidDevice:
    case cudaErrorNoKernelImageForDevice:
      return CANTER_UNSUPPORTED;
    case cudaErrorMemoryAllocation:
      return CANTER_OUT_OF_MEMORY;
    default:
      return CANTER_INTERNAL;
  }
}

// one error of the runtime stands for both
[[noreturn]] void refuse_driver() {
  int driver = 0, runtime = 0;
  if (cudaDriverGetVersion(&driver) != cudaSuccess) driver = 0;
  if (cudaRuntimeGetVersion(&runtime) != cudaSuccess) runtime = 0;
  if (driver == 0) {
    fail(CANTER_UNSUPPORTED,
         "an NVIDIA driver is installed: none is, or this process does not find its libcuda.so.1; "
         "install driver 580 or later (in a container: start it with its GPUs), or use the "
         "processor");
  }
  fail(CANTER_UNSUPPORTED,
       "the NVIDIA driver serves CUDA %d.%d: it serves up to %d.%d; install driver 580 or later "
       "(nvidia-smi names yours), or use the processor",
       runtime / 1000, runtime % 1000 / 10, driver / 1000, driver % 1000 / 10);
}

[[noreturn]] void refuse_no_device() {
  const char* visible = std::getenv("CUDA_VISIBLE_DEVICES");
  fail(CANTER_UNSUPPORTED,
       "a GPU is visible: none is, with CUDA_VISIBLE_DEVICES %s%s; look at nvidia-smi, change the "
       "variable, or use the processor",
       visible != nullptr ? "= " : "not set", visible != nullptr ? visible : "");
}

}  // namespace

void refuse_error(cudaError_t error, const char* expression) {
  // an error that does not stick must not be found again by the next call
  cudaGetLastError();
  if (error == cudaErrorInsufficientDriver) refuse_driver();
  if (error == cudaErrorNoDevice) refuse_no_device();
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
