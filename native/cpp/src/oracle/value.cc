// SPDX-License-Identifier: Apache-2.0
#include "canter/value.h"

#include <limits>
#include <vector>

#include "oracle/families.h"
#include "oracle/passes.h"

namespace canter::oracle {

namespace {

// population variance of the picked targets, by two passes
double variance(const double* target, const int32_t* index, int64_t rows) {
  double mean = 0.0;
  for (int64_t b = 0; b < rows; ++b) mean += target[pick(index, b)] / static_cast<double>(rows);
  double sum = 0.0;
  for (int64_t b = 0; b < rows; ++b) {
    const double deviation = target[pick(index, b)] - mean;
    sum += deviation * deviation;
  }
  return sum / static_cast<double>(rows);
}

void gradient(canter_context&, const Network& network, void* gradient, double* statistics,
              Tape* tape, const void* theta, const void* observation, const void* target,
              const int32_t* index, int64_t source_rows, int64_t rows) {
  std::vector<double> sum(network.parameters, 0.0);
  // without a tape one row's activations serve for all rows in turn
  std::vector<double> memory(activation_count(network, 1));
  Activations kept = {network, memory.data(), 1};
  if (tape != nullptr) {
    kept.memory = tape->memory.as<double>();
    kept.rows = rows;
  }
  double squares = 0.0;
  for (int64_t b = 0; b < rows; ++b) {
    const int64_t m = pick(index, b), place = tape != nullptr ? b : 0;
    forward_row(kept, place, reals(theta), reals(observation) + m * network.inputs());
    const double error = *kept.output(place) - reals(target)[m];
    squares += error * error;
    backward_row(kept, place, sum.data(), reals(theta), &error);
  }
  const double count = static_cast<double>(rows), spread = variance(reals(target), index, rows);
  statistics[CANTER_VALUE_LOSS] = 0.5 * squares / count;
  statistics[CANTER_VALUE_EXPLAINED_VARIANCE] =
      spread == 0.0 ? std::numeric_limits<double>::quiet_NaN() : 1.0 - squares / count / spread;
  if (tape != nullptr) begin_recording(*tape, index, source_rows, rows);
  if (gradient == nullptr) return;
  for (int64_t p = 0; p < network.parameters; ++p) reals(gradient)[p] = sum[p] / count;
}

void gauss_newton(canter_context&, const Network& network, void* out, const Tape& tape,
                  const void* theta, const void* v, double damping) {
  const Activations kept = kept_on(tape);
  std::vector<double> sum(network.parameters, 0.0);
  std::vector<double> tangent(network.outputs());
  for (int64_t b = 0; b < tape.rows; ++b) {
    tangent_row(kept, b, tangent.data(), reals(theta), reals(v));
    backward_row(kept, b, sum.data(), reals(theta), tangent.data());
  }
  const double count = static_cast<double>(tape.rows);
  for (int64_t p = 0; p < network.parameters; ++p) {
    reals(out)[p] = sum[p] / count + damping * reals(v)[p];
  }
}

}  // namespace

void add_value(KernelTable& table) {
  table.value_gradient = gradient;
  table.gauss_newton_product = gauss_newton;
}

}  // namespace canter::oracle
