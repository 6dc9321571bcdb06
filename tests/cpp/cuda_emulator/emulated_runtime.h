// SPDX-License-Identifier: Apache-2.0
//
// As much of the CUDA runtime's API as src/cuda uses, on the host's memory. Streams run at once,
// but for uploads that were asked to be late; while a stream is captured its work is kept, and a
// graph runs what was kept. Tests may take the device away, limit its memory, choose the order of
// phases, and read how often the host waited.
#ifndef CANTER_TESTS_EMULATED_RUNTIME_H_
#define CANTER_TESTS_EMULATED_RUNTIME_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <typeinfo>
#include <vector>

#include "emulated_block.h"

// NOLINTBEGIN: the names are the runtime's
enum cudaError_t {
  cudaSuccess = 0,
  cudaErrorInvalidValue = 1,
  cudaErrorMemoryAllocation = 2,
  cudaErrorInsufficientDriver = 35,
  cudaErrorDevicesUnavailable = 46,
  cudaErrorNoDevice = 100,
  cudaErrorInvalidDevice = 101,
  cudaErrorNoKernelImageForDevice = 209,
};
enum cudaMemcpyKind { cudaMemcpyDefault = 4 };
enum cudaDeviceAttr {
  cudaDevAttrMultiProcessorCount = 16,
  cudaDevAttrComputeCapabilityMajor = 75,
  cudaDevAttrComputeCapabilityMinor = 76,
  cudaDevAttrConcurrentManagedAccess = 89,
  cudaDevAttrMaxSharedMemoryPerBlockOptin = 97
};
enum { cudaStreamNonBlocking = 1, cudaMemAttachGlobal = 1 };
enum cudaStreamCaptureMode { cudaStreamCaptureModeThreadLocal = 1 };

using EmulatedWork = std::vector<std::function<void()>>;
struct EmulatedStream {
  EmulatedWork* capture = nullptr;
};
using cudaStream_t = EmulatedStream*;
using cudaGraph_t = EmulatedWork*;
using cudaGraphExec_t = EmulatedWork*;

using cudaEvent_t = struct EmulatedEvent*;

// the names and the first two members are the runtime's; what follows is for src/cuda alone
struct cudaDeviceProp {
  char name[256];
  struct {
    char bytes[16];
  } uuid;
  size_t totalGlobalMem;
  int major, minor, multiProcessorCount;
};

extern "C" {
const char* cudaGetErrorString(cudaError_t error);
const char* cudaGetErrorName(cudaError_t error);
cudaError_t cudaGetLastError();
cudaError_t cudaDriverGetVersion(int* version);
cudaError_t cudaRuntimeGetVersion(int* version);
cudaError_t cudaGetDeviceCount(int* count);
cudaError_t cudaSetDevice(int device);
cudaError_t cudaGetDevice(int* device);
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* out, int device);
cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device);
cudaError_t cudaMemGetInfo(size_t* free, size_t* total);
cudaError_t cudaMalloc(void** out, size_t bytes);
cudaError_t cudaFree(void* block);
cudaError_t cudaMallocHost(void** out, size_t bytes);
cudaError_t cudaHostAlloc(void** out, size_t bytes, unsigned flags);
cudaError_t cudaFreeHost(void* block);
cudaError_t cudaMallocManaged(void** out, size_t bytes, unsigned flags);
cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind kind,
                            cudaStream_t stream);
cudaError_t cudaMemsetAsync(void* to, int byte, size_t bytes, cudaStream_t stream);
cudaError_t cudaStreamCreateWithFlags(cudaStream_t* out, unsigned flags);
cudaError_t cudaStreamDestroy(cudaStream_t stream);
cudaError_t cudaStreamSynchronize(cudaStream_t stream);
cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode mode);
cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* out);
cudaError_t cudaGraphInstantiate(cudaGraphExec_t* out, cudaGraph_t graph, unsigned long long flags);
cudaError_t cudaGraphLaunch(cudaGraphExec_t graph, cudaStream_t stream);
cudaError_t cudaGraphDestroy(cudaGraph_t graph);
cudaError_t cudaGraphExecDestroy(cudaGraphExec_t graph);
cudaError_t cudaEventCreateWithFlags(cudaEvent_t* out, unsigned flags);
cudaError_t cudaEventCreate(cudaEvent_t* out);
cudaError_t cudaEventDestroy(cudaEvent_t event);
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream);
cudaError_t cudaEventSynchronize(cudaEvent_t event);
cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t from, cudaEvent_t to);
cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned flags);
}
// NOLINTEND

namespace canter::cuda {

// a launch: the kernel with its arguments, and the size of its grid
struct EmulatedLaunch {
  const std::type_info& type;
  const char* source;  // the file that is compiled: kernels of two may have the same name
  const void* kernel;
  size_t bytes;
  int64_t blocks;
  int layers, threads;
  size_t shared_bytes;
};

// what a test sets and reads
struct Emulation {
  PhaseOrder order = PhaseOrder::kForward;
  cudaError_t devices = cudaSuccess;  // what asking for devices answers
  int driver_version = 13000;         // 0: there is none
  bool built = true;                  // whether there is code for the device
  bool captures_end = false;          // whether something else ends every capture
  size_t memory_bytes = size_t{8} << 30;
  // counted since a test set them to zero
  int64_t launches = 0, graph_launches = 0, waits = 0, copies = 0;
  // allocations that were not freed
  int64_t living_blocks = 0;
  size_t living_bytes = 0;
  int count = 1;              // how many devices there are
  std::set<int> busy;         // those that no context can be made on
  bool late_uploads = false;  // whether uploads from pinned memory happen as late as they may
  // runs launches instead of the emulated block, where there is one
  std::function<void(const EmulatedLaunch&)> runner;
};
Emulation& emulation();

// runs or keeps a piece of work
void enqueue(cudaStream_t stream, std::function<void()> work);

// shared memory of one block: exactly as large as asked for, and poisoned
class SharedMemory {
 public:
  explicit SharedMemory(size_t bytes);
  ~SharedMemory();
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;
  void poison();
  float* get() const { return memory_; }

 private:
  float* memory_;
  size_t bytes_;
};

// refuses what no device would start
void check_launch(int64_t blocks, int layers, int threads, size_t shared_bytes, int most_threads);

template <typename Kernel>
void emulate(cudaStream_t stream, const Kernel& kernel, int64_t blocks, int layers, int threads,
             size_t shared_bytes, int most_threads, const char* source) {
  check_launch(blocks, layers, threads, shared_bytes, most_threads);
  ++emulation().launches;
  enqueue(stream, [=] {
    if (emulation().runner) {
      emulation().runner(
          {typeid(Kernel), source, &kernel, sizeof(Kernel), blocks, layers, threads, shared_bytes});
      return;
    }
    SharedMemory shared(shared_bytes);
    for (int layer = 0; layer < layers; ++layer) {
      for (int64_t b = 0; b < blocks; ++b) {
        shared.poison();
        const Block block(b, blocks, layer, threads, shared.get(), emulation().order);
        kernel(block);
      }
    }
  });
}

}  // namespace canter::cuda

#endif  // CANTER_TESTS_EMULATED_RUNTIME_H_
