// SPDX-License-Identifier: Apache-2.0
//
// The distribution of one row: what gaussian.cc and categorical.cc each give once.
#ifndef CANTER_ORACLE_DISTRIBUTION_H_
#define CANTER_ORACLE_DISTRIBUTION_H_

#include "core/layout.h"
#include "oracle/random.h"

namespace canter::oracle {

// The parameters [D] of a row and the log standard deviations [F], or a direction in their space.
struct Point {
  const double* parameters;
  const double* log_std;
};

// Room for derivatives by both.
struct Derivative {
  double* parameters;
  double* log_std;
};

struct RowDistribution {
  // action [A] from the random numbers of a place
  void (*sample)(const Distribution&, double* action, Point at, const RandomPlace& place);
  void (*mode)(const Distribution&, double* action, const double* parameters);
  double (*log_probability)(const Distribution&, Point at, const double* action);
  void (*log_probability_gradient)(const Distribution&, Derivative out, Point at,
                                   const double* action);
  double (*entropy)(const Distribution&, Point at);
  void (*entropy_gradient)(const Distribution&, Derivative out, Point at);
  // KL(before || after), and its derivative by the latter
  double (*kl)(const Distribution&, Point before, Point after);
  void (*kl_gradient)(const Distribution&, Derivative out, Point before, Point after);
  // the Fisher matrix at a point, applied to a direction
  void (*fisher)(const Distribution&, Derivative out, Point at, Point direction);
};

extern const RowDistribution kGaussian;
extern const RowDistribution kCategorical;

inline const RowDistribution& row_distribution(const Distribution& distribution) {
  return distribution.kind == CANTER_GAUSSIAN ? kGaussian : kCategorical;
}

}  // namespace canter::oracle

#endif  // CANTER_ORACLE_DISTRIBUTION_H_
