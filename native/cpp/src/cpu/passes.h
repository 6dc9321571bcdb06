// SPDX-License-Identifier: Apache-2.0
//
// Passes of one tile through a network: what every update is composed of.
#ifndef CANTER_CPU_PASSES_H_
#define CANTER_CPU_PASSES_H_

#include "cpu/tile.h"

namespace canter::CANTER_ISA {

// forward: fills layers 1..L of `a` from layer 0
void forward_tile(const Network& network, const float* theta, const Activations& a,
                  int64_t columns);

// forward of one panel [units][kPanel], of which `columns` hold samples, for rollouts: returns the
// outputs, in one of the two buffers (each [widest][kPanel]), of which x holds the inputs; both
// lose their content
float* forward_panel(const Network& network, const float* theta, float* x, float* other,
                     int64_t columns);

// tangent: returns, in one of the two buffers (each [widest][kStride]), the derivative of the
// outputs [O][kStride] along v at the activations a
float* tangent_tile(const Network& network, const float* theta, const float* v,
                    const Activations& a, float* first, float* second, int64_t columns);

// backward: adds to gradient (double[P]) the products of the tile with delta, the derivative by the
// outputs [O][kStride], zero past the last sample. delta and other (each [widest][kStride]) are
// work memory and lose their content.
void backward_tile(const Network& network, const float* theta, const Activations& a, float* delta,
                   float* other, double* gradient, int64_t columns);

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_PASSES_H_
