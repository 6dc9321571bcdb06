// SPDX-License-Identifier: Apache-2.0
//
// Forward passes for rollouts: no pool, the caller's scratch, any number of rows. Whole panels of
// rows go through the dense kernels with a row in each lane; the few rows that are left go one by
// one with an output in each lane. Each sum is the same chain of multiply-adds either way (bias
// first, inputs ascending), so a row has the same bits at any batch size and position.
#include <algorithm>
#include <utility>

#include "cpu/activation.h"
#include "cpu/dense.h"
#include "cpu/entries.h"
#include "cpu/passes.h"
#include "cpu/transpose.h"
#include "cpu/views.h"

namespace canter::CANTER_ISA {

namespace {

// up to this many left-over rows go one by one: a panel costs about as much as four rows
constexpr int64_t kSingles = 4;

CANTER_INLINE int64_t line(int64_t floats) { return (floats + 15) / 16 * 16; }

// y[o..] of one row for V vectors of outputs, the last of which holds `last` outputs
template <canter_activation kActivation, int V>
CANTER_INLINE void row_block(const float* weight, const float* bias, int64_t outputs,
                             const float* x, int64_t inputs, float* y, int64_t last) {
  F acc[V];
  for (int i = 0; i < V - 1; ++i) acc[i] = load(bias + i * kLanes);
  const bool whole = last == kLanes;
  float* end = y + (V - 1) * kLanes;
  if (whole) {
    acc[V - 1] = load(bias + (V - 1) * kLanes);
    for (int64_t k = 0; k < inputs; ++k) {
      const F xv = broadcast(x[k]);
      for (int i = 0; i < V; ++i) acc[i] = fma(load(weight + k * outputs + i * kLanes), xv, acc[i]);
    }
  } else {
    acc[V - 1] = load_part(bias + (V - 1) * kLanes, last);
    for (int64_t k = 0; k < inputs; ++k) {
      const F xv = broadcast(x[k]);
      const float* w = weight + k * outputs;
      for (int i = 0; i < V - 1; ++i) acc[i] = fma(load(w + i * kLanes), xv, acc[i]);
      acc[V - 1] = fma(load_part(w + (V - 1) * kLanes, last), xv, acc[V - 1]);
    }
  }
  // y has room for whole vectors
  for (int i = 0; i < V - 1; ++i) store(y + i * kLanes, activate<kActivation>(acc[i]));
  store(end, activate<kActivation>(acc[V - 1]));
}

// one layer of one row: blocks of eight vectors of outputs, whose eight sums hide the latency
template <canter_activation kActivation>
void row_layer(const float* weight, const float* bias, int64_t inputs, int64_t outputs,
               const float* x, float* y) {
  constexpr int64_t kBlock = 8 * kLanes;
  int64_t o = 0;
  for (; o + kBlock <= outputs; o += kBlock) {
    row_block<kActivation, 8>(weight + o, bias + o, outputs, x, inputs, y + o, kLanes);
  }
  const int64_t left = outputs - o;
  if (left == 0) return;
  const int64_t vectors = (left + kLanes - 1) / kLanes;
  const int64_t last = left - (vectors - 1) * kLanes;
  const float* w = weight + o;
  const float* b = bias + o;
  switch (vectors) {
    case 1:
      row_block<kActivation, 1>(w, b, outputs, x, inputs, y + o, last);
      break;
    case 2:
      row_block<kActivation, 2>(w, b, outputs, x, inputs, y + o, last);
      break;
    case 3:
      row_block<kActivation, 3>(w, b, outputs, x, inputs, y + o, last);
      break;
    case 4:
      row_block<kActivation, 4>(w, b, outputs, x, inputs, y + o, last);
      break;
    case 5:
      row_block<kActivation, 5>(w, b, outputs, x, inputs, y + o, last);
      break;
    case 6:
      row_block<kActivation, 6>(w, b, outputs, x, inputs, y + o, last);
      break;
    case 7:
      row_block<kActivation, 7>(w, b, outputs, x, inputs, y + o, last);
      break;
    default:
      row_block<kActivation, 8>(w, b, outputs, x, inputs, y + o, last);
      break;
  }
}

void forward_row(const Network& network, float* y, const float* theta, const float* x, float* first,
                 float* second) {
  const float* from = x;
  for (int32_t l = 0; l < network.layers; ++l) {
    with_activation(network.activation(l), [&]<canter_activation kActivation>() {
      row_layer<kActivation>(theta + network.weight_offset[l], theta + network.bias_offset[l],
                             network.widths[l], network.widths[l + 1], from, first);
    });
    from = first;
    std::swap(first, second);
  }
  std::memcpy(y, from, network.outputs() * sizeof(float));
}

}  // namespace

size_t mlp_scratch_bytes(const Network& network, int64_t rows) {
  const int64_t buffer = rows > kSingles ? widest(network) * kPanel : widest(network) + kLanes;
  // the caller's block may begin anywhere in a cache line
  return (2 * line(buffer) + 16) * sizeof(float);
}

void mlp_forward(const canter_context&, const Network& network, void* y, const void* theta,
                 const void* x, int64_t rows, void* scratch) {
  const uintptr_t address = (reinterpret_cast<uintptr_t>(scratch) + 63) / 64 * 64;
  float* work = reinterpret_cast<float*>(address);
  const float* parameters = static_cast<const float*>(theta);
  const RowPicker from{static_cast<const float*>(x), network.inputs(), nullptr};
  float* to = static_cast<float*>(y);
  int64_t s = 0;
  while (rows - s > kSingles) {
    const int64_t samples = std::min(rows - s, kPanel);
    const Tile panel{s, samples, kPanel};
    load_columns(work, kPanel, from, panel);
    const float* outputs =
        forward_panel(network, parameters, work, work + line(widest(network) * kPanel), samples);
    store_rows(to, network.outputs(), outputs, kPanel, panel);
    s += samples;
  }
  float* second = work + line(widest(network) + kLanes);
  for (; s < rows; ++s) {
    forward_row(network, to + s * network.outputs(), parameters, from.row(s), work, second);
  }
}

}  // namespace canter::CANTER_ISA
