// SPDX-License-Identifier: Apache-2.0
#include "problem.h"

#include <cmath>
#include <limits>

namespace canter_test {

const std::vector<PolicyShape>& PolicyShapes() {
  static const std::vector<PolicyShape> shapes = {
      {{{5, 3}}, {CANTER_GAUSSIAN, {3}}},
      {{{1, 1}}, {CANTER_GAUSSIAN, {1}}},
      {{{17, 64, 64, 6}}, {CANTER_GAUSSIAN, {6}}},
      {{{11, 64, 64, 3}}, {CANTER_GAUSSIAN, {3}}},
      {{{9, 16, 25}, CANTER_SOFTPLUS}, {CANTER_GAUSSIAN, {25}}},
      {{{33, 100, 50, 25, 10}}, {CANTER_GAUSSIAN, {10}}},
      {{{376, 100, 50, 25, 17}}, {CANTER_GAUSSIAN, {17}}},
      {{{8, 17, 9}, CANTER_ELU}, {CANTER_GAUSSIAN, {9}}},
      {{{6, 7, 5, 2}, CANTER_RELU}, {CANTER_GAUSSIAN, {2}}},
      {{{4, 2}}, {CANTER_CATEGORICAL, {2}}},
      {{{20, 30, 8}}, {CANTER_CATEGORICAL, {3, 3, 2}}},
      {{{7, 16, 16, 17}}, {CANTER_CATEGORICAL, {17}}},
      {{{3, 9, 26}, CANTER_SOFTPLUS}, {CANTER_CATEGORICAL, {9, 2, 7, 8}}},
      {{{25, 5}, CANTER_TANH, CANTER_TANH}, {CANTER_CATEGORICAL, {5}}},
  };
  return shapes;
}

std::vector<double> DrawActions(const DistributionShape& shape,
                                const std::vector<double>& parameters,
                                const std::vector<double>& log_std, int64_t rows,
                                Generator& generator) {
  std::vector<double> action;
  const int64_t width = shape.width();
  for (int64_t b = 0; b < rows; ++b) {
    const double* row = parameters.data() + b * width;
    if (shape.kind == CANTER_GAUSSIAN) {
      for (size_t j = 0; j < log_std.size(); ++j) {
        action.push_back(generator.Normal(row[j], std::exp(log_std[j])));
      }
      continue;
    }
    for (int32_t size : shape.sizes) {
      double sum = 0;
      for (int32_t k = 0; k < size; ++k) sum += std::exp(row[k]);
      double left = generator.Uniform() * sum;
      int32_t choice = 0;
      while (choice + 1 < size && (left -= std::exp(row[choice])) > 0) ++choice;
      action.push_back(choice);
      row += size;
    }
  }
  return action;
}

PolicyProblem MakeProblem(const PolicyShape& shape, const Selection& selection,
                          Generator& generator, double distance) {
  PolicyProblem p;
  p.shape = shape;
  p.selection = selection;
  const int64_t rows = selection.source_rows;
  const DistributionShape& distribution = shape.distribution;

  p.old_theta = MakeTheta(shape.network, generator);
  p.old_log_std = generator.Normals(distribution.free(), -0.5, 0.3);
  p.old_theta.insert(p.old_theta.end(), p.old_log_std.begin(), p.old_log_std.end());
  p.theta = p.old_theta;
  if (distance > 0) {
    p.theta = Rounded(Along(p.old_theta, distance, generator.Normals(shape.parameters())));
  }

  p.observation = generator.Normals(rows * shape.network.inputs());
  p.old_parameters = OracleForward(shape.network, p.old_theta, p.observation, rows);
  if (distance > 0) p.old_parameters = Rounded(p.old_parameters);
  p.action = DrawActions(distribution, p.old_parameters, p.old_log_std, rows, generator);
  // off centre, so that sums of weights do not cancel
  p.weight = generator.Normals(rows, 0.3, 1);

  p.old_log_probability.resize(static_cast<size_t>(rows));
  const Context context = MakeContext(CANTER_F64);
  const Distribution made = distribution.Make();
  Check(canter_distribution_log_probability(context.get(), made.get(), p.old_log_probability.data(),
                                            p.old_parameters.data(), p.old_log_std.data(),
                                            p.action.data(), rows));
  if (distance > 0) p.old_log_probability = Rounded(p.old_log_probability);
  return p;
}

std::vector<double> OnlySelected(std::vector<double> values, const Selection& selection,
                                 int64_t width) {
  std::vector<bool> picked(static_cast<size_t>(selection.source_rows));
  for (int64_t b = 0; b < selection.rows; ++b) {
    picked[static_cast<size_t>(selection.Source(b))] = true;
  }
  for (size_t i = 0; i < values.size(); ++i) {
    if (!picked[i / static_cast<size_t>(width)]) {
      values[i] = std::numeric_limits<double>::quiet_NaN();
    }
  }
  return values;
}

PlacedProblem Place(Workbench& bench, const PolicyProblem& p) {
  PlacedProblem placed;
  const DistributionShape& distribution = p.shape.distribution;
  auto place = [&](const std::vector<double>& values, int64_t width) {
    return bench.Input(OnlySelected(values, p.selection, width));
  };
  placed.network = bench.Keep(p.shape.network.Make());
  placed.policy = bench.Keep(MakePolicy(placed.network, bench.Keep(distribution.Make())));
  placed.theta = bench.Input(p.theta);
  placed.batch.observation = place(p.observation, p.shape.network.inputs());
  placed.batch.action = place(p.action, distribution.actions());
  placed.batch.weight = place(p.weight, 1);
  placed.batch.old_log_probability = place(p.old_log_probability, 1);
  placed.batch.old_parameters = place(p.old_parameters, distribution.width());
  // ignored where there are none
  placed.batch.old_log_std = distribution.free() > 0 ? bench.Input(p.old_log_std) : nullptr;
  placed.batch.index = bench.Index(p.selection.index);
  placed.batch.source_rows = p.selection.source_rows;
  placed.batch.rows = p.selection.rows;
  return placed;
}

canter_tape* Record(Workbench& bench, const PlacedProblem& placed) {
  const canter_batch& batch = placed.batch;
  canter_tape* tape = bench.Keep(MakeTape(bench.context(), placed.network, batch.rows));
  Check(canter_mlp_record(bench.context(), placed.network, tape, nullptr, placed.theta,
                          batch.observation, batch.index, batch.source_rows, batch.rows));
  return tape;
}

}  // namespace canter_test
