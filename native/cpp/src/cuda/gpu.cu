// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "cuda/gpu.h"

namespace canter::cuda {

namespace {

// copies up to this size pass through pinned memory: the runtime's own staging costs more
constexpr size_t kPinnedBytes = 64 * 1024;
// graphs of shapes that are in use: policy, value function, and their smaller batches
constexpr size_t kMostGraphs = 16;

}  // namespace

Gpu::Gpu(int32_t ordinal, const canter_cuda_options& options)
    : ordinal_(ordinal), owns_stream_(options.stream == nullptr) {
  use();
  if (owns_stream_) {
    CANTER_CUDA_CHECK(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking));
  } else {
    stream_ = static_cast<cudaStream_t>(options.stream);
  }
  try {
    results_ = static_cast<double*>(allocate(CANTER_CUDA_DEVICE, kResults * sizeof(double)));
    pinned_ = static_cast<unsigned char*>(allocate(CANTER_CUDA_PINNED, kPinnedBytes));
  } catch (...) {
    end();
    throw;
  }
}

Gpu::~Gpu() { end(); }

// nothing is thrown here: a context that ends after an error of the device must still end
void Gpu::end() noexcept {
  if (cudaSetDevice(ordinal_) != cudaSuccess) return;
  cudaStreamSynchronize(stream_);
  for (const Kept& kept : graphs_) cudaGraphExecDestroy(kept.graph);
  cudaFree(results_);
  cudaFreeHost(pinned_);
  if (owns_stream_) cudaStreamDestroy(stream_);
}

void* Gpu::allocate(canter_cuda_memory kind, size_t bytes) {
  use();
  static const char* const names[] = {"device", "pinned", "managed"};
  void* block = nullptr;
  cudaError_t error = cudaSuccess;
  switch (kind) {
    case CANTER_CUDA_PINNED:
      error = cudaMallocHost(&block, bytes);
      break;
    case CANTER_CUDA_MANAGED:
      error = cudaMallocManaged(&block, bytes, cudaMemAttachGlobal);
      break;
    default:
      error = cudaMalloc(&block, bytes);
  }
  if (error == cudaErrorMemoryAllocation) refuse_memory(bytes, names[kind]);
  CANTER_CUDA_CHECK(error);
  return block;
}

void Gpu::release(canter_cuda_memory kind, void* block) {
  synchronize();
  CANTER_CUDA_CHECK(kind == CANTER_CUDA_PINNED ? cudaFreeHost(block) : cudaFree(block));
}

void Gpu::release(void* block) noexcept {
  // work that uses the block is ordered by the stream, which cudaFree waits for
  if (cudaSetDevice(ordinal_) == cudaSuccess) cudaFree(block);
}

void Gpu::copy_in(void* to, const void* from_host, size_t bytes) {
  use();
  CANTER_CUDA_CHECK(cudaMemcpyAsync(to, from_host, bytes, cudaMemcpyDefault, stream_));
}

void Gpu::copy_out(void* to_host, const void* from, size_t bytes) {
  use();
  if (bytes > kPinnedBytes) {
    CANTER_CUDA_CHECK(cudaMemcpyAsync(to_host, from, bytes, cudaMemcpyDefault, stream_));
    synchronize();
    return;
  }
  const std::lock_guard<std::recursive_mutex> lock(turn_);
  CANTER_CUDA_CHECK(cudaMemcpyAsync(pinned_, from, bytes, cudaMemcpyDefault, stream_));
  synchronize();
  std::memcpy(to_host, pinned_, bytes);
}

void Gpu::copy_within(void* to, const void* from, size_t bytes) {
  use();
  CANTER_CUDA_CHECK(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDefault, stream_));
}

void Gpu::fill(void* to, int32_t byte, size_t bytes) {
  use();
  CANTER_CUDA_CHECK(cudaMemsetAsync(to, byte, bytes, stream_));
}

void Gpu::synchronize() {
  use();
  CANTER_CUDA_CHECK(cudaStreamSynchronize(stream_));
}

cudaGraphExec_t Gpu::capture(const std::function<void()>& record) {
  CANTER_CUDA_CHECK(cudaStreamBeginCapture(stream_, cudaStreamCaptureModeThreadLocal));
  cudaGraph_t graph = nullptr;
  try {
    record();
  } catch (...) {
    // the stream must leave the capture, whatever became of it
    if (cudaStreamEndCapture(stream_, &graph) == cudaSuccess) cudaGraphDestroy(graph);
    throw;
  }
  CANTER_CUDA_CHECK(cudaStreamEndCapture(stream_, &graph));
  cudaGraphExec_t made = nullptr;
  const cudaError_t error = cudaGraphInstantiate(&made, graph, 0);
  cudaGraphDestroy(graph);
  CANTER_CUDA_CHECK(error);
  return made;
}

void Gpu::replay(const std::string& key, const std::function<void()>& record) {
  use();
  for (size_t i = 0; i < graphs_.size(); ++i) {
    if (graphs_[i].key != key) continue;
    CANTER_CUDA_CHECK(cudaGraphLaunch(graphs_[i].graph, stream_));
    return;
  }
  // the oldest goes; it may still run
  if (graphs_.size() == kMostGraphs) {
    synchronize();
    cudaGraphExecDestroy(graphs_.front().graph);
    graphs_.erase(graphs_.begin());
  }
  graphs_.push_back(Kept{key, capture(record)});
  CANTER_CUDA_CHECK(cudaGraphLaunch(graphs_.back().graph, stream_));
}

}  // namespace canter::cuda
