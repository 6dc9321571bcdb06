// SPDX-License-Identifier: Apache-2.0
//
// The arithmetic limit of the device: chains of multiply-adds in registers, 8 a thread. A scheduler
// starts a multiply-add of a warp a clock, so everything else costs: rounds are unrolled and
// counted in 32 bits. 20 to 29 registers, no shared memory, full occupancy.
#include "canter/probe.h"
#include "cuda/entries.h"
#include "cuda/flat.h"

namespace canter::cuda {

namespace {

constexpr int kChains = 8;
constexpr int kUnrolled = 16;
// blocks of a multiprocessor: whole rounds of the 6 or 8 that it holds at once
constexpr int64_t kBlocksEach = 24;

struct Chains {
  static constexpr int kThreads = kBlockThreads;
  float* answers;
  int32_t rounds;

  CANTER_DEVICE static void round(float* x) {
    for (int c = 0; c < kChains; ++c) x[c] = fmaf(x[c], 0.5f, 1.0f);
  }

  CANTER_DEVICE void operator()(const Block& block) const {
    block.everywhere(block.count() * block.threads(), [&](int64_t i) {
      float x[kChains];
      for (int c = 0; c < kChains; ++c) x[c] = static_cast<float>(i + c);
      CANTER_ROLLED
      for (int32_t left = rounds / kUnrolled; left > 0; --left) {
        for (int r = 0; r < kUnrolled; ++r) round(x);
      }
      CANTER_ROLLED
      for (int32_t left = rounds % kUnrolled; left > 0; --left) round(x);
      float sum = 0.0f;
      for (int c = 0; c < kChains; ++c) sum += x[c];
      answers[i] = sum;
    });
  }
};

}  // namespace

int64_t probe_fma(Context& context, int64_t rounds) {
  Gpu& gpu = gpu_of(context);
  int multiprocessors = 0;
  CANTER_CUDA_CHECK(cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount,
                                           static_cast<int>(gpu.ordinal())));
  const int64_t blocks = kBlocksEach * multiprocessors;
  float* answers =
      context.shared<float>(Slot::kPartials, static_cast<size_t>(blocks * kBlockThreads));
  launch(gpu, Chains{answers, static_cast<int32_t>(rounds)}, Grid{blocks, kBlockThreads});
  gpu.synchronize();
  return 2 * kChains * rounds * blocks * kBlockThreads;
}

}  // namespace canter::cuda
