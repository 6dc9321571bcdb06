// SPDX-License-Identifier: Apache-2.0
//
// A policy with a batch: everything that objectives and Fisher-vector products read.
#ifndef CANTER_TESTS_CASES_PROBLEM_H_
#define CANTER_TESTS_CASES_PROBLEM_H_

#include "shapes.h"

namespace canter_test {

struct PolicyShape {
  NetworkShape network;
  DistributionShape distribution;

  int64_t parameters() const { return network.parameters() + distribution.free(); }
  std::string Name() const { return network.Name() + "_" + distribution.Name(); }
};

// Gaussian and categorical policies, linear to three hidden layers
const std::vector<PolicyShape>& PolicyShapes();

// buffers of selection.source_rows rows, in double but rounded to float
struct PolicyProblem {
  PolicyShape shape;
  Selection selection;
  std::vector<double> theta;
  std::vector<double> observation;
  std::vector<double> action;
  std::vector<double> weight;
  std::vector<double> old_log_probability;
  std::vector<double> old_parameters;
  std::vector<double> old_log_std;
  // theta of the old policy
  std::vector<double> old_theta;
};

// `distance` is the deviation of theta from old_theta; 0 makes them equal, and the old values those
// of double precision without rounding
PolicyProblem MakeProblem(const PolicyShape& shape, const Selection& selection,
                          Generator& generator, double distance = 0.05);

// actions (rounded to float) drawn from the distribution of each row
std::vector<double> DrawActions(const DistributionShape& shape,
                                const std::vector<double>& parameters,
                                const std::vector<double>& log_std, int64_t rows,
                                Generator& generator);

// what lies on a workbench; rows that the batch does not pick are NaN there
struct PlacedProblem {
  canter_network* network;
  canter_policy* policy;
  void* theta;
  canter_batch batch;
};
PlacedProblem Place(Workbench& bench, const PolicyProblem& problem);

// values[M, width] with NaN in the rows that the selection does not pick
std::vector<double> OnlySelected(std::vector<double> values, const Selection& selection,
                                 int64_t width);

// a tape on the workbench, recorded from the problem's rows
canter_tape* Record(Workbench& bench, const PlacedProblem& placed);

}  // namespace canter_test

#endif  // CANTER_TESTS_CASES_PROBLEM_H_
