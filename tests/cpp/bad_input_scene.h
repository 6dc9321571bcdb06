// SPDX-License-Identifier: Apache-2.0
//
// A small policy with everything that may go wrong around it.
#ifndef CANTER_TESTS_BAD_INPUT_SCENE_H_
#define CANTER_TESTS_BAD_INPUT_SCENE_H_

#include "cases/problem.h"
#include "refusals.h"

namespace canter_test {

inline constexpr int64_t kRows = 6;

inline PolicyProblem MakeSmall(const DistributionShape& distribution, Subset subset) {
  Generator generator(1);
  const PolicyShape shape = {{{3, 4, distribution.width()}}, distribution};
  return MakeProblem(shape, MakeSelection(subset, kRows, generator), generator);
}

// a small policy with its batch, a tape of it and tapes that do not serve
struct Scene {
  Scene(const Setting& setting, const DistributionShape& distribution = {CANTER_GAUSSIAN, {2}},
        Subset subset = Subset::kSubsample)
      : bench(setting), problem(MakeSmall(distribution, subset)), placed(Place(bench, problem)) {
    other_network = bench.Keep(MakeNetwork({3, 5, distribution.width()}));
    tape = Record(bench, placed);
    blank = bench.Keep(MakeTape(bench.context(), placed.network, kRows));
    small = bench.Keep(MakeTape(bench.context(), placed.network, kRows - 1));
    foreign = bench.Keep(MakeTape(bench.context(), other_network, kRows));
  }

  int64_t parameters() const { return problem.shape.parameters(); }

  Workbench bench;
  PolicyProblem problem;
  PlacedProblem placed;
  canter_network* other_network;
  canter_tape *tape, *blank, *small, *foreign;
};

}  // namespace canter_test

#endif  // CANTER_TESTS_BAD_INPUT_SCENE_H_
