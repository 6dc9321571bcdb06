// SPDX-License-Identifier: Apache-2.0
//
// Shapes as kernels take them by value.
#ifndef CANTER_CUDA_SHAPES_H_
#define CANTER_CUDA_SHAPES_H_

#include "core/layout.h"
#include "cuda/block.h"

namespace canter::cuda {

// the choices of each factor of a categorical
struct FactorSizes {
  int32_t count;
  int32_t size[CANTER_MAX_FACTORS];
};

inline FactorSizes factor_sizes(const Distribution& distribution) {
  FactorSizes factors = {};
  if (distribution.kind != CANTER_CATEGORICAL) return factors;
  factors.count = distribution.actions;
  for (int32_t j = 0; j < factors.count; ++j) factors.size[j] = distribution.sizes[j];
  return factors;
}

// a distribution
struct Family {
  bool gaussian;
  int32_t width;    // D
  int32_t actions;  // A
  int32_t free;     // F
  FactorSizes factors;
};

inline Family family_of(const Distribution& distribution) {
  return Family{distribution.kind == CANTER_GAUSSIAN, distribution.width, distribution.actions,
                distribution.free, factor_sizes(distribution)};
}

// A layer of so many units takes eight of them to a thread, a narrower one four (micro.h).
constexpr int32_t kWideUnits = 32;

// units are padded to whole groups of what a thread takes
CANTER_BOTH int32_t padded(int32_t width) {
  const int32_t group = width < kWideUnits ? 4 : 8;
  return (width + group - 1) / group * group;
}

// rows that weights are loaded ahead: they come from L2 where L1 is small
constexpr int kAhead = 4;

// A network. Packed parameters hold, layer by layer, weight[inputs + 1, padded outputs] with the
// bias as the last row, and (but for the first layer) its transpose [outputs, padded inputs]; what
// pads is zero, and so are kAhead rows after the last, which loads that run ahead may touch. Rows
// of activations hold the inputs, then each layer's outputs, all padded.
struct Shape {
  int32_t layers;
  canter_activation hidden, output;
  int32_t width[CANTER_MAX_LAYERS + 1];
  int32_t row[CANTER_MAX_LAYERS + 2];  // where a layer's activations begin; the last: all rows
  int64_t theta[CANTER_MAX_LAYERS];    // weight, then bias
  int64_t weight[CANTER_MAX_LAYERS];   // in the packed parameters
  int64_t transpose[CANTER_MAX_LAYERS];
  int64_t packed;  // numbers of packed parameters

  CANTER_DEVICE canter_activation activation(int32_t layer) const {
    return layer + 1 == layers ? output : hidden;
  }
  CANTER_BOTH int32_t outputs() const { return width[layers]; }
  CANTER_BOTH int32_t rows() const { return row[layers + 1]; }
};

inline Shape shape_of(const Network& network) {
  Shape shape = {};
  shape.layers = network.layers;
  shape.hidden = network.hidden;
  shape.output = network.output;
  for (int32_t l = 0; l <= network.layers; ++l) {
    shape.width[l] = network.widths[l];
    shape.row[l + 1] = shape.row[l] + padded(network.widths[l]);
  }
  for (int32_t l = 0; l < network.layers; ++l) {
    const int64_t inputs = network.widths[l], outputs = network.widths[l + 1];
    shape.theta[l] = network.weight_offset[l];
    shape.weight[l] = shape.packed;
    shape.packed += (inputs + 1) * padded(network.widths[l + 1]);
    shape.transpose[l] = shape.packed;
    if (l > 0) shape.packed += outputs * padded(network.widths[l]);
  }
  const int32_t last = network.layers - 1;
  const int32_t inputs = padded(network.widths[last]), outputs = padded(network.widths[last + 1]);
  shape.packed += kAhead * (last > 0 ? inputs : outputs);
  return shape;
}

// the widest padded layer above the inputs: what tangents and deltas need room for
inline int32_t widest(const Shape& shape) {
  int32_t most = 0;
  for (int32_t l = 1; l <= shape.layers; ++l) {
    const int32_t width = shape.row[l + 1] - shape.row[l];
    most = width > most ? width : most;
  }
  return most;
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_SHAPES_H_
