// SPDX-License-Identifier: Apache-2.0
//
// What is done with a case: the same code serves the tests and the command.
#ifndef CANTER_TESTS_CASES_MODES_H_
#define CANTER_TESTS_CASES_MODES_H_

#include "case.h"

namespace canter_test {

// what a mode found: problems in words (none: the case passed), and the largest squared residual as
// a share of its unscaled bound
struct Verdict {
  std::vector<std::string> problems;
  double worst_residual = 0;
  double its_bound = 0;
  // the largest squared residual of all, whatever its bound
  double largest = 0;
};

// runs the case for every instruction set and for 1, 2, 3 and 7 threads: outputs agree with the
// oracle, have the same bits for every number of threads and at a second call, nothing else was
// written, and the second call allocated nothing
Verdict CompareWithOracle(const Case& made);

// runs the case on a GPU, once for each of `runs` after `before(run)`: the first agrees with the
// oracle, the others give its bytes, and nothing else was written
Verdict CompareOnGpu(const Case& made, int runs, const std::function<void(int)>& before,
                     bool tf32 = false);

// the oracle's derivatives beside numeric ones
Verdict CompareWithDifferences(const Case& made);

// seconds of each of `runs` calls, after one that warms up
std::vector<double> Time(Workbench& bench, int runs);

}  // namespace canter_test

#endif  // CANTER_TESTS_CASES_MODES_H_
