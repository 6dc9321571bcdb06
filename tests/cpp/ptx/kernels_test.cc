// SPDX-License-Identifier: Apache-2.0
//
// The whole list of cases on the kernels as nvcc compiled them: the bits of the emulated kernels,
// and nothing on the way that no kernel may do.
#include <canter/probe.h>
#include <gtest/gtest.h>

#include <memory>

#include "../cases/modes.h"
#include "emulated_runtime.h"
#include "ptx_library.h"
#include "ptx_text.h"

namespace canter_test {
namespace {

using canter::cuda::EmulatedLaunch;
using canter::cuda::emulation;
using canter::ptx::Library;
using canter::ptx::WarpOrder;

constexpr WarpOrder kOrders[] = {WarpOrder::kForward, WarpOrder::kBackward, WarpOrder::kScattered};

// never started: whether it is there tells whether a build holds code for a device
constexpr char kNothing[] = "canter::cuda::(anonymous namespace)::Nothing>";

Library& Kernels() {
  static Library library = [] {
    const auto paths = canter::ptx::words_of(CANTER_PTX_FILES, ":");
    return Library({paths.begin(), paths.end()});
  }();
  return library;
}

// launches run as PTX while one of these lives
class PtxRuns {
 public:
  explicit PtxRuns(WarpOrder order) {
    emulation().runner = [order](const EmulatedLaunch& launch) { Kernels().run(launch, order); };
  }
  ~PtxRuns() { emulation().runner = nullptr; }
  PtxRuns(const PtxRuns&) = delete;
  PtxRuns& operator=(const PtxRuns&) = delete;
};

void ExpectNoFaults(const std::string& where) {
  for (const std::string& fault : Kernels().take_faults()) ADD_FAILURE() << where << ": " << fault;
}

// once on the emulated kernels and once as PTX, each case in another order of warps than the one
// before
void CompareFamily(const std::string& family, bool tf32) {
  size_t cases = 0;
  for (const Case& made : AllCases()) {
    if (made.heavy || made.family != family) continue;
    const WarpOrder order = kOrders[cases++ % std::size(kOrders)];
    std::unique_ptr<PtxRuns> runs;
    const auto before = [&](int run) {
      if (run == 1) runs = std::make_unique<PtxRuns>(order);
    };
    const Verdict verdict = CompareOnGpu(made, 2, before, tf32);
    for (const std::string& problem : verdict.problems) {
      ADD_FAILURE() << made.name << ": " << problem;
    }
    ExpectNoFaults(made.name);
  }
  EXPECT_GT(cases, 0u);
}

class PtxFamily : public testing::TestWithParam<const char*> {};
TEST_P(PtxFamily, HasTheBitsOfTheEmulator) { CompareFamily(GetParam(), false); }

// the families whose kernels multiply matrices, on tensor cores
class PtxTensorFamily : public PtxFamily {};
TEST_P(PtxTensorFamily, HasTheBitsOfTheEmulator) { CompareFamily(GetParam(), true); }

// the one kernel that no case starts
TEST(PtxProbe, MultipliesAndAdds) {
  const PtxRuns runs(WarpOrder::kForward);
  const Context context = MakeContext(CANTER_F32, CANTER_ISA_CUDA);
  int64_t operations = 0;
  Check(canter_probe_fma(context.get(), &operations, 21));
  EXPECT_GT(operations, 0);
  ExpectNoFaults("canter_probe_fma");
}

TEST(PtxLibrary, KeepsWhatItDoesNotHave) {
  Library none({});
  none.run({typeid(int), "some.cu", nullptr, 0, 1, 1, 32, 0}, WarpOrder::kForward);
  EXPECT_EQ(none.take_faults(),
            std::vector<std::string>{"no PTX of void canter::cuda::run<int>(int)"});
  EXPECT_TRUE(none.take_faults().empty());
}

// after all tests, if all were asked for: a kernel that none of them started was not tested
class EveryKernel : public testing::Environment {
  void TearDown() override {
    const testing::UnitTest& tests = *testing::UnitTest::GetInstance();
    if (tests.test_to_run_count() < tests.total_test_count()) return;
    EXPECT_GT(Kernels().size(), 100u);
    for (const std::string& name : Kernels().never_run()) {
      if (name.find(kNothing) == std::string::npos) ADD_FAILURE() << "never started: " << name;
    }
  }
};
const testing::Environment* const kEveryKernel = testing::AddGlobalTestEnvironment(new EveryKernel);

std::string FamilyName(const testing::TestParamInfo<const char*>& info) { return info.param; }

INSTANTIATE_TEST_SUITE_P(Cases, PtxFamily,
                         testing::Values("mlp", "distribution", "policy", "objective", "fisher",
                                         "value", "conjugate_gradient", "trust_region", "scan",
                                         "moments", "optimizer", "vector", "random"),
                         FamilyName);
INSTANTIATE_TEST_SUITE_P(Cases, PtxTensorFamily,
                         testing::Values("mlp", "policy", "objective", "fisher", "value",
                                         "conjugate_gradient", "trust_region"),
                         FamilyName);

}  // namespace
}  // namespace canter_test
