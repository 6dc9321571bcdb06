// SPDX-License-Identifier: Apache-2.0
#include "canter/network.h"

#include "api/guard.h"
#include "api/host_copy.h"
#include "core/handles.h"
#include "core/initialization.h"

using namespace canter;

namespace {

void need_gains(const Network& network, const double* gains) {
  need_finite_doubles(gains, network.layers, "gains");
  for (int32_t l = 0; l < network.layers; ++l) {
    if (gains[l] < 0.0) {
      fail(CANTER_BAD_VALUE, "gains[%d] >= 0: %.17g; pass zero or more", l, gains[l]);
    }
  }
}

}  // namespace

canter_status canter_network_create(canter_network** out, const int32_t* widths, int32_t layers,
                                    canter_activation hidden, canter_activation output) {
  return guarded([&] {
    need(out, "out");
    need(widths, "widths");
    if (layers < 1 || layers > CANTER_MAX_LAYERS) {
      fail(CANTER_BAD_SHAPE, "layers in 1..%d: %d; a linear map has one layer", CANTER_MAX_LAYERS,
           layers);
    }
    for (int32_t i = 0; i <= layers; ++i) {
      if (widths[i] >= 1 && widths[i] <= CANTER_MAX_WIDTH) continue;
      fail(CANTER_BAD_SHAPE, "widths[%d] in 1..%d: %d; there are layers + 1 = %d widths", i,
           CANTER_MAX_WIDTH, widths[i], layers + 1);
    }
    need_enumerator(hidden, CANTER_SOFTPLUS, "hidden", "network.h");
    need_enumerator(output, CANTER_SOFTPLUS, "output", "network.h");
    publish(out, std::make_unique<Network>(make_network(widths, layers, hidden, output)));
  });
}

void canter_network_destroy(canter_network* network) { retire(network); }

int32_t canter_network_layers(const canter_network* network) {
  return network != nullptr ? network->layers : 0;
}

int32_t canter_network_width(const canter_network* network, int32_t index) {
  const bool inside = network != nullptr && index >= 0 && index <= network->layers;
  return inside ? network->widths[index] : 0;
}

int64_t canter_network_parameters(const canter_network* network) {
  return network != nullptr ? network->parameters : 0;
}

int64_t canter_network_weight_offset(const canter_network* network, int32_t layer) {
  const bool inside = network != nullptr && layer >= 0 && layer < network->layers;
  return inside ? network->weight_offset[layer] : -1;
}

int64_t canter_network_bias_offset(const canter_network* network, int32_t layer) {
  const bool inside = network != nullptr && layer >= 0 && layer < network->layers;
  return inside ? network->bias_offset[layer] : -1;
}

canter_status canter_network_initialize(const canter_context* context,
                                        const canter_network* network, void* theta,
                                        canter_initialization scheme, const double* gains,
                                        uint64_t seed) {
  return row_call(context, [&](const Context& c) {
    need(network, "network");
    need(theta, "theta");
    need(gains, "gains");
    need_enumerator(scheme, CANTER_SCALED_NORMAL, "scheme", "network.h");
    need_gains(*network, gains);
    need_disjoint({Reals(c)(theta, network->parameters, "theta")},
                  {span(gains, network->layers, "gains")});
    if (c.real == CANTER_F64) {
      initialize(*network, static_cast<double*>(theta), scheme, gains, seed);
    } else {
      fill_on_host<float>(c, theta, network->parameters, [&](float* values) {
        initialize(*network, values, scheme, gains, seed);
      });
    }
  });
}
