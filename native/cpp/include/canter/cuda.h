// SPDX-License-Identifier: Apache-2.0
//
// Contexts on an NVIDIA GPU. The kernels lie in a library of their own, libcanter_cuda, which
// canter_cuda_load loads; before that every call here answers CANTER_UNSUPPORTED with the reason.
//
// A context of canter_cuda_context_create serves all calls of the other headers. There,
//  - `void*` buffers, index, step and key are pointers to memory of the device (or managed memory),
//    as are the vectors that a canter_linear_operator is given;
//  - results of type double, int64_t and struct, and the state of canter/moments.h, lie with the
//    host;
//  - work is ordered by the context's stream. A call that answers with a number waits for it;
//    others may return while it runs. canter_cuda_synchronize waits. What goes wrong on the device
//    is reported by the call that waits next;
//  - calls wait before they begin only for checks that memory depends on: picks, places, choices of
//    a categorical. NaN and infinity in buffers, kinds of steps that do not exist, and the picks of
//    gradients are refused late: by the very call if it answers with a number, else by the next one
//    of the context that waits (which also happens once 64 calls were not looked at), with the
//    status and the text of the check and the name of the call that found it. The first one is
//    reported, all that were found by then are forgotten, and the context serves as before.
//    Buffers that were written between such a call and its report hold nothing of use, nor does a
//    tape; but optimisers leave theirs as they were, and canter_trust_region_step theta. Results
//    that lie with the host are not written by a call that is refused. A context that is destroyed
//    takes what it did not report with it.
// The element type is CANTER_F32, canter_context_isa is CANTER_ISA_CUDA.
#ifndef CANTER_CUDA_H_
#define CANTER_CUDA_H_

#include "canter/context.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Room for texts. */
enum {
  /** the length of a device's name, with the final zero */
  CANTER_CUDA_NAME_BYTES = 256,
  /** the length of a UUID, with the final zero */
  CANTER_CUDA_UUID_BYTES = 41
};

/** What is known of a device. */
typedef struct canter_cuda_device {
  /** its number for canter_cuda_context_create, after CUDA_VISIBLE_DEVICES */
  int32_t ordinal;
  /** compute capability: major * 10 + minor */
  int32_t capability;
  /** 1 if libcanter_cuda holds code for it */
  int32_t supported;
  /** streaming multiprocessors */
  int32_t multiprocessors;
  /** bytes of shared memory that one block may have */
  int32_t shared_bytes;
  /** 1 if host and device may use managed memory at once */
  int32_t managed;
  /** bytes of its memory in all */
  int64_t total_bytes;
  /** bytes of its memory that are free now */
  int64_t free_bytes;
  /** such as "NVIDIA H200" */
  char name[CANTER_CUDA_NAME_BYTES];
  /** "GPU-" with 32 hexadecimal digits in groups */
  char uuid[CANTER_CUDA_UUID_BYTES];
} canter_cuda_device;

/** Kinds of memory. */
typedef enum canter_cuda_memory {
  /** the device's own */
  CANTER_CUDA_DEVICE = 0,
  /** the host's, pinned: copies to and from it overlap with work */
  CANTER_CUDA_PINNED = 1,
  /** both may use it, though not at once; for tests */
  CANTER_CUDA_MANAGED = 2
} canter_cuda_memory;

/** How a context is made; zero everywhere is the default. */
typedef struct canter_cuda_options {
  /** a cudaStream_t that the caller keeps until the context has ended; null: one of its own */
  void* stream;
  /**
   * 0: products of matrices in float32. 1: on tensor cores, each put together from three products
   * in TF32 (factors of 10 bits of mantissa) so that 2^-20 of it is lost, with sums in float32: the
   * passes over batches, their tangents and derivatives, the sums of weight gradients, and row
   * calls (forward, act), so that all of a context see one policy. Everything else stays in
   * float32 and double.
   */
  int32_t tf32;
} canter_cuda_options;

/**
 * Loads libcanter_cuda from `path` and looks for a driver and a device; a second call answers as
 * the first that succeeded did. The CUDA runtime (libcudart.so.13) must be loaded already, lie
 * beside the library, or be found by the dynamic linker. CANTER_UNSUPPORTED says what is missing.
 */
CANTER_API canter_status canter_cuda_load(const char* path);

/** *driver and *runtime: the versions, 1000 * major + 10 * minor; 0 for a driver that is not there.
 */
CANTER_API canter_status canter_cuda_versions(int32_t* driver, int32_t* runtime);

/** *count: the devices that CUDA_VISIBLE_DEVICES leaves. */
CANTER_API canter_status canter_cuda_device_count(int32_t* count);

/** Describes device `ordinal`. */
CANTER_API canter_status canter_cuda_device_info(canter_cuda_device* out, int32_t ordinal);

/** Creates in *out a context on a device; options may be null. The caller owns *out. */
CANTER_API canter_status canter_cuda_context_create(canter_context** out, int32_t ordinal,
                                                    const canter_cuda_options* options);

/** The device of a context, -1 for one of the processor or null. */
CANTER_API int32_t canter_cuda_context_device(const canter_context* context);

/** The stream of a context (a cudaStream_t), null for one of the processor. */
CANTER_API void* canter_cuda_context_stream(const canter_context* context);

/** What a context and its tapes asked of their device since the context was made. */
typedef struct canter_cuda_traffic {
  /** copies from the host; those that calls make for themselves count, too */
  int64_t uploads;
  /** the bytes of these */
  int64_t upload_bytes;
  /** copies to the host */
  int64_t downloads;
  /** the bytes of these */
  int64_t download_bytes;
  /** how often the host waited; each download is one of them */
  int64_t waits;
  /** kernels started one by one */
  int64_t launches;
  /** graphs started, whose kernels are not counted */
  int64_t graph_launches;
} canter_cuda_traffic;

/** *out = the traffic of a context so far; asks nothing of the device. */
CANTER_API canter_status canter_cuda_traffic_read(canter_context* context,
                                                  canter_cuda_traffic* out);

/** Waits until all work of the context is done; refuses what late checks found. */
CANTER_API canter_status canter_cuda_synchronize(canter_context* context);

/**
 * Memory for `bytes` bytes in *out, aligned to 256. CANTER_OUT_OF_MEMORY names what was needed and
 * what is free, and leaves the context usable. It goes back by canter_cuda_free with the same kind.
 */
CANTER_API canter_status canter_cuda_allocate(void** out, canter_context* context,
                                              canter_cuda_memory kind, int64_t bytes);

/** Frees memory of canter_cuda_allocate, once work that uses it is done; null is allowed. */
CANTER_API canter_status canter_cuda_free(canter_context* context, canter_cuda_memory kind,
                                          void* memory);

/**
 * Copies from the host, in the context's order. From pinned memory it returns at once, and `from`
 * may change after canter_cuda_synchronize or the next call that waits; from other memory at once
 * when `from` was read.
 */
CANTER_API canter_status canter_cuda_upload(canter_context* context, void* to, const void* from,
                                            int64_t bytes);

/** Copies to the host and waits for it. */
CANTER_API canter_status canter_cuda_download(canter_context* context, void* to, const void* from,
                                              int64_t bytes);

/** Copies within the device, in the context's order. */
CANTER_API canter_status canter_cuda_copy(canter_context* context, void* to, const void* from,
                                          int64_t bytes);

/** Fills memory of the device with one byte, in the context's order. */
CANTER_API canter_status canter_cuda_fill(canter_context* context, void* to, int32_t byte,
                                          int64_t bytes);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_CUDA_H_
