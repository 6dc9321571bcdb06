// SPDX-License-Identifier: Apache-2.0
#include "shapes.h"

#include <cmath>
#include <numeric>

namespace canter_test {
namespace {

const char* ActivationName(canter_activation activation) {
  static const char* const names[] = {"identity", "tanh", "relu", "elu", "softplus"};
  return names[activation];
}

}  // namespace

int64_t NetworkShape::parameters() const {
  int64_t sum = 0;
  for (size_t l = 0; l + 1 < widths.size(); ++l) sum += (widths[l] + int64_t{1}) * widths[l + 1];
  return sum;
}

double NetworkShape::operations() const {
  double sum = 0;
  for (size_t l = 0; l + 1 < widths.size(); ++l) sum += 2.0 * widths[l] * widths[l + 1];
  return sum;
}

bool NetworkShape::smooth() const {
  auto kinked = [](canter_activation a) { return a == CANTER_RELU || a == CANTER_ELU; };
  return !kinked(output) && (widths.size() == 2 || !kinked(hidden));
}

std::string NetworkShape::Name() const {
  std::string name;
  for (int32_t width : widths) name += (name.empty() ? "" : "-") + std::to_string(width);
  return name + "_" + ActivationName(hidden) + "_" + ActivationName(output);
}

int32_t DistributionShape::width() const { return std::accumulate(sizes.begin(), sizes.end(), 0); }

int32_t DistributionShape::actions() const {
  return kind == CANTER_GAUSSIAN ? sizes[0] : static_cast<int32_t>(sizes.size());
}

Distribution DistributionShape::Make() const {
  return kind == CANTER_GAUSSIAN ? MakeGaussian(sizes[0]) : MakeCategorical(sizes);
}

std::string DistributionShape::Name() const {
  if (kind == CANTER_GAUSSIAN) return "gaussian" + std::to_string(sizes[0]);
  std::string name;
  for (int32_t size : sizes) name += (name.empty() ? "" : "+") + std::to_string(size);
  return "categorical" + name;
}

const char* Name(Subset subset) {
  static const char* const names[] = {"all", "prefix", "shuffled", "repeated", "subsample"};
  return names[static_cast<int>(subset)];
}

Selection MakeSelection(Subset subset, int64_t rows, Generator& generator) {
  Selection selection = {rows, rows, {}};
  if (subset == Subset::kPrefix) selection.source_rows = rows + 5;
  if (subset == Subset::kShuffled) selection.index = generator.Permutation(rows);
  if (subset == Subset::kSubsample) {
    selection.source_rows = 3 * rows + 1;
    selection.index = generator.Permutation(selection.source_rows);
    selection.index.resize(static_cast<size_t>(rows));
  }
  if (subset == Subset::kRepeated) {
    selection.source_rows = rows / 2 + 1;
    for (int64_t b = 0; b < rows; ++b) {
      selection.index.push_back(static_cast<int32_t>(generator.Below(selection.source_rows)));
    }
  }
  return selection;
}

const std::vector<NetworkShape>& NetworkShapes() {
  static const std::vector<NetworkShape> shapes = {
      {{1, 1}, CANTER_TANH, CANTER_IDENTITY},
      {{5, 3}, CANTER_TANH, CANTER_TANH},
      {{17, 6}, CANTER_TANH, CANTER_IDENTITY},
      {{376, 17}, CANTER_TANH, CANTER_IDENTITY},
      {{9, 64}, CANTER_TANH, CANTER_SOFTPLUS},
      {{3, 8, 2}, CANTER_TANH, CANTER_IDENTITY},
      {{11, 16, 5}, CANTER_RELU, CANTER_IDENTITY},
      {{25, 7, 1}, CANTER_ELU, CANTER_IDENTITY},
      {{2, 65, 9}, CANTER_SOFTPLUS, CANTER_ELU},
      {{16, 17, 8}, CANTER_IDENTITY, CANTER_RELU},
      {{17, 64, 64, 6}, CANTER_TANH, CANTER_IDENTITY},
      {{11, 64, 64, 3}, CANTER_TANH, CANTER_IDENTITY},
      {{2, 9, 17, 8}, CANTER_ELU, CANTER_TANH},
      {{65, 100, 65, 3}, CANTER_RELU, CANTER_IDENTITY},
      {{33, 100, 50, 25, 10}, CANTER_TANH, CANTER_IDENTITY},
      {{376, 100, 50, 25, 17}, CANTER_TANH, CANTER_IDENTITY},
      {{1, 1, 1, 1, 1}, CANTER_SOFTPLUS, CANTER_IDENTITY},
      {{6, 5, 7, 9, 3, 2}, CANTER_SOFTPLUS, CANTER_IDENTITY},
      {{7, 25, 16, 2, 1}, CANTER_TANH, CANTER_IDENTITY},
      // too wide for what a GPU's block shares: half a tile, then none of it
      {{5, 350, 3}, CANTER_TANH, CANTER_IDENTITY},
      {{3, 9, 700, 2}, CANTER_SOFTPLUS, CANTER_IDENTITY},
  };
  return shapes;
}

const std::vector<DistributionShape>& DistributionShapes() {
  static const std::vector<DistributionShape> shapes = {
      {CANTER_GAUSSIAN, {1}},
      {CANTER_GAUSSIAN, {2}},
      {CANTER_GAUSSIAN, {3}},
      {CANTER_GAUSSIAN, {6}},
      {CANTER_GAUSSIAN, {8}},
      {CANTER_GAUSSIAN, {9}},
      {CANTER_GAUSSIAN, {17}},
      {CANTER_GAUSSIAN, {25}},
      {CANTER_CATEGORICAL, {2}},
      {CANTER_CATEGORICAL, {5}},
      {CANTER_CATEGORICAL, {17}},
      {CANTER_CATEGORICAL, {100}},
      {CANTER_CATEGORICAL, {3, 3, 2}},
      {CANTER_CATEGORICAL, {9, 2, 7, 8}},
      {CANTER_CATEGORICAL, {2, 2, 2, 2, 2, 2, 2, 2, 2}},
  };
  return shapes;
}

int64_t BatchSize(size_t i) {
  static const int64_t sizes[] = {1,  2,  3,   7,   8,   9,    15,   16,  17,
                                  31, 33, 255, 256, 257, 1023, 1025, 2049};
  return sizes[i % (sizeof sizes / sizeof sizes[0])];
}

int64_t FittingBatchSize(size_t i, const NetworkShape& shape) {
  constexpr double kMostOperations = 3e7;
  while (shape.operations() * static_cast<double>(BatchSize(i)) > kMostOperations) i += 7;
  return BatchSize(i);
}

std::vector<double> MakeTheta(const NetworkShape& shape, Generator& generator) {
  std::vector<double> theta;
  for (size_t l = 0; l + 1 < shape.widths.size(); ++l) {
    const int64_t inputs = shape.widths[l], outputs = shape.widths[l + 1];
    const double deviation = 1 / std::sqrt(static_cast<double>(inputs));
    for (double w : generator.Normals(inputs * outputs, 0, deviation)) theta.push_back(w);
    for (double b : generator.Normals(outputs, 0, 0.1)) theta.push_back(b);
  }
  return theta;
}

std::vector<double> OracleForward(const NetworkShape& shape, const std::vector<double>& theta,
                                  const std::vector<double>& x, int64_t rows) {
  const Context context = MakeContext(CANTER_F64);
  const Network network = shape.Make();
  std::vector<double> y(static_cast<size_t>(rows * shape.outputs()));
  const int64_t bytes = canter_mlp_scratch_bytes(context.get(), network.get(), rows);
  std::vector<double> scratch(static_cast<size_t>(bytes) / sizeof(double) + 1);
  Check(canter_mlp_forward(context.get(), network.get(), y.data(), theta.data(), x.data(), rows,
                           scratch.data(), bytes));
  return y;
}

std::vector<double> Rounded(std::vector<double> values) {
  for (double& value : values) value = static_cast<float>(value);
  return values;
}

}  // namespace canter_test
