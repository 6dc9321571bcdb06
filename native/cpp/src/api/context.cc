// SPDX-License-Identifier: Apache-2.0
#include "core/context.h"

#include <system_error>

#include "api/guard.h"
#include "core/handles.h"
#include "core/isa.h"

using namespace canter;

namespace {

// the instruction set that a request means; refuses what cannot be had
canter_isa choose_isa(canter_real real, canter_isa isa) {
  if (isa == CANTER_ISA_CUDA) {
    fail(CANTER_BAD_VALUE,
         "isa is one of the processor: cuda; canter_cuda_context_create makes contexts of a GPU");
  }
  if (real == CANTER_F64) {
    if (isa <= CANTER_ISA_PLAIN) return CANTER_ISA_PLAIN;
    fail(CANTER_BAD_VALUE,
         "isa is CANTER_ISA_AUTO or CANTER_ISA_PLAIN for CANTER_F64: %s; the oracle is plain only",
         isa_name(isa));
  }
  const canter_isa chosen = isa == CANTER_ISA_AUTO ? best_isa() : isa;
  if (float_kernels(chosen) == nullptr) {
    fail(CANTER_UNSUPPORTED,
         "this build holds isa %s: it does not; ask for CANTER_ISA_AUTO, or build with it",
         isa_name(chosen));
  }
  if (!processor_runs(chosen)) {
    fail(CANTER_UNSUPPORTED, "this processor runs isa %s: it does not; ask for CANTER_ISA_AUTO",
         isa_name(chosen));
  }
  return chosen;
}

std::unique_ptr<Context> make_context(canter_real real, canter_isa isa, int32_t threads) {
  const KernelTable* kernels = real == CANTER_F64 ? oracle_kernels() : float_kernels(isa);
  try {
    return std::make_unique<Context>(real, isa, kernels, threads);
  } catch (const std::system_error& error) {
    fail(CANTER_OUT_OF_MEMORY, "start of %d threads: %s; ask for fewer threads", threads - 1,
         error.what());
  }
}

}  // namespace

canter_status canter_context_create(canter_context** out, canter_real real, canter_isa isa,
                                    int32_t threads) {
  return guarded([&] {
    need(out, "out");
    need_enumerator(real, CANTER_F64, "real", "context.h");
    need_enumerator(isa, CANTER_ISA_CUDA, "isa", "context.h");
    if (threads < 1 || threads > CANTER_MAX_THREADS) {
      fail(CANTER_BAD_VALUE, "threads in 1..%d: %d; 1 uses the calling thread alone",
           CANTER_MAX_THREADS, threads);
    }
    publish(out, make_context(real, choose_isa(real, isa), threads));
  });
}

void canter_context_destroy(canter_context* context) { retire(context); }

int32_t canter_context_threads(const canter_context* context) {
  return context != nullptr ? context->pool.threads() : 0;
}

canter_real canter_context_real(const canter_context* context) {
  return context != nullptr ? context->real : CANTER_F32;
}

canter_isa canter_context_isa(const canter_context* context) {
  return context != nullptr ? context->isa : CANTER_ISA_PLAIN;
}

int64_t canter_context_workspace_bytes(const canter_context* context) {
  if (context == nullptr) return 0;
  size_t bytes = 0;
  for (const Buffer& memory : context->shared_memory) bytes += memory.bytes();
  for (const Buffer& memory : context->thread_memory) bytes += memory.bytes();
  return static_cast<int64_t>(bytes);
}

canter_isa canter_isa_best(void) { return best_isa(); }

int32_t canter_isa_available(canter_isa isa) {
  const int number = number_of(isa);
  if (number < CANTER_ISA_AUTO || number > CANTER_ISA_AVX512) return 0;
  const canter_isa meant = isa == CANTER_ISA_AUTO ? best_isa() : isa;
  return float_kernels(meant) != nullptr && processor_runs(meant) ? 1 : 0;
}

const char* canter_isa_name(canter_isa isa) { return isa_name(number_of(isa)); }

int64_t canter_live_handles(void) { return live_handles(); }
