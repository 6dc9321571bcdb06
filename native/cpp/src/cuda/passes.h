// SPDX-License-Identifier: Apache-2.0
//
// Passes of a network over one tile of samples. Numbers of a tile lie unit by unit, samples side by
// side, so a thread takes four units of four samples: 16 sums in registers, fed by one load of four
// samples and one of four weights a step. Every sum is one chain of multiply-adds in the order of
// cpu/dense.h, so a row's bits depend neither on the tile nor on the back end.
#ifndef CANTER_CUDA_PASSES_H_
#define CANTER_CUDA_PASSES_H_

#include "cuda/math.h"
#include "cuda/shapes.h"

namespace canter::cuda {

// Rows of a tile's numbers, `stride` apart; a multiple of four, and odd in fours where it can be:
// then the threads of a warp that read different rows find them in different banks.
struct Columns {
  float* x;
  int stride;
  CANTER_DEVICE float* row(int32_t r) const { return x + static_cast<int64_t>(r) * stride; }
  // the same from row r and sample s on
  CANTER_DEVICE Columns at(int32_t r, int s) const { return Columns{row(r) + s, stride}; }
};

// The two buffers that tangents and deltas go back and forth between, one after the other.
struct Buffers {
  float* x;
  int32_t rows;
  int stride;
  CANTER_DEVICE Columns operator[](int which) const {
    return Columns{x + (which == 0 ? 0 : int64_t{rows} * stride), stride};
  }
};

// four units of four samples
struct Micro {
  float sum[4][4];

  CANTER_DEVICE void set(const float* of_unit) {
    for (int r = 0; r < 4; ++r) {
      for (int c = 0; c < 4; ++c) sum[r][c] = of_unit != nullptr ? of_unit[r] : 0.0f;
    }
  }
  // sum[unit][sample] += weight[i, unit] * x[i, sample] for i ascending
  CANTER_DEVICE void add(const float* weight, int32_t weight_stride, const float* x, int stride,
                         int32_t count) {
    CANTER_UNROLLED_TWICE
    for (int32_t i = 0; i < count; ++i) {
      const Four w = load_four(weight + static_cast<int64_t>(i) * weight_stride);
      const Four v = load_four(x + static_cast<int64_t>(i) * stride);
      for (int r = 0; r < 4; ++r) {
        for (int c = 0; c < 4; ++c) sum[r][c] = fmaf(w.x[r], v.x[c], sum[r][c]);
      }
    }
  }
  // sums to four rows of four samples
  CANTER_DEVICE void put(const Columns& to) const {
    for (int r = 0; r < 4; ++r) {
      store_four(to.row(r), Four{{sum[r][0], sum[r][1], sum[r][2], sum[r][3]}});
    }
  }
};

// What follows the sums of a micro tile works on them where they were put: were it done in
// registers, the switch over activations would be there sixteen times, or the sums in local memory.
// `to` holds sums and receives activations
CANTER_DEVICE void activate_micro(canter_activation activation, const Columns& to) {
  CANTER_ROLLED
  for (int r = 0; r < 4; ++r) {
    Four v = load_four(to.row(r));
    for (int c = 0; c < 4; ++c) v.x[c] = activate(activation, v.x[c]);
    store_four(to.row(r), v);
  }
}

// `to` holds sums and receives them times activation'(a), as does `copy` where it is not null
CANTER_DEVICE void slope_micro(canter_activation activation, const Columns& a, const Columns& to,
                               const Columns& copy) {
  CANTER_ROLLED
  for (int r = 0; r < 4; ++r) {
    Four v = load_four(to.row(r));
    const Four y = load_four(a.row(r));
    for (int c = 0; c < 4; ++c) v.x[c] *= slope(activation, y.x[c]);
    store_four(to.row(r), v);
    if (copy.x != nullptr) store_four(copy.row(r), v);
  }
}

// one phase: body(first unit, first sample) for all groups of four of each; samples are 32 or 16
template <typename Body>
CANTER_DEVICE void each_micro(const Block& block, int32_t units, int samples, const Body& body) {
  const int shift = samples == 32 ? 3 : 2;  // there are 8 or 4 groups of samples
  block.items(units / 4 << shift,
              [&](int item) { body(item >> shift << 2, (item & ((1 << shift) - 1)) << 2); });
}

// A network with its packed parameters, and a direction packed alike (or null).
struct Parameters {
  const float* theta;
  const float* direction;
};

// activations of layer l + 1 from those of layer l
CANTER_DEVICE void forward_layer(const Block& block, const Shape& shape, const float* packed,
                                 int32_t l, const Columns& a, int samples) {
  const int32_t inputs = shape.width[l], outputs = padded(shape.width[l + 1]);
  const float* weight = packed + shape.weight[l];
  const canter_activation activation = shape.activation(l);
  each_micro(block, outputs, samples, [&](int32_t o, int s) {
    Micro m;
    m.set(weight + static_cast<int64_t>(inputs) * outputs + o);
    m.add(weight + o, outputs, a.row(shape.row[l]) + s, a.stride, inputs);
    const Columns to = a.at(shape.row[l + 1] + o, s);
    m.put(to);
    activate_micro(activation, to);
  });
}

// all of a tile's activations, from its inputs in the first rows of `a`
CANTER_DEVICE void forward_tile(const Block& block, const Shape& shape, const float* packed,
                                const Columns& a, int samples) {
  for (int32_t l = 0; l < shape.layers; ++l) forward_layer(block, shape, packed, l, a, samples);
}

// dy = activation'(a) * (vb + a_prev V + da_prev W); the inputs of the network have no tangent
CANTER_DEVICE void tangent_layer(const Block& block, const Shape& shape, const Parameters& p,
                                 int32_t l, const Columns& a, const Columns& below,
                                 const Columns& above, int samples) {
  const int32_t inputs = shape.width[l], outputs = padded(shape.width[l + 1]);
  const float* weight = p.theta + shape.weight[l];
  const float* along = p.direction + shape.weight[l];
  const canter_activation activation = shape.activation(l);
  each_micro(block, outputs, samples, [&](int32_t o, int s) {
    Micro m;
    m.set(along + static_cast<int64_t>(inputs) * outputs + o);
    m.add(along + o, outputs, a.row(shape.row[l]) + s, a.stride, inputs);
    if (l > 0) m.add(weight + o, outputs, below.x + s, below.stride, inputs);
    const Columns to = above.at(o, s);
    m.put(to);
    slope_micro(activation, a.at(shape.row[l + 1] + o, s), to, Columns{nullptr, 0});
  });
}

// the outputs' tangents; answers with the number of their buffer
CANTER_DEVICE int tangent_tile(const Block& block, const Shape& shape, const Parameters& p,
                               const Columns& a, const Buffers& buffers, int samples) {
  int which = 0;
  for (int32_t l = 0; l < shape.layers; ++l) {
    tangent_layer(block, shape, p, l, a, buffers[which], buffers[1 - which], samples);
    which = 1 - which;
  }
  return which;
}

// delta of layer l's inputs: activation'(a) * (W delta)
CANTER_DEVICE void backward_layer(const Block& block, const Shape& shape, const float* packed,
                                  int32_t l, const Columns& a, const Columns& delta,
                                  const Columns& below, const Columns& kept, int samples) {
  const int32_t inputs = padded(shape.width[l]), outputs = shape.width[l + 1];
  const float* transpose = packed + shape.transpose[l];
  const canter_activation activation = shape.activation(l - 1);
  each_micro(block, inputs, samples, [&](int32_t i, int s) {
    Micro m;
    m.set(nullptr);
    m.add(transpose + i, inputs, delta.x + s, delta.stride, outputs);
    const Columns to = below.at(i, s);
    m.put(to);
    slope_micro(activation, a.at(shape.row[l] + i, s), to,
                kept.at(shape.row[l] - shape.row[1] + i, s));
  });
}

// from derivatives by the outputs in buffer `which` to the deltas of all layers but the inputs,
// which `kept` receives. Only the first `count` samples are of the batch: the others' derivatives
// become zero, so that they enter no sum.
CANTER_DEVICE void backward_tile(const Block& block, const Shape& shape, const float* packed,
                                 const Columns& a, const Buffers& buffers, int which,
                                 const Columns& kept, int samples, int count) {
  const int32_t top = shape.row[shape.layers];
  const canter_activation activation = shape.activation(shape.layers - 1);
  block.items(padded(shape.outputs()) * samples, [&](int item) {
    const int32_t o = item / samples;
    const int s = item % samples;
    const bool real = s < count && o < shape.outputs();
    const Columns delta = buffers[which];
    const float d = real ? delta.row(o)[s] * slope(activation, a.row(top + o)[s]) : 0.0f;
    delta.row(o)[s] = d;
    kept.row(top - shape.row[1] + o)[s] = d;
  });
  for (int32_t l = shape.layers - 1; l > 0; --l) {
    backward_layer(block, shape, packed, l, a, buffers[which], buffers[1 - which], kept, samples);
    which = 1 - which;
  }
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_PASSES_H_
