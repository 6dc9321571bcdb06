// SPDX-License-Identifier: Apache-2.0
//
// After every test: no handle is left, and the processor's floating-point mode is what it was.
#include <canter/context.h>
#include <gtest/gtest.h>

#include <limits>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace {

// rounding, masks, flush-to-zero and denormals-are-zero; the sticky exception flags may change
unsigned Mode() {
#if defined(__SSE2__)
  return _mm_getcsr() & 0xffc0u;
#else
  return 0;
#endif
}

class Listener : public testing::EmptyTestEventListener {
  void OnTestStart(const testing::TestInfo&) override { mode_ = Mode(); }

  void OnTestEnd(const testing::TestInfo&) override {
    EXPECT_EQ(canter_live_handles(), 0) << "handles were created and not destroyed";
    EXPECT_EQ(Mode(), mode_) << "the control bits of MXCSR have changed";
    volatile double smallest = std::numeric_limits<double>::min();
    EXPECT_GT(smallest * 0.5, 0) << "denormal numbers are flushed to zero";
  }

  unsigned mode_ = 0;
};

[[maybe_unused]] const bool installed = [] {
  testing::UnitTest::GetInstance()->listeners().Append(new Listener);
  return true;
}();

}  // namespace
