// SPDX-License-Identifier: Apache-2.0
//
// The arithmetic limit of the device: chains of multiply-adds in registers, 8 a thread. 20 to 29
// registers, no shared memory, full occupancy.
#include "canter/probe.h"
#include "cuda/entries.h"
#include "cuda/flat.h"

namespace canter::cuda {

namespace {

constexpr int kChains = 8;
constexpr int64_t kProbeBlocks = 1024;

struct Chains {
  static constexpr int kThreads = kBlockThreads;
  float* answers;
  int64_t rounds;

  CANTER_DEVICE void operator()(const Block& block) const {
    block.everywhere(block.count() * block.threads(), [&](int64_t i) {
      float x[kChains];
      for (int c = 0; c < kChains; ++c) x[c] = static_cast<float>(i + c);
      for (int64_t round = 0; round < rounds; ++round) {
        for (int c = 0; c < kChains; ++c) x[c] = fmaf(x[c], 0.5f, 1.0f);
      }
      float sum = 0.0f;
      for (int c = 0; c < kChains; ++c) sum += x[c];
      answers[i] = sum;
    });
  }
};

}  // namespace

int64_t probe_fma(Context& context, int64_t rounds) {
  Gpu& gpu = gpu_of(context);
  float* answers = context.shared<float>(Slot::kPartials, kProbeBlocks * kBlockThreads);
  launch(gpu, Chains{answers, rounds}, Grid{kProbeBlocks, kBlockThreads});
  gpu.synchronize();
  return 2 * kChains * rounds * kProbeBlocks * kBlockThreads;
}

}  // namespace canter::cuda
