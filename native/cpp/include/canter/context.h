// SPDX-License-Identifier: Apache-2.0
//
// A context chooses the element type and the instruction set once, and owns a pool of threads and
// the work memory of the calls that use it.
//
// Two kinds of calls take a context. *Row calls* take it as const: they use only the caller's
// buffers and may run on many threads at once. *Pool calls* take it as non-const: they spread over
// the pool and use the context's work memory, so they come one at a time (a second one at the same
// moment is refused with CANTER_BUSY). Results have the same bits for any number of threads.
#ifndef CANTER_CONTEXT_H_
#define CANTER_CONTEXT_H_

#include "canter/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The element type of a context's buffers. */
typedef enum canter_real {
  /** float: the fast path */
  CANTER_F32 = 0,
  /** double: the plain single-threaded oracle */
  CANTER_F64 = 1
} canter_real;

/** The instruction set of a context. */
typedef enum canter_isa {
  /** the fastest one that this build holds and this processor runs */
  CANTER_ISA_AUTO = 0,
  /** what every processor of the platform runs, without fused multiply-add */
  CANTER_ISA_PLAIN = 1,
  /** 256-bit vectors with fused multiply-add */
  CANTER_ISA_AVX2 = 2,
  /** 512-bit vectors */
  CANTER_ISA_AVX512 = 3,
  /** no instruction set of the processor: the context of canter_cuda_context_create (cuda.h) */
  CANTER_ISA_CUDA = 4
} canter_isa;

/** The most threads a context may have. */
enum { CANTER_MAX_THREADS = 256 };

/** A context; created by canter_context_create, destroyed by canter_context_destroy. */
typedef struct canter_context canter_context;

/**
 * Creates a context in *out. `threads` counts the calling thread: 1 starts none, at most
 * CANTER_MAX_THREADS. With CANTER_F64 the instruction set is always CANTER_ISA_PLAIN and only
 * CANTER_ISA_AUTO or CANTER_ISA_PLAIN may be asked for. The caller owns *out.
 */
CANTER_API canter_status canter_context_create(canter_context** out, canter_real real,
                                               canter_isa isa, int32_t threads);

/** Ends the pool and frees the context; null is allowed. No call may be running on it. */
CANTER_API void canter_context_destroy(canter_context* context);

/** The number of threads, the caller's included; 0 for null. */
CANTER_API int32_t canter_context_threads(const canter_context* context);

/** The element type; CANTER_F32 for null. */
CANTER_API canter_real canter_context_real(const canter_context* context);

/** The instruction set chosen, never CANTER_ISA_AUTO; CANTER_ISA_PLAIN for null. */
CANTER_API canter_isa canter_context_isa(const canter_context* context);

/** Bytes of work memory the context holds now (it grows to the largest call and stays); 0 for null.
 */
CANTER_API int64_t canter_context_workspace_bytes(const canter_context* context);

/** The instruction set that CANTER_ISA_AUTO chooses for CANTER_F32 here. */
CANTER_API canter_isa canter_isa_best(void);

/** 1 if this build holds the instruction set and this processor runs it, else 0. */
CANTER_API int32_t canter_isa_available(canter_isa isa);

/** The name of an instruction set, such as "avx2"; static storage. */
CANTER_API const char* canter_isa_name(canter_isa isa);

/** Handles of all kinds that were created and not destroyed yet, in this process. */
CANTER_API int64_t canter_live_handles(void);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_CONTEXT_H_
