// SPDX-License-Identifier: Apache-2.0
//
// What libcanter_cuda gives away: its table, its devices.
#include <cstdio>
#include <cstring>

#include "core/cuda_backend.h"
#include "cuda/gpu.h"

namespace canter {

const KernelTable* cuda_kernels();

namespace cuda {

namespace {

// a kernel that tells whether there is code for a device
struct Nothing {
  static constexpr int kThreads = 32;
  CANTER_DEVICE void operator()(const Block&) const {}
};

void versions(int32_t* driver, int32_t* runtime) {
  int number = 0;
  *driver = cudaDriverGetVersion(&number) == cudaSuccess ? number : 0;
  CANTER_CUDA_CHECK(cudaRuntimeGetVersion(&number));
  *runtime = number;
}

int32_t device_count() {
  int count = 0;
  CANTER_CUDA_CHECK(cudaGetDeviceCount(&count));
  return count;
}

int32_t attribute(cudaDeviceAttr which, int32_t ordinal) {
  int value = 0;
  CANTER_CUDA_CHECK(cudaDeviceGetAttribute(&value, which, ordinal));
  return value;
}

// "GPU-" and the bytes in groups of 4, 2, 2, 2 and 6, as nvidia-smi prints them
void write_uuid(char* out, const char* bytes) {
  int at = std::snprintf(out, CANTER_CUDA_UUID_BYTES, "GPU-");
  for (int i = 0; i < 16; ++i) {
    const bool group = i == 4 || i == 6 || i == 8 || i == 10;
    at += std::snprintf(out + at, static_cast<size_t>(CANTER_CUDA_UUID_BYTES - at), "%s%02x",
                        group ? "-" : "", static_cast<unsigned char>(bytes[i]));
  }
}

void describe(canter_cuda_device* out, int32_t ordinal) {
  const int32_t count = device_count();
  if (ordinal < 0 || ordinal >= count) {
    fail(CANTER_BAD_VALUE, "ordinal in 0..%d: %d; canter_cuda_device_count says how many there are",
         count - 1, ordinal);
  }
  cudaDeviceProp properties;
  CANTER_CUDA_CHECK(cudaGetDeviceProperties(&properties, ordinal));
  canter_cuda_device found = {};
  found.ordinal = ordinal;
  found.capability = 10 * properties.major + properties.minor;
  found.multiprocessors = properties.multiProcessorCount;
  found.shared_bytes = attribute(cudaDevAttrMaxSharedMemoryPerBlockOptin, ordinal);
  found.managed = attribute(cudaDevAttrConcurrentManagedAccess, ordinal);
  size_t free = 0, total = 0;
  CANTER_CUDA_CHECK(cudaSetDevice(ordinal));
  found.supported = is_built<Nothing>() ? 1 : 0;
  CANTER_CUDA_CHECK(cudaMemGetInfo(&free, &total));
  found.total_bytes = static_cast<int64_t>(properties.totalGlobalMem);
  found.free_bytes = static_cast<int64_t>(free);
  std::snprintf(found.name, sizeof found.name, "%s", properties.name);
  write_uuid(found.uuid, properties.uuid.bytes);
  *out = found;
}

std::shared_ptr<CudaDevice> open(int32_t ordinal, const canter_cuda_options& options) {
  if (options.tf32 != 0 && options.tf32 != 1) {
    fail(CANTER_BAD_VALUE, "options.tf32 is 0 (float32) or 1 (TF32): %d",
         static_cast<int>(options.tf32));
  }
  canter_cuda_device device;
  describe(&device, ordinal);
  if (device.supported == 0) {
    fail(CANTER_UNSUPPORTED,
         "libcanter_cuda holds code for compute capability %d.%d of %s: it holds %s; build it with "
         "that in CMAKE_CUDA_ARCHITECTURES, use another GPU, or use the processor",
         device.capability / 10, device.capability % 10, device.name, built_architectures());
  }
  return std::make_shared<Gpu>(ordinal, options);
}

}  // namespace

const CudaBackend* backend() {
  static const CudaBackend made = {cuda_kernels(), versions, device_count, describe, open};
  return &made;
}

}  // namespace cuda

}  // namespace canter
