// SPDX-License-Identifier: Apache-2.0
//
// Forward, backward and tangent pass of one row, and where its activations lie.
#ifndef CANTER_ORACLE_PASSES_H_
#define CANTER_ORACLE_PASSES_H_

#include "core/layout.h"
#include "core/tape.h"

namespace canter::oracle {

// The oracle's layout of kept activations: the inputs a_0 [B, w0], then a_1 [B, w1], ..., then the
// outputs a_L [B, wL], dense and row-major, one after the other, with B = rows of the recording.
struct Activations {
  const Network& network;
  double* memory;
  int64_t rows;

  // a_layer [w_layer] of a row
  double* at(int32_t layer, int64_t row) const {
    int64_t offset = row * network.widths[layer];
    for (int32_t l = 0; l < layer; ++l) offset += rows * network.widths[l];
    return memory + offset;
  }
  double* output(int64_t row) const { return at(network.layers, row); }
};

// how many numbers the activations of `rows` rows are
inline int64_t activation_count(const Network& network, int64_t rows) {
  int64_t count = 0;
  for (int32_t width : network.widths) count += rows * width;
  return count;
}

// what a tape keeps
inline Activations kept_on(const Tape& tape) {
  return Activations{tape.network, tape.memory.as<double>(), tape.rows};
}

// computes the activations of a row from its inputs x [w0]
void forward_row(const Activations& activations, int64_t row, const double* theta, const double* x);

// gradient [P] += J' dy for the row's Jacobian J of the outputs by theta, dy [wL]
void backward_row(const Activations& activations, int64_t row, double* gradient,
                  const double* theta, const double* dy);

// dy [wL] = J v for a direction v [P]
void tangent_row(const Activations& activations, int64_t row, double* dy, const double* theta,
                 const double* v);

}  // namespace canter::oracle

#endif  // CANTER_ORACLE_PASSES_H_
