// SPDX-License-Identifier: Apache-2.0
//
// The border of libcanter_cuda: its one exported function, and refusals, whose text goes to the
// library that the caller asks for it (core/status.cc is that library's).
#include <cstdarg>
#include <cstdio>

#include "core/cuda_backend.h"
#include "core/status.h"

namespace canter {

namespace cuda {
const CudaBackend* backend();
}  // namespace cuda

namespace {
KeepText keep_text = nullptr;
}  // namespace

void fail(canter_status status, const char* format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  keep_text(text);
  throw Refusal{status};
}

}  // namespace canter

const canter::CudaBackend* canter_cuda_backend(int32_t version, canter::KeepText keep,
                                               const canter::CudaBackendSizes* sizes) {
  if (version != canter::kCudaBackendVersion || *sizes != canter::kCudaBackendSizes) return nullptr;
  canter::keep_text = keep;
  return canter::cuda::backend();
}
