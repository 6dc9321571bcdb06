// SPDX-License-Identifier: Apache-2.0
//
// What the opaque handles of the C API hold: shapes of networks, distributions and policies.
#ifndef CANTER_CORE_LAYOUT_H_
#define CANTER_CORE_LAYOUT_H_

#include <cstdint>
#include <vector>

#include "canter/objective.h"

// The shape of a network and the offsets of its parameters in theta.
struct canter_network {
  int32_t layers = 0;
  std::vector<int32_t> widths;         // [layers + 1]
  std::vector<int64_t> weight_offset;  // [layers]
  std::vector<int64_t> bias_offset;    // [layers]
  int64_t parameters = 0;
  canter_activation hidden = CANTER_TANH;
  canter_activation output = CANTER_IDENTITY;

  int32_t inputs() const { return widths.front(); }
  int32_t outputs() const { return widths.back(); }
  canter_activation activation(int32_t layer) const {
    return layer + 1 == layers ? output : hidden;
  }
  // two shapes are interchangeable where everything but the offsets, which follow, is equal
  bool operator==(const canter_network& o) const {
    return widths == o.widths && hidden == o.hidden && output == o.output;
  }
};

// The shape of a distribution.
struct canter_distribution {
  canter_distribution_kind kind = CANTER_GAUSSIAN;
  std::vector<int32_t> sizes;  // Gaussian: {A}; categorical: choices of each factor
  int32_t width = 0;           // D
  int32_t actions = 0;         // A
  int32_t free = 0;            // F
};

// A network, a distribution, and theta = [network | log_std].
struct canter_policy {
  canter_network network;
  canter_distribution distribution;
  int64_t parameters = 0;
  int64_t log_std_offset() const { return network.parameters; }
};

namespace canter {

using Network = canter_network;
using Distribution = canter_distribution;
using Policy = canter_policy;

// A network shape from checked arguments, offsets included.
Network make_network(const int32_t* widths, int32_t layers, canter_activation hidden,
                     canter_activation output);

// A distribution shape from checked arguments.
Distribution make_distribution(canter_distribution_kind kind, const int32_t* sizes,
                               int32_t factors);

// A policy from a network and a distribution that fit together.
Policy make_policy(const Network& network, const Distribution& distribution);

}  // namespace canter

#endif  // CANTER_CORE_LAYOUT_H_
