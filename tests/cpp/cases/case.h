// SPDX-License-Identifier: Apache-2.0
//
// One case: a call of the C API on inputs that follow from its name. Three modes use the same list:
// agrees with the oracle, agrees with finite differences, how fast.
#ifndef CANTER_TESTS_CASES_CASE_H_
#define CANTER_TESTS_CASES_CASE_H_

#include "../workbench.h"

namespace canter_test {

struct Case {
  std::string family;
  // unique, "function/shape/variant"
  std::string name;
  // fills a workbench with the inputs and outputs of one call, and with the call
  std::function<void(Workbench&)> prepare;
  // derivatives of the double-precision oracle beside numeric ones; empty where there are none
  std::function<std::vector<Comparison>()> difference = nullptr;
  // too large for the tests: for the speed mode alone
  bool heavy = false;
};

using Cases = std::vector<Case>;

void AddMlpCases(Cases& cases);
void AddDistributionCases(Cases& cases);
void AddPolicyCases(Cases& cases);
void AddObjectiveCases(Cases& cases);
void AddFisherCases(Cases& cases);
void AddValueCases(Cases& cases);
void AddConjugateGradientCases(Cases& cases);
void AddTrustRegionCases(Cases& cases);
void AddScanCases(Cases& cases);
void AddMomentsCases(Cases& cases);
void AddOptimizerCases(Cases& cases);
void AddVectorCases(Cases& cases);
void AddRandomCases(Cases& cases);

// the whole list, in the order above
const Cases& AllCases();

}  // namespace canter_test

#endif  // CANTER_TESTS_CASES_CASE_H_
