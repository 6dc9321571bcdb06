// SPDX-License-Identifier: Apache-2.0
//
// Passes through a network: forward, backward (vector-Jacobian product), tangent
// (Jacobian-vector product). A tape keeps the activations of a recorded batch, so that backward and
// tangent passes, Fisher-vector products and Gauss-Newton products need no forward pass of their
// own.
#ifndef CANTER_MLP_H_
#define CANTER_MLP_H_

#include "canter/network.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Kept activations of one recorded batch; owns its memory, sized once. */
typedef struct canter_tape canter_tape;

/**
 * Creates in *out a tape for batches of up to `rows` rows through `network`, in the element type
 * and layout of `context`. It holds inputs, hidden activations and outputs: about rows *
 * sizeof(real) * (sum of all widths) bytes. The caller owns *out; it outlives neither need.
 */
CANTER_API canter_status canter_tape_create(canter_tape** out, const canter_context* context,
                                            const canter_network* network, int64_t rows);

/** Frees the tape; null is allowed. */
CANTER_API void canter_tape_destroy(canter_tape* tape);

/** Rows the tape has room for; 0 for null. */
CANTER_API int64_t canter_tape_capacity(const canter_tape* tape);

/** Rows of the recorded batch; 0 before the first recording or for null. */
CANTER_API int64_t canter_tape_rows(const canter_tape* tape);

/** Bytes the tape owns; 0 for null. */
CANTER_API int64_t canter_tape_bytes(const canter_tape* tape);

/** Bytes of scratch that canter_mlp_forward needs for `rows` rows; 0 for bad arguments. */
CANTER_API int64_t canter_mlp_scratch_bytes(const canter_context* context,
                                            const canter_network* network, int64_t rows);

/**
 * Row call. y (real[B, O]) = network(x (real[B, I]); theta (real[P])). A row's bits do not depend
 * on B or on its position. `scratch` has `scratch_bytes` bytes, at least
 * canter_mlp_scratch_bytes(context, network, rows). theta must be finite; a NaN in x stays in its
 * row.
 */
CANTER_API canter_status canter_mlp_forward(const canter_context* context,
                                            const canter_network* network, void* y,
                                            const void* theta, const void* x, int64_t rows,
                                            void* scratch, int64_t scratch_bytes);

/**
 * Pool call. Runs the rows of x (real[M, I]) forward and keeps their activations on the tape; y
 * (real[B, O], may be null) receives the outputs, with the bits of canter_mlp_forward. `index`
 * (int32[B], may be null) picks rows of x, in any order; null takes rows 0..B-1 (B <= M). The tape
 * remembers M and a copy of the index for the calls that read other buffers of the same batch.
 */
CANTER_API canter_status canter_mlp_record(canter_context* context, const canter_network* network,
                                           canter_tape* tape, void* y, const void* theta,
                                           const void* x, const int32_t* index, int64_t source_rows,
                                           int64_t rows);

/**
 * Pool call. gradient (real[P]) = sum over the tape's B rows of J_b' dy_b, for dy (real[B, O]) in
 * the tape's order. theta is the one that was recorded.
 */
CANTER_API canter_status canter_mlp_backward(canter_context* context, const canter_network* network,
                                             void* gradient, const canter_tape* tape,
                                             const void* theta, const void* dy);

/** Pool call. dy (real[B, O]) = J_b v for each row b of the tape, for a direction v (real[P]). */
CANTER_API canter_status canter_mlp_tangent(canter_context* context, const canter_network* network,
                                            void* dy, const canter_tape* tape, const void* theta,
                                            const void* v);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_MLP_H_
