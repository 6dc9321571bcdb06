// SPDX-License-Identifier: Apache-2.0
#include "canter/cuda.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cstring>
#include <mutex>

#include "api/guard.h"
#include "core/cuda_backend.h"
#include "core/handles.h"

namespace canter {

namespace {

std::atomic<const CudaBackend*> loaded{nullptr};
std::mutex loading;

void keep_text(const char* text) { note(CANTER_INTERNAL, "%s", text); }

// why the dynamic linker does not load a library, with the way out
[[noreturn]] void refuse_library(const char* path, const char* why) {
  if (access(path, F_OK) != 0) {
    fail(CANTER_UNSUPPORTED,
         "libcanter_cuda lies at %s: it does not; build it with cmake --preset cuda where nvcc is "
         "found, or use the processor",
         path);
  }
  const bool runtime = std::strstr(why, "libcudart") != nullptr;
  fail(CANTER_UNSUPPORTED, "libcanter_cuda loads: %s; %s, or use the processor", why,
       runtime ? "install the CUDA runtime 13 or put its libcudart.so.13 beside the library"
               : "build it anew for this system");
}

// never closed: kernels and their texts must outlive every context
const CudaBackend* load(const char* path) {
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) refuse_library(path, dlerror());
  const auto entry = reinterpret_cast<CudaBackendFunction>(dlsym(library, "canter_cuda_backend"));
  const CudaBackend* backend =
      entry != nullptr ? entry(kCudaBackendVersion, keep_text, &kCudaBackendSizes) : nullptr;
  if (backend == nullptr) {
    fail(CANTER_UNSUPPORTED,
         "%s is libcanter_cuda of this build: it is not; build both libraries together", path);
  }
  return backend;
}

const CudaBackend& backend() {
  const CudaBackend* found = loaded.load(std::memory_order_acquire);
  if (found == nullptr) {
    fail(CANTER_UNSUPPORTED,
         "the CUDA library is loaded: it is not; call canter_cuda_load with the path of "
         "libcanter_cuda first");
  }
  return *found;
}

CudaDevice& device_of(const canter_context* context) {
  need(context, "context");
  if (context->isa != CANTER_ISA_CUDA) {
    fail(CANTER_BAD_VALUE,
         "context is of a GPU: it is of the processor; make it with canter_cuda_context_create");
  }
  return static_cast<CudaDevice&>(*context->device);
}

// a copy or fill in the order of the context's stream
template <typename Body>
canter_status device_call(canter_context* context, const Body& body) {
  return guarded([&] {
    CudaDevice& device = device_of(context);
    device.begin_call();
    body(device);
  });
}

void need_copy(const void* to, const void* from, int64_t bytes) {
  need(to, "to");
  need(from, "from");
  need_size(bytes, "bytes");
}

}  // namespace

void register_cuda_backend(const CudaBackend* backend) { loaded.store(backend); }

}  // namespace canter

using namespace canter;

canter_status canter_cuda_load(const char* path) {
  return guarded([&] {
    need(path, "path");
    const std::lock_guard<std::mutex> lock(loading);
    if (loaded.load() != nullptr) return;
    const CudaBackend* fresh = load(path);
    // a library without a driver or a device is of no use: better said now than at the first call
    fresh->device_count();
    loaded.store(fresh, std::memory_order_release);
  });
}

canter_status canter_cuda_versions(int32_t* driver, int32_t* runtime) {
  return guarded([&] {
    need(driver, "driver");
    need(runtime, "runtime");
    backend().versions(driver, runtime);
  });
}

canter_status canter_cuda_device_count(int32_t* count) {
  return guarded([&] {
    need(count, "count");
    *count = backend().device_count();
  });
}

canter_status canter_cuda_device_info(canter_cuda_device* out, int32_t ordinal) {
  return guarded([&] {
    need(out, "out");
    backend().describe(out, ordinal);
  });
}

canter_status canter_cuda_context_create(canter_context** out, int32_t ordinal,
                                         const canter_cuda_options* options) {
  return guarded([&] {
    need(out, "out");
    const canter_cuda_options given = options != nullptr ? *options : canter_cuda_options{};
    auto device = backend().open(ordinal, given);
    publish(out, std::make_unique<Context>(CANTER_F32, CANTER_ISA_CUDA, backend().kernels, 1,
                                           std::move(device)));
  });
}

int32_t canter_cuda_context_device(const canter_context* context) {
  if (context == nullptr || context->isa != CANTER_ISA_CUDA) return -1;
  return static_cast<const CudaDevice&>(*context->device).ordinal();
}

void* canter_cuda_context_stream(const canter_context* context) {
  if (context == nullptr || context->isa != CANTER_ISA_CUDA) return nullptr;
  return static_cast<const CudaDevice&>(*context->device).stream();
}

canter_status canter_cuda_traffic_read(canter_context* context, canter_cuda_traffic* out) {
  return device_call(context, [&](CudaDevice& device) {
    need(out, "out");
    *out = device.traffic();
  });
}

canter_status canter_cuda_synchronize(canter_context* context) {
  return device_call(context, [](CudaDevice& device) { device.synchronize(); });
}

canter_status canter_cuda_allocate(void** out, canter_context* context, canter_cuda_memory kind,
                                   int64_t bytes) {
  return device_call(context, [&](CudaDevice& device) {
    need(out, "out");
    need_enumerator(kind, CANTER_CUDA_MANAGED, "kind", "cuda.h");
    need_size(bytes, "bytes");
    *out = device.allocate(kind, static_cast<size_t>(bytes));
  });
}

canter_status canter_cuda_free(canter_context* context, canter_cuda_memory kind, void* memory) {
  return device_call(context, [&](CudaDevice& device) {
    need_enumerator(kind, CANTER_CUDA_MANAGED, "kind", "cuda.h");
    if (memory != nullptr) device.release(kind, memory);
  });
}

canter_status canter_cuda_upload(canter_context* context, void* to, const void* from,
                                 int64_t bytes) {
  return device_call(context, [&](CudaDevice& device) {
    need_copy(to, from, bytes);
    device.copy_in(to, from, static_cast<size_t>(bytes));
  });
}

canter_status canter_cuda_download(canter_context* context, void* to, const void* from,
                                   int64_t bytes) {
  return device_call(context, [&](CudaDevice& device) {
    need_copy(to, from, bytes);
    device.copy_out(to, from, static_cast<size_t>(bytes));
  });
}

canter_status canter_cuda_copy(canter_context* context, void* to, const void* from, int64_t bytes) {
  return device_call(context, [&](CudaDevice& device) {
    need_copy(to, from, bytes);
    need_disjoint({Span{to, bytes, "to"}}, {Span{from, bytes, "from"}});
    device.copy_within(to, from, static_cast<size_t>(bytes));
  });
}

canter_status canter_cuda_fill(canter_context* context, void* to, int32_t byte, int64_t bytes) {
  return device_call(context, [&](CudaDevice& device) {
    need(to, "to");
    need_size(bytes, "bytes");
    device.fill(to, byte, static_cast<size_t>(bytes));
  });
}
