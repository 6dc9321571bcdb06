// SPDX-License-Identifier: Apache-2.0
//
// Counter-based random numbers: Philox4x32-10 (Salmon et al. 2011). A draw is a pure function of
// (seed, stream, environment, episode, step, position), so any thread may make it at any time.
//
// Key: the low and high words of the seed. Counter word 0: block + 65536 * stream (block < 65536
// and stream < 65536), word 1: step, word 2: episode, word 3: environment. Block k gives words
// 4k..4k+3. Uniform j, from word j: u = ((w >> 9) + 0.5) * 2^-23, exact in float, never 0 or 1.
// Normals 2i and 2i + 1, from uniforms 2i and 2i + 1: sqrt(-2 log u) cos(2 pi u'), and the same
// with sin (Box and Muller).
#ifndef CANTER_RANDOM_H_
#define CANTER_RANDOM_H_

#include "canter/context.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Streams that Canter itself uses; a user's own begin at CANTER_STREAM_USER. */
typedef enum canter_stream {
  /** sampling of actions */
  CANTER_STREAM_ACTION = 0,
  /** resets and noise of environments */
  CANTER_STREAM_ENVIRONMENT = 1,
  /** initialisation of parameters */
  CANTER_STREAM_INITIALIZATION = 2,
  /** shuffles and subsamples of batches */
  CANTER_STREAM_BATCH = 3,
  /** evaluation episodes */
  CANTER_STREAM_EVALUATION = 4,
  /** the first one that is free */
  CANTER_STREAM_USER = 256
} canter_stream;

/** The most numbers one call may draw. */
enum { CANTER_MAX_DRAWS = 262144 };

/** out[4] = Philox4x32-10 of counter[4] under key[2], all uint32. Any thread. */
CANTER_API canter_status canter_random_philox(uint32_t* out, const uint32_t* counter,
                                              const uint32_t* key);

/** Row call. out (real[n]) = uniforms 0..n-1 of the given place; n in 1..CANTER_MAX_DRAWS. */
CANTER_API canter_status canter_random_uniform(const canter_context* context, void* out,
                                               uint64_t seed, uint32_t stream, uint32_t environment,
                                               uint32_t episode, uint32_t step, int64_t n);

/** Row call. out (real[n]) = normals 0..n-1 of the given place; n in 1..CANTER_MAX_DRAWS. */
CANTER_API canter_status canter_random_normal(const canter_context* context, void* out,
                                              uint64_t seed, uint32_t stream, uint32_t environment,
                                              uint32_t episode, uint32_t step, int64_t n);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_RANDOM_H_
