// SPDX-License-Identifier: Apache-2.0
//
// What libcanter_cuda gives to libcanter_kernels, and what it gets. The two are built together and
// share the types of core/; between them lies one C function, so that neither exports anything
// else.
#ifndef CANTER_CORE_CUDA_BACKEND_H_
#define CANTER_CORE_CUDA_BACKEND_H_

#include <memory>

#include "canter/cuda.h"
#include "core/device.h"
#include "core/kernel_table.h"

namespace canter {

// What a context of the back end is made of, beyond what every Device does.
class CudaDevice : public Device {
 public:
  virtual int32_t ordinal() const = 0;
  virtual void* stream() const = 0;
  virtual void* allocate(canter_cuda_memory kind, size_t bytes) = 0;
  virtual void release(canter_cuda_memory kind, void* block) = 0;
  virtual void fill(void* to, int32_t byte, size_t bytes) = 0;
  virtual canter_cuda_traffic traffic() const = 0;
  using Device::allocate;
  using Device::release;
};

// Functions that throw a Refusal.
struct CudaBackend {
  const KernelTable* kernels;
  void (*versions)(int32_t* driver, int32_t* runtime);
  int32_t (*device_count)();
  void (*describe)(canter_cuda_device* out, int32_t ordinal);
  std::shared_ptr<CudaDevice> (*open)(int32_t ordinal, const canter_cuda_options&);
};

// keeps a text for canter_last_error
using KeepText = void (*)(const char* text);

// both sides must be of one build: the number changes with anything above
constexpr int32_t kCudaBackendVersion = 4;
using CudaBackendFunction = const CudaBackend* (*)(int32_t version, KeepText keep);

// uses a back end that is linked in instead of one that is loaded: for tests
void register_cuda_backend(const CudaBackend* backend);

}  // namespace canter

// the one function of libcanter_cuda; null where the version is another
extern "C" CANTER_API const canter::CudaBackend* canter_cuda_backend(int32_t version,
                                                                     canter::KeepText keep);

#endif  // CANTER_CORE_CUDA_BACKEND_H_
