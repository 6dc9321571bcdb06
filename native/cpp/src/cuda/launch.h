// SPDX-License-Identifier: Apache-2.0
//
// How a kernel is started: a struct whose operator()(block) is the body and whose members are the
// arguments. `kThreads` is the most threads a block of it may have.
#ifndef CANTER_CUDA_LAUNCH_H_
#define CANTER_CUDA_LAUNCH_H_

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

// the threads of most kernels: enough to hide latency with two blocks on a multiprocessor
constexpr int kBlockThreads = 256;

// blocks that cover n items with `each` item its own thread, up to what keeps any device busy
inline Grid grid_over(int64_t n) {
  const int64_t blocks = (n + kBlockThreads - 1) / kBlockThreads;
  return Grid{blocks < 4096 ? blocks : 4096, kBlockThreads};
}

#if defined(CANTER_CUDA_EMULATED)

template <typename Kernel>
void launch(cudaStream_t stream, const Kernel& kernel, const Grid& grid) {
  emulate(stream, kernel, grid.blocks, grid.layers, grid.threads, grid.shared_bytes,
          Kernel::kThreads);
}

#else

template <typename Kernel>
__global__ void __launch_bounds__(Kernel::kThreads) run(const __grid_constant__ Kernel kernel) {
  const Block block;
  kernel(block);
}

template <typename Kernel>
void launch(cudaStream_t stream, const Kernel& kernel, const Grid& grid) {
  // more than 48 KiB of shared memory must be asked for, once a kernel and device
  if (grid.shared_bytes > 48 * 1024) {
    CANTER_CUDA_CHECK(cudaFuncSetAttribute(run<Kernel>, cudaFuncAttributeMaxDynamicSharedMemorySize,
                                           static_cast<int>(grid.shared_bytes)));
  }
  const dim3 blocks(static_cast<unsigned>(grid.blocks), static_cast<unsigned>(grid.layers));
  run<Kernel><<<blocks, grid.threads, grid.shared_bytes, stream>>>(kernel);
  CANTER_CUDA_CHECK(cudaGetLastError());
}

#endif

}  // namespace canter::cuda

#endif  // CANTER_CUDA_LAUNCH_H_
