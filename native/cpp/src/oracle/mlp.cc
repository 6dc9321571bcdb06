// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "oracle/families.h"
#include "oracle/passes.h"

namespace canter::oracle {

namespace {

// a forward pass needs the activations of one row, whatever the number of rows
size_t scratch_bytes(const Network& network, int64_t) {
  return activation_count(network, 1) * sizeof(double);
}

void forward(const canter_context&, const Network& network, void* y, const void* theta,
             const void* x, int64_t rows, void* scratch) {
  const Activations row{network, reals(scratch), 1};
  for (int64_t b = 0; b < rows; ++b) {
    forward_row(row, 0, reals(theta), reals(x) + b * network.inputs());
    std::copy_n(row.output(0), network.outputs(), reals(y) + b * network.outputs());
  }
}

size_t tape_bytes(const Network& network, int64_t rows) {
  return activation_count(network, rows) * sizeof(double);
}

void record(canter_context&, const Network& network, Tape& tape, void* y, const void* theta,
            const void* x, const int32_t* index, int64_t source_rows, int64_t rows) {
  begin_recording(tape, index, source_rows, rows);
  const Activations kept = kept_on(tape);
  for (int64_t b = 0; b < rows; ++b) {
    forward_row(kept, b, reals(theta), reals(x) + pick(index, b) * network.inputs());
    if (y == nullptr) continue;
    std::copy_n(kept.output(b), network.outputs(), reals(y) + b * network.outputs());
  }
}

void backward(canter_context&, const Network& network, void* gradient, const Tape& tape,
              const void* theta, const void* dy) {
  const Activations kept = kept_on(tape);
  std::vector<double> sum(network.parameters, 0.0);
  for (int64_t b = 0; b < tape.rows; ++b) {
    backward_row(kept, b, sum.data(), reals(theta), reals(dy) + b * network.outputs());
  }
  std::copy(sum.begin(), sum.end(), reals(gradient));
}

void tangent(canter_context&, const Network& network, void* dy, const Tape& tape, const void* theta,
             const void* v) {
  const Activations kept = kept_on(tape);
  for (int64_t b = 0; b < tape.rows; ++b) {
    tangent_row(kept, b, reals(dy) + b * network.outputs(), reals(theta), reals(v));
  }
}

}  // namespace

void add_mlp(KernelTable& table) {
  table.mlp_scratch_bytes = scratch_bytes;
  table.mlp_forward = forward;
  table.tape_bytes = tape_bytes;
  table.mlp_record = record;
  table.mlp_backward = backward;
  table.mlp_tangent = tangent;
}

}  // namespace canter::oracle
