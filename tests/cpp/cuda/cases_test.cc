// SPDX-License-Identifier: Apache-2.0
//
// The whole list of cases on the emulated device: against the oracle, and with the same bytes for
// every order in which the items of a phase may come.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "../cases/modes.h"
#include "emulated_runtime.h"

namespace canter_test {
namespace {

using canter::cuda::emulation;
using canter::cuda::PhaseOrder;

constexpr PhaseOrder kOrders[] = {PhaseOrder::kForward, PhaseOrder::kBackward,
                                  PhaseOrder::kScattered};

class EmulatedFamily : public testing::TestWithParam<const char*> {
 protected:
  void TearDown() override { emulation().order = PhaseOrder::kForward; }
};

void CompareFamily(const std::string& family, bool tf32) {
  int cases = 0;
  double worst = 0;
  std::vector<double> residuals;
  for (const Case& made : AllCases()) {
    if (made.heavy || made.family != family) continue;
    const Verdict verdict = CompareOnGpu(
        made, 3, [](int run) { emulation().order = kOrders[run]; }, tf32);
    for (const std::string& problem : verdict.problems) {
      ADD_FAILURE() << made.name << ": " << problem;
    }
    if (verdict.its_bound > 0) worst = std::max(worst, verdict.worst_residual / verdict.its_bound);
    ++cases;
    residuals.push_back(verdict.largest);
  }
  ASSERT_GT(cases, 0);
  std::sort(residuals.begin(), residuals.end());
  std::printf("%d cases, largest share of its bound %.3g; errors: median %.2g, largest %.2g\n",
              cases, worst, residuals[residuals.size() / 2], residuals.back());
}

TEST_P(EmulatedFamily, AgreesWithOracleInEveryOrder) { CompareFamily(GetParam(), false); }

// the families whose kernels multiply matrices, on tensor cores
class EmulatedTensorFamily : public EmulatedFamily {};

TEST_P(EmulatedTensorFamily, AgreesWithOracleInEveryOrder) { CompareFamily(GetParam(), true); }

// one case of every function with the items of each phase on threads that run at once: a race gives
// other bytes, and ThreadSanitizer sees it
TEST(EmulatedThreads, EveryFunctionHasTheSameBytes) {
  std::set<std::string> functions;
  for (const Case& made : AllCases()) {
    const std::string function = made.name.substr(0, made.name.find('/'));
    // the first two shapes of a function are its smallest; the second has something to share out
    if (made.heavy || functions.count(function + " twice") != 0) continue;
    if (functions.insert(function).second) continue;
    functions.insert(function + " twice");
    const Verdict verdict = CompareOnGpu(made, 2, [](int run) {
      emulation().order = run == 0 ? PhaseOrder::kForward : PhaseOrder::kThreads;
    });
    emulation().order = PhaseOrder::kForward;
    for (const std::string& problem : verdict.problems) {
      ADD_FAILURE() << made.name << ": " << problem;
    }
  }
  EXPECT_GT(functions.size(), 60u);
}

std::string FamilyName(const testing::TestParamInfo<const char*>& info) { return info.param; }

INSTANTIATE_TEST_SUITE_P(Cases, EmulatedFamily,
                         testing::Values("mlp", "distribution", "policy", "objective", "fisher",
                                         "value", "conjugate_gradient", "trust_region", "scan",
                                         "moments", "optimizer", "vector", "random"),
                         FamilyName);
INSTANTIATE_TEST_SUITE_P(Cases, EmulatedTensorFamily,
                         testing::Values("mlp", "policy", "objective", "fisher", "value",
                                         "conjugate_gradient", "trust_region"),
                         FamilyName);

}  // namespace
}  // namespace canter_test
