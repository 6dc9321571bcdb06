// SPDX-License-Identifier: Apache-2.0
//
// How a kernel is started: a struct whose operator()(block) is the body and whose members are the
// arguments. `kThreads` is the most threads a block of it may have. `kBlocks`, where it has one, is
// how many blocks of so many threads a multiprocessor should hold at once, which bounds registers.
#ifndef CANTER_CUDA_LAUNCH_H_
#define CANTER_CUDA_LAUNCH_H_

#include <atomic>

#include "cuda/block.h"
#include "cuda/check.h"

namespace canter::cuda {

// the size of a launch
struct Grid {
  int64_t blocks;
  int threads;
  size_t shared_bytes = 0;
  int layers = 1;
};

// the most shared memory of a block: what it has on every architecture that is built (99 KiB), less
// a reserve
constexpr size_t kSharedBytes = 96 * 1024;

// the threads of most kernels: enough to hide latency with two blocks on a multiprocessor
constexpr int kBlockThreads = 256;

// blocks that cover n items with `each` item its own thread, up to what keeps any device busy
inline Grid grid_over(int64_t n) {
  const int64_t blocks = (n + kBlockThreads - 1) / kBlockThreads;
  return Grid{blocks < 4096 ? blocks : 4096, kBlockThreads};
}

#if defined(CANTER_CUDA_EMULATED)

// whether this build holds the kernel for the device in use
template <typename Kernel>
bool is_built() {
  return emulation().built;
}

inline const char* built_architectures() { return "none"; }

template <typename Kernel>
void launch(int32_t, cudaStream_t stream, const Kernel& kernel, const Grid& grid) {
  if (grid.shared_bytes > kSharedBytes) refuse_error(cudaErrorInvalidValue, "the launch");
  emulate(stream, kernel, grid.blocks, grid.layers, grid.threads, grid.shared_bytes,
          Kernel::kThreads, __BASE_FILE__);
}

#else

// 0 leaves it to the compiler
template <typename Kernel>
constexpr int blocks_wanted() {
  if constexpr (requires { Kernel::kBlocks; }) {
    return Kernel::kBlocks;
  } else {
    return 0;
  }
}

template <typename Kernel>
__global__ void __launch_bounds__(Kernel::kThreads, blocks_wanted<Kernel>())
    run(const __grid_constant__ Kernel kernel) {
  const Block block;
  kernel(block);
}

// whether this build holds the kernel for the device in use: its code, or PTX that the driver
// translates
template <typename Kernel>
bool is_built() {
  cudaFuncAttributes attributes;
  const cudaError_t error = cudaFuncGetAttributes(&attributes, run<Kernel>);
  if (error == cudaSuccess) return true;
  cudaGetLastError();
  const bool missing = error == cudaErrorNoKernelImageForDevice ||
                       error == cudaErrorInvalidDeviceFunction ||
                       error == cudaErrorUnsupportedPtxVersion;
  if (!missing) refuse_error(error, "cudaFuncGetAttributes");
  return false;
}

// as the compiler lists them: 800, 860, ...
inline const char* built_architectures() {
#define CANTER_TEXT(...) #__VA_ARGS__
#define CANTER_TEXT_OF(...) CANTER_TEXT(__VA_ARGS__)
  return CANTER_TEXT_OF(__CUDA_ARCH_LIST__);
}

// More than 48 KiB of shared memory must be asked for. It is asked for once a kernel and device,
// and the most at once: contexts and threads share what a kernel may have, so one that asked for
// less would take it from another between its asking and its launch.
template <typename Kernel>
void allow_shared(int32_t ordinal, size_t bytes) {
  static std::atomic<uint64_t> allowed{0};
  const uint64_t bit = ordinal < 64 ? uint64_t{1} << ordinal : 0;
  if (bytes <= 48 * 1024 || (allowed.load(std::memory_order_acquire) & bit) != 0) return;
  CANTER_CUDA_CHECK(cudaFuncSetAttribute(run<Kernel>, cudaFuncAttributeMaxDynamicSharedMemorySize,
                                         static_cast<int>(kSharedBytes)));
  allowed.fetch_or(bit, std::memory_order_release);
}

template <typename Kernel>
void launch(int32_t ordinal, cudaStream_t stream, const Kernel& kernel, const Grid& grid) {
  allow_shared<Kernel>(ordinal, grid.shared_bytes);
  const dim3 blocks(static_cast<unsigned>(grid.blocks), static_cast<unsigned>(grid.layers));
  run<Kernel><<<blocks, grid.threads, grid.shared_bytes, stream>>>(kernel);
  CANTER_CUDA_CHECK(cudaGetLastError());
}

#endif

}  // namespace canter::cuda

#endif  // CANTER_CUDA_LAUNCH_H_
