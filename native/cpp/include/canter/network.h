// SPDX-License-Identifier: Apache-2.0
//
// The shape of a multilayer perceptron and the one truth about where its parameters lie.
//
// A network with L dense layers has widths w[0..L]. Layer l computes
//   z_l[o] = bias_l[o] + sum_i a_l[i] * weight_l[i, o],   a_{l+1} = activation(z_l)
// with i ascending; the last layer applies the output activation. The flat vector theta[P] holds
// weight_0 [w0, w1], bias_0 [w1], weight_1 [w1, w2], bias_1 [w2], ... A linear map is the case L
// = 1.
#ifndef CANTER_NETWORK_H_
#define CANTER_NETWORK_H_

#include "canter/context.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a layer applies to its sums. */
typedef enum canter_activation {
  /** z */
  CANTER_IDENTITY = 0,
  /** tanh(z) */
  CANTER_TANH = 1,
  /** max(z, 0), with derivative 0 at 0 */
  CANTER_RELU = 2,
  /** z if z > 0, else exp(z) - 1 */
  CANTER_ELU = 3,
  /** log(1 + exp(z)) */
  CANTER_SOFTPLUS = 4
} canter_activation;

/** How weights are drawn; biases are zero. */
typedef enum canter_initialization {
  /** gain times a matrix with orthonormal rows or columns, whichever are fewer */
  CANTER_ORTHOGONAL = 0,
  /** gain / sqrt(inputs of the layer) times standard normals */
  CANTER_SCALED_NORMAL = 1
} canter_initialization;

/** The most dense layers, and the widest layer, of a network. */
enum { CANTER_MAX_LAYERS = 16, CANTER_MAX_WIDTH = 16384 };

/** The shape of a network: immutable, usable from any thread and with any context. */
typedef struct canter_network canter_network;

/**
 * Creates the shape in *out from widths[layers + 1], each in 1..CANTER_MAX_WIDTH, with `layers` in
 * 1..CANTER_MAX_LAYERS. The widths are copied; the caller owns *out.
 */
CANTER_API canter_status canter_network_create(canter_network** out, const int32_t* widths,
                                               int32_t layers, canter_activation hidden,
                                               canter_activation output);

/** Frees the shape; null is allowed. Policies and tapes made from it keep copies of their own. */
CANTER_API void canter_network_destroy(canter_network* network);

/** The number of dense layers; 0 for null. */
CANTER_API int32_t canter_network_layers(const canter_network* network);

/** Width `index` in 0..layers: 0 is the input, `layers` the output; 0 outside or for null. */
CANTER_API int32_t canter_network_width(const canter_network* network, int32_t index);

/** P, the length of the flat parameter vector; 0 for null. */
CANTER_API int64_t canter_network_parameters(const canter_network* network);

/** Where weight[w_layer, w_{layer+1}] of a layer begins in theta; -1 outside or for null. */
CANTER_API int64_t canter_network_weight_offset(const canter_network* network, int32_t layer);

/** Where bias[w_{layer+1}] of a layer begins in theta; -1 outside or for null. */
CANTER_API int64_t canter_network_bias_offset(const canter_network* network, int32_t layer);

/**
 * Row call. Fills theta (real[P]) from normals of Philox keyed by seed and layer. gains[layers]
 * are finite and >= 0. The same seed gives the same bits on one platform, whatever the context's
 * instruction set; CANTER_F32 holds the rounded values of CANTER_F64.
 */
CANTER_API canter_status canter_network_initialize(const canter_context* context,
                                                   const canter_network* network, void* theta,
                                                   canter_initialization scheme,
                                                   const double* gains, uint64_t seed);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_NETWORK_H_
