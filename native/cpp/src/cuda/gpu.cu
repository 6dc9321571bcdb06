// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <cstring>

#include "cuda/gpu.h"

namespace canter::cuda {

namespace {

// graphs of shapes that are in use: policy, value function, and their smaller batches
constexpr size_t kMostGraphs = 16;

}  // namespace

thread_local const Gpu* Gpu::recording_ = nullptr;

Gpu::Gpu(int32_t ordinal, const canter_cuda_options& options)
    : ordinal_(ordinal), owns_stream_(options.stream == nullptr), tf32_(options.tf32 != 0) {
  use();
  if (owns_stream_) {
    CANTER_CUDA_CHECK(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking));
  } else {
    stream_ = static_cast<cudaStream_t>(options.stream);
  }
  const char* graphs = std::getenv("CANTER_CUDA_GRAPHS");
  graphs_off_ = graphs != nullptr && std::strcmp(graphs, "0") == 0;
  try {
    CANTER_CUDA_CHECK(cudaStreamCreateWithFlags(&recorder_, cudaStreamNonBlocking));
    results_ = static_cast<double*>(allocate(CANTER_CUDA_DEVICE, kResults * sizeof(double)));
    pinned_ = static_cast<unsigned char*>(allocate(CANTER_CUDA_PINNED, kPinnedBytes));
    constexpr size_t slots = (LateChecks::kSlots + 1) * sizeof(LateSlot);
    late_slots_ = static_cast<LateSlot*>(allocate(CANTER_CUDA_DEVICE, slots));
    fill(late_slots_, 0, slots);
    constexpr size_t flags = LateChecks::kSlots * sizeof(int32_t);
    late_raised_ = static_cast<int32_t*>(allocate(CANTER_CUDA_PINNED, flags));
    std::memset(late_raised_, 0, flags);
    late_.lie(late_slots_, late_raised_);
  } catch (...) {
    end();
    throw;
  }
}

Gpu::~Gpu() { end(); }

// nothing is thrown here: a context that ends after an error of the device must still end
void Gpu::end() noexcept {
  if (cudaSetDevice(ordinal_) != cudaSuccess) return;
  if (stream_ != nullptr) cudaStreamSynchronize(stream_);
  for (const Kept& kept : graphs_) cudaGraphExecDestroy(kept.graph);
  cudaFree(results_);
  cudaFree(late_slots_);
  cudaFreeHost(late_raised_);
  cudaFreeHost(pinned_);
  if (recorder_ != nullptr) cudaStreamDestroy(recorder_);
  if (owns_stream_) cudaStreamDestroy(stream_);
}

void Gpu::end_context() noexcept {
  if (cudaSetDevice(ordinal_) != cudaSuccess) return;
  cudaStreamSynchronize(stream_);
  if (!owns_stream_) stream_ = nullptr;
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
  wait();
  CANTER_CUDA_CHECK(kind == CANTER_CUDA_PINNED ? cudaFreeHost(block) : cudaFree(block));
}

void Gpu::release(void* block) noexcept {
  // work that uses the block is ordered by the stream, which cudaFree waits for
  if (cudaSetDevice(ordinal_) == cudaSuccess) cudaFree(block);
}

void Gpu::copy_in(void* to, const void* from_host, size_t bytes) {
  use();
  ++counters_.uploads;
  counters_.upload_bytes += static_cast<int64_t>(bytes);
  CANTER_CUDA_CHECK(cudaMemcpyAsync(to, from_host, bytes, cudaMemcpyDefault, stream_));
}

// a copy to the host is under way; the caller waits
void Gpu::fetch(void* to_host, const void* from, size_t bytes) {
  ++counters_.downloads;
  counters_.download_bytes += static_cast<int64_t>(bytes);
  CANTER_CUDA_CHECK(cudaMemcpyAsync(to_host, from, bytes, cudaMemcpyDefault, stream_));
}

void Gpu::copy_out(void* to_host, const void* from, size_t bytes) {
  use();
  if (bytes <= kPinnedBytes) return copy_out_all({{to_host, from, bytes}});
  fetch(to_host, from, bytes);
  synchronize();
}

void Gpu::copy_out_all(std::initializer_list<Piece> pieces) {
  use();
  const std::lock_guard<std::recursive_mutex> lock(turn_);
  size_t at = 0;
  for (const Piece& piece : pieces) {
    fetch(pinned_ + at, piece.from, piece.bytes);
    at += piece.bytes;
  }
  synchronize();
  at = 0;
  for (const Piece& piece : pieces) {
    std::memcpy(piece.to_host, pinned_ + at, piece.bytes);
    at += piece.bytes;
  }
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
  const int64_t end = late_end();
  wait();
  look_at_late(end);
}

void Gpu::wait() {
  use();
  ++counters_.waits;
  CANTER_CUDA_CHECK(cudaStreamSynchronize(stream_));
}

cudaGraphExec_t Gpu::capture(const std::function<void()>& record) {
  CANTER_CUDA_CHECK(cudaStreamBeginCapture(recorder_, cudaStreamCaptureModeThreadLocal));
  cudaGraph_t graph = nullptr;
  recording_ = this;
  try {
    record();
  } catch (...) {
    // the recorder must leave the capture, whatever became of it
    recording_ = nullptr;
    if (cudaStreamEndCapture(recorder_, &graph) == cudaSuccess) cudaGraphDestroy(graph);
    throw;
  }
  recording_ = nullptr;
  CANTER_CUDA_CHECK(cudaStreamEndCapture(recorder_, &graph));
  cudaGraphExec_t made = nullptr;
  const cudaError_t error = cudaGraphInstantiate(&made, graph, 0);
  cudaGraphDestroy(graph);
  CANTER_CUDA_CHECK(error);
  return made;
}

void Gpu::start(cudaGraphExec_t graph) {
  ++counters_.graph_launches;
  CANTER_CUDA_CHECK(cudaGraphLaunch(graph, stream_));
}

void Gpu::replay(const std::string& key, const std::function<void()>& record) {
  use();
  if (graphs_off_) return record();
  for (size_t i = 0; i < graphs_.size(); ++i) {
    if (graphs_[i].key != key) continue;
    start(graphs_[i].graph);
    return;
  }
  // the oldest goes; it may still run
  if (graphs_.size() == kMostGraphs) {
    wait();
    cudaGraphExecDestroy(graphs_.front().graph);
    graphs_.erase(graphs_.begin());
  }
  cudaGraphExec_t graph = nullptr;
  try {
    graph = capture(record);
  } catch (...) {
    // another library that waits for the whole device at that moment ends a capture; what was
    // recorded is gone, so the work goes to the stream, and what is wrong with it shows there
    return record();
  }
  graphs_.push_back(Kept{key, graph});
  start(graph);
}

}  // namespace canter::cuda
