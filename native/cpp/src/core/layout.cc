// SPDX-License-Identifier: Apache-2.0
#include "core/layout.h"

namespace canter {

Network make_network(const int32_t* widths, int32_t layers, canter_activation hidden,
                     canter_activation output) {
  Network network;
  network.layers = layers;
  network.widths.assign(widths, widths + layers + 1);
  network.hidden = hidden;
  network.output = output;
  int64_t offset = 0;
  for (int32_t l = 0; l < layers; ++l) {
    network.weight_offset.push_back(offset);
    offset += int64_t{widths[l]} * widths[l + 1];
    network.bias_offset.push_back(offset);
    offset += widths[l + 1];
  }
  network.parameters = offset;
  return network;
}

Distribution make_distribution(canter_distribution_kind kind, const int32_t* sizes,
                               int32_t factors) {
  Distribution distribution;
  distribution.kind = kind;
  distribution.sizes.assign(sizes, sizes + factors);
  for (int32_t size : distribution.sizes) distribution.width += size;
  const bool gaussian = kind == CANTER_GAUSSIAN;
  distribution.actions = gaussian ? distribution.width : factors;
  distribution.free = gaussian ? distribution.width : 0;
  return distribution;
}

Policy make_policy(const Network& network, const Distribution& distribution) {
  return Policy{network, distribution, network.parameters + distribution.free};
}

}  // namespace canter
