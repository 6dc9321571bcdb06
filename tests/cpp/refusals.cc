// SPDX-License-Identifier: Apache-2.0
#include "refusals.h"

#include <algorithm>
#include <cctype>

namespace canter_test {
namespace {

bool NamesANumber(const std::string& text) {
  auto digit = [](unsigned char letter) { return std::isdigit(letter) != 0; };
  return std::any_of(text.begin(), text.end(), digit) || text.find("nan") != std::string::npos ||
         text.find("inf") != std::string::npos;
}

}  // namespace

void ExpectRefused(const Workbench& bench, const std::string& what, canter_status got,
                   const Statuses& wanted) {
  if (wanted.count(got) == 0) {
    std::string names;
    for (canter_status status : wanted) names += std::string(" ") + canter_status_name(status);
    ADD_FAILURE() << what << ": " << canter_status_name(got) << ", wanted" << names;
  }
  const std::string text = canter_last_error();
  EXPECT_FALSE(text.empty()) << what;
  if (got == CANTER_BAD_SHAPE || got == CANTER_BAD_VALUE || got == CANTER_TOO_SMALL) {
    EXPECT_TRUE(NamesANumber(text)) << what << ": no number in \"" << text << "\"";
  }
  if (got == CANTER_NON_FINITE) {
    EXPECT_TRUE(NamesANumber(text) || text.find("finite") != std::string::npos)
        << what << ": \"" << text << "\"";
  }
  EXPECT_EQ(bench.Damage(), "") << what;
  EXPECT_TRUE(bench.OutputsUntouched()) << what << ": an output was written";
}

}  // namespace canter_test
