// SPDX-License-Identifier: Apache-2.0
//
// What libcanter_cuda gives to libcanter_kernels, and what it gets. The two are built together and
// share the types of core/; between them lies one C function, so that neither exports anything
// else.
#ifndef CANTER_CORE_CUDA_BACKEND_H_
#define CANTER_CORE_CUDA_BACKEND_H_

#include <memory>

#include "canter/cuda.h"
#include "core/context.h"
#include "core/device.h"
#include "core/kernel_table.h"
#include "core/tape.h"

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

// What must be alike on both sides, which are built together: a library of another build would call
// the wrong entry or read the wrong member.
struct CudaBackendSizes {
  uint64_t table, backend, context, tape, problem, batch;
  bool operator==(const CudaBackendSizes&) const = default;
};
inline constexpr CudaBackendSizes kCudaBackendSizes = {
    sizeof(KernelTable), sizeof(CudaBackend),        sizeof(canter_context),
    sizeof(canter_tape), sizeof(TrustRegionProblem), sizeof(canter_batch)};

// the number changes with what sizes do not show
constexpr int32_t kCudaBackendVersion = 7;
using CudaBackendFunction = const CudaBackend* (*)(int32_t version, KeepText keep,
                                                   const CudaBackendSizes* sizes);

// uses a back end that is linked in instead of one that is loaded: for tests
void register_cuda_backend(const CudaBackend* backend);

}  // namespace canter

// the one function of libcanter_cuda; null where version or sizes are another build's
extern "C" CANTER_API const canter::CudaBackend* canter_cuda_backend(
    int32_t version, canter::KeepText keep, const canter::CudaBackendSizes* sizes);

#endif  // CANTER_CORE_CUDA_BACKEND_H_
