// SPDX-License-Identifier: Apache-2.0
//
// Shapes that straddle vector and tile boundaries, and inputs for them.
#ifndef CANTER_TESTS_CASES_SHAPES_H_
#define CANTER_TESTS_CASES_SHAPES_H_

#include "../workbench.h"

namespace canter_test {

struct NetworkShape {
  std::vector<int32_t> widths;
  canter_activation hidden = CANTER_TANH;
  canter_activation output = CANTER_IDENTITY;

  int32_t inputs() const { return widths.front(); }
  int32_t outputs() const { return widths.back(); }
  // weights and biases
  int64_t parameters() const;
  // multiplications and additions of one row's forward pass
  double operations() const;
  // those of its backward or tangent pass over kept activations: twice as many, but for the first
  // layer, whose inputs have no derivatives
  double pass_operations() const { return 2 * operations() - 2.0 * widths[0] * widths[1]; }
  // false for ReLU and ELU, which have kinks
  bool smooth() const;
  Network Make() const { return MakeNetwork(widths, hidden, output); }
  // "17-64-64-6_tanh_identity"
  std::string Name() const;
};

struct DistributionShape {
  canter_distribution_kind kind = CANTER_GAUSSIAN;
  // {A} for a Gaussian, the choices of each factor for a categorical
  std::vector<int32_t> sizes;

  int32_t width() const;
  int32_t actions() const;
  int32_t free() const { return kind == CANTER_GAUSSIAN ? sizes[0] : 0; }
  Distribution Make() const;
  // "gaussian6", "categorical3+3+2"
  std::string Name() const;
};

// how the rows of a batch are picked from a buffer
enum class Subset {
  // no index, as many rows as there are
  kAll,
  // no index, fewer rows than there are
  kPrefix,
  // every row once, in random order
  kShuffled,
  // random rows, some of them again and again
  kRepeated,
  // about a third of the rows, in random order
  kSubsample
};

struct Selection {
  int64_t rows;
  int64_t source_rows;
  // empty for none
  std::vector<int32_t> index;
  // the row of the buffers that row b of the batch is
  int64_t Source(int64_t b) const { return index.empty() ? b : index[static_cast<size_t>(b)]; }
};

Selection MakeSelection(Subset subset, int64_t rows, Generator& generator);
const char* Name(Subset subset);

// networks with no to four hidden layers, every activation inside and at the end
const std::vector<NetworkShape>& NetworkShapes();
const std::vector<DistributionShape>& DistributionShapes();
// the batch sizes on both sides of every boundary; item i counts round and round
int64_t BatchSize(size_t i);
// the largest of them that keeps the work of a network's case small enough for a sanitised run
int64_t FittingBatchSize(size_t i, const NetworkShape& shape);

// weights of deviation 1 / sqrt(inputs), biases of deviation 0.1
std::vector<double> MakeTheta(const NetworkShape& shape, Generator& generator);

// network outputs in double precision, of the rows of x
std::vector<double> OracleForward(const NetworkShape& shape, const std::vector<double>& theta,
                                  const std::vector<double>& x, int64_t rows);

// elements rounded to float, as all inputs are
std::vector<double> Rounded(std::vector<double> values);

}  // namespace canter_test

#endif  // CANTER_TESTS_CASES_SHAPES_H_
