// SPDX-License-Identifier: Apache-2.0
//
// The list of cases in two of its three modes; the third, speed, is in canter_cases.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <ostream>

#include "cases/modes.h"

namespace canter_test {

// without it the parameter of a test would be printed as an address, another one each time
void PrintTo(const Case* made, std::ostream* out) { *out << made->name; }

namespace {

std::vector<const Case*> Select(bool (*wanted)(const Case&)) {
  std::vector<const Case*> selected;
  for (const Case& made : AllCases()) {
    if (!made.heavy && wanted(made)) selected.push_back(&made);
  }
  return selected;
}

std::string TestName(const testing::TestParamInfo<const Case*>& info) {
  std::string name = info.param->name;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char letter) { return std::isalnum(letter) == 0; },
      '_');
  return name;
}

void Expect(const Verdict& verdict) {
  for (const std::string& problem : verdict.problems) ADD_FAILURE() << problem;
}

class Agrees : public testing::TestWithParam<const Case*> {};

TEST_P(Agrees, WithOracle) { Expect(CompareWithOracle(*GetParam())); }

INSTANTIATE_TEST_SUITE_P(Case, Agrees, testing::ValuesIn(Select([](const Case&) { return true; })),
                         TestName);

class Differentiates : public testing::TestWithParam<const Case*> {};

TEST_P(Differentiates, LikeCentralDifferences) { Expect(CompareWithDifferences(*GetParam())); }

INSTANTIATE_TEST_SUITE_P(Case, Differentiates, testing::ValuesIn(Select([](const Case& made) {
                           return made.difference != nullptr;
                         })),
                         TestName);

TEST(Cases, CoverEveryFamily) {
  for (const char* family :
       {"mlp", "distribution", "policy", "objective", "fisher", "value", "conjugate_gradient",
        "trust_region", "scan", "moments", "optimizer", "vector", "random"}) {
    const bool found = std::any_of(AllCases().begin(), AllCases().end(),
                                   [&](const Case& made) { return made.family == family; });
    EXPECT_TRUE(found) << family;
  }
}

}  // namespace
}  // namespace canter_test
