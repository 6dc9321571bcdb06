// SPDX-License-Identifier: Apache-2.0
#include "emulated_runtime.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>

#include "late_uploads.h"

namespace {

std::mutex guard;

struct Living {
  size_t bytes;
  bool pinned;
};

// every living block of memory
std::map<const void*, Living>& blocks() {
  static std::map<const void*, Living> living;
  return living;
}

canter::cuda::LateUploads& late() {
  static canter::cuda::LateUploads waiting;
  return waiting;
}

bool is_pinned(const void* address) {
  const std::lock_guard<std::mutex> lock(guard);
  auto after = blocks().upper_bound(address);
  if (after == blocks().begin()) return false;
  const auto& [start, block] = *--after;
  return block.pinned &&
         static_cast<const char*>(address) < static_cast<const char*>(start) + block.bytes;
}

cudaError_t allocate(void** out, size_t bytes, bool pinned = false) {
  auto& state = canter::cuda::emulation();
  const std::lock_guard<std::mutex> lock(guard);
  if (bytes > state.memory_bytes - state.living_bytes) return cudaErrorMemoryAllocation;
  *out = std::aligned_alloc(256, (bytes + 255) / 256 * 256);
  if (*out == nullptr) return cudaErrorMemoryAllocation;
  // a quiet NaN in every float: what was not written must not be read
  std::memset(*out, 0x7f, (bytes + 255) / 256 * 256);
  blocks()[*out] = Living{bytes, pinned};
  ++state.living_blocks;
  state.living_bytes += bytes;
  return cudaSuccess;
}

cudaError_t give_back(void* block) {
  if (block == nullptr) return cudaSuccess;
  auto& state = canter::cuda::emulation();
  const std::lock_guard<std::mutex> lock(guard);
  const auto found = blocks().find(block);
  if (found == blocks().end()) return cudaErrorInvalidValue;
  --state.living_blocks;
  state.living_bytes -= found->second.bytes;
  if (late().reads(block, found->second.bytes)) {
    std::fprintf(stderr, "memory is freed that an upload has yet to read\n");
    std::abort();
  }
  blocks().erase(found);
  std::free(block);
  return cudaSuccess;
}

}  // namespace

namespace canter::cuda {

namespace {

// what a program that is started on an emulated device may say of it
Emulation from_environment() {
  Emulation state;
  if (const char* bytes = std::getenv("CANTER_EMULATED_BYTES")) {
    state.memory_bytes = static_cast<size_t>(std::strtoull(bytes, nullptr, 10));
  }
  if (const char* answer = std::getenv("CANTER_EMULATED_DEVICES")) {
    state.devices = static_cast<cudaError_t>(std::atoi(answer));
  }
  if (const char* count = std::getenv("CANTER_EMULATED_COUNT")) state.count = std::atoi(count);
  if (const char* busy = std::getenv("CANTER_EMULATED_BUSY")) {
    std::istringstream numbers(busy);
    for (std::string number; std::getline(numbers, number, ',');) {
      state.busy.insert(std::atoi(number.c_str()));
    }
  }
  state.late_uploads = std::getenv("CANTER_EMULATED_LATE") != nullptr;
  return state;
}

}  // namespace

Emulation& emulation() {
  static Emulation state = from_environment();
  return state;
}

void enqueue(cudaStream_t stream, std::function<void()> work) {
  if (stream->capture != nullptr) {
    stream->capture->push_back(std::move(work));
  } else {
    if (emulation().late_uploads) late().catch_up(stream);
    work();
  }
}

SharedMemory::SharedMemory(size_t bytes)
    : memory_(static_cast<float*>(std::aligned_alloc(16, bytes > 0 ? (bytes + 15) / 16 * 16 : 16))),
      bytes_(bytes) {}

SharedMemory::~SharedMemory() { std::free(memory_); }

void SharedMemory::poison() { std::memset(memory_, 0x7f, bytes_); }

void check_launch(int64_t blocks, int layers, int threads, size_t shared_bytes, int most_threads) {
  // the smallest limits of the architectures that are built
  const bool good = blocks >= 1 && blocks < (int64_t{1} << 31) && layers >= 1 && layers <= 65535 &&
                    threads >= 1 && threads <= most_threads && threads <= 1024 &&
                    shared_bytes <= 99 * 1024;
  if (!good) throw std::logic_error("a launch that no device would start");
}

}  // namespace canter::cuda

using canter::cuda::emulation;
using canter::cuda::enqueue;

const char* cudaGetErrorString(cudaError_t error) {
  switch (error) {
    case cudaSuccess:
      return "no error";
    case cudaErrorMemoryAllocation:
      return "out of memory";
    case cudaErrorInsufficientDriver:
      return "CUDA driver version is insufficient for CUDA runtime version";
    case cudaErrorDevicesUnavailable:
      return "CUDA-capable device(s) is/are busy or unavailable";
    case cudaErrorNoDevice:
      return "no CUDA-capable device is detected";
    case cudaErrorInvalidDevice:
      return "invalid device ordinal";
    default:
      return "invalid argument";
  }
}

const char* cudaGetErrorName(cudaError_t error) {
  switch (error) {
    case cudaSuccess:
      return "cudaSuccess";
    case cudaErrorMemoryAllocation:
      return "cudaErrorMemoryAllocation";
    case cudaErrorInsufficientDriver:
      return "cudaErrorInsufficientDriver";
    case cudaErrorDevicesUnavailable:
      return "cudaErrorDevicesUnavailable";
    case cudaErrorNoDevice:
      return "cudaErrorNoDevice";
    case cudaErrorInvalidDevice:
      return "cudaErrorInvalidDevice";
    default:
      return "cudaErrorInvalidValue";
  }
}

cudaError_t cudaGetLastError() { return cudaSuccess; }

cudaError_t cudaDriverGetVersion(int* version) {
  *version = emulation().driver_version;
  return cudaSuccess;
}

cudaError_t cudaRuntimeGetVersion(int* version) {
  *version = 13000;
  return cudaSuccess;
}

cudaError_t cudaGetDeviceCount(int* count) {
  *count = emulation().devices == cudaSuccess ? emulation().count : 0;
  return emulation().devices;
}

namespace {

thread_local int current = 0;

bool is_device(int device) { return device >= 0 && device < emulation().count; }

}  // namespace

// makes the context of a device, as the runtime does
cudaError_t cudaSetDevice(int device) {
  if (!is_device(device)) return cudaErrorInvalidDevice;
  if (emulation().busy.count(device) != 0) return cudaErrorDevicesUnavailable;
  current = device;
  return cudaSuccess;
}

cudaError_t cudaGetDevice(int* device) {
  *device = current;
  return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* out, int device) {
  if (!is_device(device)) return cudaErrorInvalidDevice;
  std::memset(out, 0, sizeof *out);
  std::strcpy(out->name, "emulated device");
  for (int i = 0; i < 16; ++i) out->uuid.bytes[i] = static_cast<char>(i * 17);
  out->uuid.bytes[15] = static_cast<char>(out->uuid.bytes[15] - device);
  out->totalGlobalMem = emulation().memory_bytes;
  out->major = 9;
  out->multiProcessorCount = 1;
  return cudaSuccess;
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device) {
  if (!is_device(device)) return cudaErrorInvalidDevice;
  switch (attribute) {
    case cudaDevAttrMaxSharedMemoryPerBlockOptin:
      *value = 99 * 1024;
      break;
    case cudaDevAttrComputeCapabilityMajor:
      *value = 9;
      break;
    case cudaDevAttrComputeCapabilityMinor:
      *value = 0;
      break;
    case cudaDevAttrMultiProcessorCount:
    case cudaDevAttrConcurrentManagedAccess:
      *value = 1;
      break;
    default:
      return cudaErrorInvalidValue;
  }
  return cudaSuccess;
}

cudaError_t cudaMemGetInfo(size_t* free, size_t* total) {
  *total = emulation().memory_bytes;
  *free = *total - emulation().living_bytes;
  return cudaSuccess;
}

cudaError_t cudaMalloc(void** out, size_t bytes) { return allocate(out, bytes); }
// waits for what uses the memory, as the runtime says
cudaError_t cudaFree(void* block) {
  late().catch_up();
  return give_back(block);
}
cudaError_t cudaMallocHost(void** out, size_t bytes) { return allocate(out, bytes, true); }
cudaError_t cudaHostAlloc(void** out, size_t bytes, unsigned) { return allocate(out, bytes, true); }
// waits for nothing, of which the runtime says nothing
cudaError_t cudaFreeHost(void* block) { return give_back(block); }
cudaError_t cudaMallocManaged(void** out, size_t bytes, unsigned) { return allocate(out, bytes); }

cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind,
                            cudaStream_t stream) {
  ++emulation().copies;
  const auto copy = [=] { std::memcpy(to, from, bytes); };
  const bool waits = emulation().late_uploads && stream->capture == nullptr && is_pinned(from);
  if (waits) {
    late().add(stream, from, copy);
  } else {
    enqueue(stream, copy);
  }
  return cudaSuccess;
}

cudaError_t cudaMemsetAsync(void* to, int byte, size_t bytes, cudaStream_t stream) {
  enqueue(stream, [=] { std::memset(to, byte, bytes); });
  return cudaSuccess;
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* out, unsigned) {
  *out = new EmulatedStream;
  return cudaSuccess;
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  late().catch_up(stream);
  delete stream;
  return cudaSuccess;
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  // a wait inside a capture is an error of the device, too
  if (stream->capture != nullptr) return cudaErrorInvalidValue;
  ++emulation().waits;
  late().catch_up(stream);
  return cudaSuccess;
}

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode) {
  if (stream->capture != nullptr) return cudaErrorInvalidValue;
  stream->capture = new EmulatedWork;
  return cudaSuccess;
}

cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* out) {
  *out = stream->capture;
  stream->capture = nullptr;
  if (emulation().captures_end) {
    delete *out;
    *out = nullptr;
  }
  return *out != nullptr ? cudaSuccess : cudaErrorInvalidValue;
}

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* out, cudaGraph_t graph, unsigned long long) {
  *out = new EmulatedWork(*graph);
  return cudaSuccess;
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t graph, cudaStream_t stream) {
  ++emulation().graph_launches;
  for (const auto& work : *graph) enqueue(stream, work);
  return cudaSuccess;
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  delete graph;
  return cudaSuccess;
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t graph) {
  delete graph;
  return cudaSuccess;
}

struct EmulatedEvent {
  std::chrono::steady_clock::time_point at;
  // the late uploads before it
  cudaStream_t stream = nullptr;
  int64_t uploads = 0;
};

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* out, unsigned) {
  *out = new EmulatedEvent;
  return cudaSuccess;
}

cudaError_t cudaEventCreate(cudaEvent_t* out) { return cudaEventCreateWithFlags(out, 0); }

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  delete event;
  return cudaSuccess;
}

// streams run at once, so all but uploads that came before an event is done when it is recorded
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  event->at = std::chrono::steady_clock::now();
  event->stream = stream;
  event->uploads = late().added(stream);
  return cudaSuccess;
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  ++emulation().waits;
  late().catch_up(event->stream, event->uploads);
  return cudaSuccess;
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t from, cudaEvent_t to) {
  *milliseconds = std::chrono::duration<float, std::milli>(to->at - from->at).count();
  return cudaSuccess;
}

cudaError_t cudaStreamWaitEvent(cudaStream_t, cudaEvent_t event, unsigned) {
  late().catch_up(event->stream, event->uploads);
  return cudaSuccess;
}
