// SPDX-License-Identifier: Apache-2.0
//
// Fisher-vector products over a tape: tangent pass, the distribution's Fisher matrix (or the score
// of the action taken), backward pass. Theta's log_std part is handled beside the network.
#include "cpu/batch.h"
#include "cpu/distribution_lanes.h"
#include "cpu/entries.h"
#include "cpu/head.h"
#include "cpu/passes.h"
#include "cpu/transpose.h"
#include "cpu/write.h"

namespace canter::CANTER_ISA {

namespace {

// what the heads of all tiles read
struct Product {
  const Policy& policy;
  const float* theta;
  const float* v;
  Scale scale;
  const float* log_std_direction;  // v's last part [F]
};

// delta = M tangent, in place; the log_std part of M is diagonal and needs no samples
void analytic_head(const Product& product, const Activations& a, float* delta, Tile tile) {
  for (int64_t s = 0; s < tile.columns; s += kLanes) {
    fisher(product.policy.distribution, product.scale, Columns{a.outputs() + s, kStride},
           Columns{delta + s, kStride}, MutableColumns{delta + s, kStride});
  }
}

// delta = score (score' v), and its log_std part added to sums[F]
void empirical_head(const Product& product, const Activations& a, const float* action, float* score,
                    float* score_log_std, float* delta, double* sums, Tile tile) {
  const Distribution& distribution = product.policy.distribution;
  for (int64_t s = 0; s < tile.columns; s += kLanes) {
    log_probability_gradient<false>(distribution, product.scale, Columns{a.outputs() + s, kStride},
                                    Columns{action + s, kStride}, broadcast(1.0f),
                                    MutableColumns{score, kLanes},
                                    MutableColumns{score_log_std, kLanes});
    F along = {};
    for (int32_t d = 0; d < distribution.width; ++d) {
      along = fma(load(score + d * kLanes), load(delta + d * kStride + s), along);
    }
    for (int32_t f = 0; f < distribution.free; ++f) {
      along = fma(load(score_log_std + f * kLanes), broadcast(product.log_std_direction[f]), along);
    }
    along = real_lanes(along, s, tile);
    for (int32_t d = 0; d < distribution.width; ++d) {
      store(delta + d * kStride + s, along * load(score + d * kLanes));
    }
    for (int32_t f = 0; f < distribution.free; ++f) {
      sums[f] += static_cast<double>(sum_lanes(along * load(score_log_std + f * kLanes)));
    }
  }
}

}  // namespace

void fisher_product(Context& context, const Policy& policy, void* out, const Tape& tape,
                    const void* theta, const void* action, const void* v, double damping) {
  const Network& network = policy.network;
  const Distribution& distribution = policy.distribution;
  const int64_t width = std::max(widest(network), distribution.actions);
  const int64_t base = policy.log_std_offset();
  const float* parameters = static_cast<const float*>(theta);
  const float* direction = static_cast<const float*>(v);
  const Product product{policy, parameters, direction,
                        make_scale(distribution, parameters + base,
                                   context.shared<float>(Slot::kPack, scale_floats(distribution))),
                        direction + base};
  double* total = context.shared<double>(Slot::kVectors, policy.parameters);
  // two tangent buffers; an empirical head also holds actions and one group's score
  const int64_t units = 2 * width + (action != nullptr ? 2 * width + 2 : 0);
  sum_over_tiles(context, tape.rows, units, policy.parameters, total,
                 [&](Tile tile, Pieces pieces, double* sums) {
                   const Activations a = activations_at(tape, network, tile.first);
                   float* first = pieces.take(width);
                   float* second = pieces.take(width);
                   float* delta =
                       tangent_tile(network, parameters, direction, a, first, second, tile.columns);
                   if (action == nullptr) {
                     analytic_head(product, a, delta, tile);
                   } else {
                     float* actions = pieces.take(width);
                     float* score = pieces.take(width);
                     load_tile(actions, static_cast<const float*>(action), distribution.actions,
                               tape.picks(), tile);
                     empirical_head(product, a, actions, score, score + distribution.width * kLanes,
                                    delta, sums + base, tile);
                   }
                   clear_padding(delta, network.outputs(), tile);
                   backward_tile(network, parameters, a, delta, delta == first ? second : first,
                                 sums, tile.columns);
                 });
  if (action == nullptr) {
    // the Fisher matrix of a log standard deviation is 2, whatever the state
    for (int32_t f = 0; f < distribution.free; ++f) {
      total[base + f] = 2.0 * direction[base + f] * static_cast<double>(tape.rows);
    }
  }
  write_damped_mean(out, total, tape.rows, v, damping, policy.parameters);
}

}  // namespace canter::CANTER_ISA
