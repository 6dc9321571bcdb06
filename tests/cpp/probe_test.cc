// SPDX-License-Identifier: Apache-2.0
//
// The measuring tools: what they say they did, and what they refuse.
#include <canter/probe.h>
#include <gtest/gtest.h>

#include "guarded.h"
#include "support.h"

namespace canter_test {
namespace {

// a few sizes around the 64 KiB that a thread takes at a time
constexpr int64_t kSizes[] = {1, 63, 65536, 65537, 1000003};

TEST(Probe, CountsTheSameWorkForAnyNumberOfThreads) {
  for (const canter_isa isa : InstructionSets()) {
    int64_t first = 0;
    for (const int32_t threads : {1, 2, 7}) {
      const Context context = MakeContext(CANTER_F32, isa, threads);
      int64_t once = 0, twice = 0;
      Check(canter_probe_fma(context.get(), &once, 10));
      Check(canter_probe_fma(context.get(), &twice, 20));
      EXPECT_GT(once, 0);
      EXPECT_EQ(twice, 2 * once);
      if (threads == 1) first = once;
      EXPECT_EQ(once, first);
    }
  }
  int64_t operations = 0;
  Check(canter_probe_fma(MakeContext(CANTER_F64).get(), &operations, 10));
  EXPECT_EQ(operations, 20);
}

TEST(Probe, CopiesEveryByteAndNoMore) {
  for (const int32_t threads : {1, 2, 7}) {
    const Context context = MakeContext(CANTER_F32, CANTER_ISA_AUTO, threads);
    for (const int64_t bytes : kSizes) {
      Guarded<uint8_t> from(bytes), to(bytes);
      for (int64_t i = 0; i < bytes; ++i) from[i] = static_cast<uint8_t>(i * 7 + 1);
      from.Remember();
      Check(canter_probe_copy(context.get(), to.get(), from.get(), bytes));
      EXPECT_EQ(to.Values(), from.Values()) << bytes;
      EXPECT_TRUE(to.GuardsIntact() && from.GuardsIntact() && from.Unchanged()) << bytes;
    }
  }
}

TEST(Probe, RefusesBeforeItWrites) {
  const Context context = MakeContext(CANTER_F32);
  canter_context* c = context.get();
  int64_t operations = -1;
  EXPECT_EQ(canter_probe_fma(nullptr, &operations, 1), CANTER_NULL_POINTER);
  EXPECT_EQ(canter_probe_fma(c, nullptr, 1), CANTER_NULL_POINTER);
  EXPECT_EQ(canter_probe_fma(c, &operations, 0), CANTER_BAD_SHAPE);
  EXPECT_EQ(canter_probe_fma(c, &operations, int64_t{CANTER_MAX_PROBE_ROUNDS} + 1),
            CANTER_BAD_SHAPE);
  EXPECT_EQ(operations, -1);
  Guarded<uint8_t> memory(64);
  EXPECT_EQ(canter_probe_copy(c, nullptr, memory.get(), 8), CANTER_NULL_POINTER);
  EXPECT_EQ(canter_probe_copy(c, memory.get(), nullptr, 8), CANTER_NULL_POINTER);
  EXPECT_EQ(canter_probe_copy(c, memory.get(), memory.get() + 8, 0), CANTER_BAD_SHAPE);
  EXPECT_EQ(canter_probe_copy(c, memory.get(), memory.get() + 8, 9), CANTER_ALIASED);
  EXPECT_TRUE(memory.Unchanged());
}

}  // namespace
}  // namespace canter_test
