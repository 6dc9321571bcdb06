// SPDX-License-Identifier: Apache-2.0
#include "case.h"

#include <set>

namespace canter_test {

const Cases& AllCases() {
  static const Cases all = [] {
    Cases cases;
    AddMlpCases(cases);
    AddDistributionCases(cases);
    AddPolicyCases(cases);
    AddObjectiveCases(cases);
    AddFisherCases(cases);
    AddValueCases(cases);
    AddConjugateGradientCases(cases);
    AddTrustRegionCases(cases);
    AddScanCases(cases);
    AddMomentsCases(cases);
    AddOptimizerCases(cases);
    AddVectorCases(cases);
    AddRandomCases(cases);
    // two ways to the same case make one
    std::set<std::string> names;
    std::erase_if(cases, [&](const Case& made) { return !names.insert(made.name).second; });
    return cases;
  }();
  return all;
}

}  // namespace canter_test
