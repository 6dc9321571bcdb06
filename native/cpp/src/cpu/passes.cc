// SPDX-License-Identifier: Apache-2.0
#include "cpu/passes.h"

#include <utility>

#include "cpu/activation.h"
#include "cpu/dense.h"

namespace canter::CANTER_ISA {

namespace {

// the blocks of a layer: body<R>(first unit, first sample) for every block of units and panel
template <int64_t kWidth = kPanel, typename Body>
CANTER_INLINE void for_blocks(int64_t units, int64_t columns, const Body& body) {
  // panels outside: the panel's inputs stay in L1 while the weights pass by once
  for (int64_t s = 0; s < columns; s += kWidth) {
    for_unit_blocks(units, [&]<int R>(int64_t unit) { body.template operator()<R>(unit, s); });
  }
}

struct Layer {
  const float* weight;  // [inputs, outputs]
  const float* bias;    // [outputs]
  int64_t inputs;
  int64_t outputs;
};

CANTER_INLINE Layer layer_of(const Network& network, const float* theta, int32_t l) {
  return Layer{theta + network.weight_offset[l], theta + network.bias_offset[l], network.widths[l],
               network.widths[l + 1]};
}

template <canter_activation kActivation, int64_t kStep, int C>
void forward_layer(const Layer& layer, const float* x, float* y, int64_t columns) {
  for_blocks<C * kLanes>(layer.outputs, columns, [&]<int R>(int64_t o, int64_t s) {
    F acc[R][C];
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < C; ++c) acc[r][c] = broadcast(layer.bias[o + r]);
    }
    accumulate<kStep>(acc, layer.weight + o, layer.outputs, 1, x + s, layer.inputs);
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < C; ++c) {
        store(y + (o + r) * kStep + s + c * kLanes, activate<kActivation>(acc[r][c]));
      }
    }
  });
}

// dy = activation'(a) * (vb + a_prev V + da_prev W); the inputs of the network have no tangent
template <canter_activation kActivation>
void tangent_layer(const Layer& layer, const Layer& along, const float* x, const float* dx,
                   const float* y, float* dy, int64_t columns) {
  for_blocks(layer.outputs, columns, [&]<int R>(int64_t o, int64_t s) {
    F acc[R][2];
    for (int r = 0; r < R; ++r) acc[r][0] = acc[r][1] = broadcast(along.bias[o + r]);
    accumulate<kStride>(acc, along.weight + o, layer.outputs, 1, x + s, layer.inputs);
    if (dx != nullptr) {
      accumulate<kStride>(acc, layer.weight + o, layer.outputs, 1, dx + s, layer.inputs);
    }
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < 2; ++c) {
        const int64_t at = (o + r) * kStride + s + c * kLanes;
        store(dy + at, acc[r][c] * derivative<kActivation>(load(y + at)));
      }
    }
  });
}

// delta of the layer below: activation'(a) * (W delta), where a are the layer's inputs
template <canter_activation kActivation>
void backward_layer(const Layer& layer, const float* a, const float* delta, float* below,
                    int64_t columns) {
  for_blocks(layer.inputs, columns, [&]<int R>(int64_t i, int64_t s) {
    F acc[R][2] = {};
    accumulate<kStride>(acc, layer.weight + i * layer.outputs, 1, layer.outputs, delta + s,
                        layer.outputs);
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < 2; ++c) {
        const int64_t at = (i + r) * kStride + s + c * kLanes;
        store(below + at, acc[r][c] * derivative<kActivation>(load(a + at)));
      }
    }
  });
}

// gradient of a layer's weights and biases, added in double
void gradient_layer(const Layer& layer, const float* a, const float* delta, double* weight,
                    double* bias, int64_t columns) {
  // panels of outputs whose deltas stay in L1 (16 KiB) while the inputs pass by
  constexpr int64_t kOutputs = 16;
  for (int64_t o = 0; o < layer.outputs; o += kOutputs) {
    const int64_t outputs = layer.outputs - o < kOutputs ? layer.outputs - o : kOutputs;
    const float* d = delta + o * kStride;
    const Blocks blocks(layer.inputs, kOuterA);
    int64_t i = 0;
    for (int64_t b = 0; b < blocks.count; ++b) {
      const int64_t length = blocks.length(b);
      double* g = weight + i * layer.outputs + o;
      const float* rows = a + i * kStride;
      if (length == 3) outer_blocks<3>(g, layer.outputs, rows, d, outputs, columns);
      if (length == 2) outer_blocks<2>(g, layer.outputs, rows, d, outputs, columns);
      if (length == 1) outer_blocks<1>(g, layer.outputs, rows, d, outputs, columns);
      i += length;
    }
  }
  for (int64_t o = 0; o < layer.outputs; ++o) {
    F sum = {};
    for (int64_t s = 0; s < columns; s += kLanes) sum = sum + load(delta + o * kStride + s);
    bias[o] += static_cast<double>(sum_lanes(sum));
  }
}

// delta of the outputs, through the output activation
template <canter_activation kActivation>
void scale_by_derivative(float* delta, const float* a, int64_t units, int64_t columns) {
  for (int64_t u = 0; u < units; ++u) {
    for (int64_t s = 0; s < columns; s += kLanes) {
      const int64_t at = u * kStride + s;
      store(delta + at, load(delta + at) * derivative<kActivation>(load(a + at)));
    }
  }
}

}  // namespace

void forward_tile(const Network& network, const float* theta, const Activations& a,
                  int64_t columns) {
  for (int32_t l = 0; l < network.layers; ++l) {
    with_activation(network.activation(l), [&]<canter_activation kActivation>() {
      forward_layer<kActivation, kStride, 2>(layer_of(network, theta, l), a.layer(l),
                                             a.layer(l + 1), columns);
    });
  }
}

float* forward_panel(const Network& network, const float* theta, float* x, float* other,
                     int64_t columns) {
  for (int32_t l = 0; l < network.layers; ++l) {
    with_activation(network.activation(l), [&]<canter_activation kActivation>() {
      const Layer layer = layer_of(network, theta, l);
      if (columns > kLanes) {
        forward_layer<kActivation, kPanel, 2>(layer, x, other, kPanel);
      } else {
        forward_layer<kActivation, kPanel, 1>(layer, x, other, kLanes);
      }
    });
    std::swap(x, other);
  }
  return x;
}

float* tangent_tile(const Network& network, const float* theta, const float* v,
                    const Activations& a, float* first, float* second, int64_t columns) {
  float* from = nullptr;
  float* to = first;
  for (int32_t l = 0; l < network.layers; ++l) {
    with_activation(network.activation(l), [&]<canter_activation kActivation>() {
      tangent_layer<kActivation>(layer_of(network, theta, l), layer_of(network, v, l), a.layer(l),
                                 from, a.layer(l + 1), to, columns);
    });
    from = to;
    to = to == first ? second : first;
  }
  return from;
}

void backward_tile(const Network& network, const float* theta, const Activations& a, float* delta,
                   float* other, double* gradient, int64_t columns) {
  const int32_t last = network.layers - 1;
  if (network.output != CANTER_IDENTITY) {
    with_activation(network.output, [&]<canter_activation kActivation>() {
      scale_by_derivative<kActivation>(delta, a.outputs(), network.outputs(), columns);
    });
  }
  for (int32_t l = last; l >= 0; --l) {
    const Layer layer = layer_of(network, theta, l);
    gradient_layer(layer, a.layer(l), delta, gradient + network.weight_offset[l],
                   gradient + network.bias_offset[l], columns);
    if (l == 0) break;
    with_activation(network.hidden, [&]<canter_activation kActivation>() {
      backward_layer<kActivation>(layer, a.layer(l), delta, other, columns);
    });
    std::swap(delta, other);
  }
}

}  // namespace canter::CANTER_ISA
