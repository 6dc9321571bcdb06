// SPDX-License-Identifier: Apache-2.0
//
// The arithmetic limit of this instruction set, for benchmarks.
#include "canter/probe.h"

#include "core/context.h"
#include "cpu/entries.h"
#include "cpu/simd.h"

namespace canter::CANTER_ISA {

namespace {

// chains that do not wait for each other: more than latency times units of today's processors (8 to
// 10), and with the two factors still in 16 registers
constexpr int kChains = 12;

// multiply-adds of one task, from a start of its own; the answer depends on every one of them
float chains(int64_t task, int64_t rounds) {
  const F factor = broadcast(0.5f), term = broadcast(1.0f);
  F x[kChains];
  for (int c = 0; c < kChains; ++c) x[c] = broadcast(static_cast<float>(task + c));
  for (int64_t round = 0; round < rounds; ++round) {
    for (int c = 0; c < kChains; ++c) x[c] = fma(x[c], factor, term);
  }
  F sum = {};
  for (int c = 0; c < kChains; ++c) sum = sum + x[c];
  return sum_lanes(sum);
}

}  // namespace

int64_t probe_fma(Context& context, int64_t rounds) {
  // as many tasks as a large batch has chunks, so that threads share the work as kernels do
  constexpr int64_t kTasks = 64;
  // nobody reads the answers, which the compiler must not know
  volatile float answers[kTasks];
  context.pool.run(kTasks, [&](int64_t task, int32_t) { answers[task] = chains(task, rounds); });
  return 2 * kLanes * kChains * rounds * kTasks;
}

}  // namespace canter::CANTER_ISA
