// SPDX-License-Identifier: Apache-2.0
//
// Passes of a network over one tile of samples. Numbers of a tile lie unit by unit, samples side by
// side. Every sum is one chain of multiply-adds in the order of cpu/dense.h, so a row's bits depend
// neither on the tile nor on the back end.
#ifndef CANTER_CUDA_PASSES_H_
#define CANTER_CUDA_PASSES_H_

#include "cuda/tensor.h"

namespace canter::cuda {

// Where a tile's numbers lie: the inputs, which only the first layer reads, the activations of all
// other layers, the deltas that are kept, and two buffers that tangents and deltas go back and
// forth between. These are one and the same where all sums of a layer have a thread and are put
// when all are read. Products read shared memory; what is far from it passes through the panels. A
// block has one of it, in shared memory: registers are for sums.
struct Room {
  Columns inputs, units, deltas;
  Buffers buffers;
  Panels panels;
  int samples;
  bool inputs_far, units_far, buffers_far;

  CANTER_DEVICE Columns layer(const Shape& shape, int32_t l) const {
    return l == 0 ? inputs : units.at(shape.row[l] - shape.row[1], 0);
  }
  CANTER_DEVICE Product of_layer(const Shape& shape, int32_t l, const float* weight) const {
    return Product{layer(shape, l), shape.width[l], l == 0 ? inputs_far : units_far, weight};
  }
  CANTER_DEVICE Product of_buffer(int which, int32_t rows, const float* weight) const {
    return Product{buffers[which], rows, buffers_far, weight};
  }
};

// A network with its packed parameters, and a direction packed alike (or null).
struct Parameters {
  const float* theta;
  const float* direction;
};

// activations of layer l + 1 from those of layer l
struct ForwardSums {
  const Shape& shape;
  const float* packed;
  const Room& room;
  int32_t l;
  int products;

  CANTER_DEVICE const float* bias() const {
    return packed + shape.weight[l] + int64_t{shape.width[l]} * padded(shape.width[l + 1]);
  }
  CANTER_DEVICE Product product(int) const {
    return room.of_layer(shape, l, packed + shape.weight[l]);
  }
};

template <bool kTensor>
CANTER_DEVICE void forward_layer(const Block& block, const Shape& shape, const float* packed,
                                 int32_t l, const Room& room) {
  const ForwardSums sums = {shape, packed, room, l, 1};
  each_product<kTensor>(block, padded(shape.width[l + 1]), room.samples, room.panels, sums,
                        [&](const auto& micro, int32_t o, int s) {
                          const Columns to = room.layer(shape, l + 1).at(o, s);
                          micro.put(to, room.samples / 2);
                          activate_micro(micro, shape.activation(l), to, room.samples / 2);
                        });
}

// all of a tile's activations, from its inputs
template <bool kTensor>
CANTER_DEVICE void forward_tile(const Block& block, const Shape& shape, const float* packed,
                                const Room& room) {
  CANTER_ROLLED
  for (int32_t l = 0; l < shape.layers; ++l) forward_layer<kTensor>(block, shape, packed, l, room);
}

// dy = activation'(a) * (vb + a_prev V + da_prev W), from buffer `which` to the other; the inputs
// of the network have no tangent
struct TangentSums {
  const Shape& shape;
  const Parameters& p;
  const Room& room;
  int32_t l;
  int which;
  int products;

  CANTER_DEVICE const float* bias() const {
    return p.direction + shape.weight[l] + int64_t{shape.width[l]} * padded(shape.width[l + 1]);
  }
  CANTER_DEVICE Product product(int number) const {
    if (number == 0) return room.of_layer(shape, l, p.direction + shape.weight[l]);
    return room.of_buffer(which, shape.width[l], p.theta + shape.weight[l]);
  }
};

template <bool kTensor>
CANTER_DEVICE void tangent_layer(const Block& block, const Shape& shape, const Parameters& p,
                                 int32_t l, const Room& room, int which) {
  const TangentSums sums = {shape, p, room, l, which, l == 0 ? 1 : 2};
  each_product<kTensor>(block, padded(shape.width[l + 1]), room.samples, room.panels, sums,
                        [&](const auto& micro, int32_t o, int s) {
                          const Columns to = room.buffers[1 - which].at(o, s);
                          micro.put(to, room.samples / 2);
                          slope_micro(micro, shape.activation(l), room.layer(shape, l + 1).at(o, s),
                                      to, Columns{nullptr, 0}, room.samples / 2);
                        });
}

// the outputs' tangents; answers with the number of their buffer
template <bool kTensor>
CANTER_DEVICE int tangent_tile(const Block& block, const Shape& shape, const Parameters& p,
                               const Room& room) {
  int which = 0;
  CANTER_ROLLED
  for (int32_t l = 0; l < shape.layers; ++l) {
    tangent_layer<kTensor>(block, shape, p, l, room, which);
    which = 1 - which;
  }
  return which;
}

// delta of layer l's inputs, from buffer `which` to the other: activation'(a) * (W delta)
struct BackwardSums {
  const Shape& shape;
  const float* packed;
  const Room& room;
  int32_t l;
  int which;
  int products;

  CANTER_DEVICE const float* bias() const { return nullptr; }
  CANTER_DEVICE Product product(int) const {
    return room.of_buffer(which, shape.width[l + 1], packed + shape.transpose[l]);
  }
};

template <bool kTensor>
CANTER_DEVICE void backward_layer(const Block& block, const Shape& shape, const float* packed,
                                  int32_t l, const Room& room, int which) {
  const BackwardSums sums = {shape, packed, room, l, which, 1};
  each_product<kTensor>(block, padded(shape.width[l]), room.samples, room.panels, sums,
                        [&](const auto& micro, int32_t i, int s) {
                          const Columns to = room.buffers[1 - which].at(i, s);
                          micro.put(to, room.samples / 2);
                          slope_micro(micro, shape.activation(l - 1), room.layer(shape, l).at(i, s),
                                      to, room.deltas.at(shape.row[l] - shape.row[1] + i, s),
                                      room.samples / 2);
                        });
}

// from derivatives by the outputs in buffer `which` to the deltas of all layers but the inputs,
// which the kept ones receive. Only the first `count` samples are of the batch: the others'
// derivatives become zero, so that they enter no sum.
template <bool kTensor>
CANTER_DEVICE void backward_tile(const Block& block, const Shape& shape, const float* packed,
                                 const Room& room, int which, int count) {
  const int32_t top = shape.row[shape.layers] - shape.row[1];
  const canter_activation activation = shape.activation(shape.layers - 1);
  const Columns delta = room.buffers[which], y = room.layer(shape, shape.layers);
  block.items(padded(shape.outputs()) * room.samples, [&](int item) {
    const int32_t o = item / room.samples;
    const int s = item % room.samples;
    const bool real = s < count && o < shape.outputs();
    const float d = real ? delta.row(o)[s] * slope(activation, y.row(o)[s]) : 0.0f;
    delta.row(o)[s] = d;
    room.deltas.row(top + o)[s] = d;
  });
  CANTER_ROLLED
  for (int32_t l = shape.layers - 1; l > 0; --l) {
    backward_layer<kTensor>(block, shape, packed, l, room, which);
    which = 1 - which;
  }
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_PASSES_H_
