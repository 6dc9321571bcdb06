// SPDX-License-Identifier: Apache-2.0
#include "core/isa.h"

namespace canter {

// a build without an instruction set has no table for it; these stand in, so that it links
#if !defined(CANTER_HAVE_PLAIN)
const KernelTable* plain_kernels() { return nullptr; }
#endif
#if !defined(CANTER_HAVE_AVX2)
const KernelTable* avx2_kernels() { return nullptr; }
#endif
#if !defined(CANTER_HAVE_AVX512)
const KernelTable* avx512_kernels() { return nullptr; }
#endif

namespace {

#if (defined(__x86_64__) || defined(__i386__)) && defined(__GNUC__)
// the builtin asks the processor (cpuid) and the operating system (xgetbv)
bool runs_avx2() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

bool runs_avx512() {
  return runs_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
}
#else
bool runs_avx2() { return false; }
bool runs_avx512() { return false; }
#endif

}  // namespace

const KernelTable* float_kernels(canter_isa isa) {
  switch (isa) {
    case CANTER_ISA_PLAIN:
      return plain_kernels();
    case CANTER_ISA_AVX2:
      return avx2_kernels();
    case CANTER_ISA_AVX512:
      return avx512_kernels();
    default:
      return nullptr;
  }
}

bool processor_runs(canter_isa isa) {
  static const bool avx2 = runs_avx2();
  static const bool avx512 = runs_avx512();
  switch (isa) {
    case CANTER_ISA_PLAIN:
      return true;
    case CANTER_ISA_AVX2:
      return avx2;
    case CANTER_ISA_AVX512:
      return avx512;
    default:
      return false;
  }
}

canter_isa best_isa() {
  for (const canter_isa isa : {CANTER_ISA_AVX512, CANTER_ISA_AVX2}) {
    if (float_kernels(isa) != nullptr && processor_runs(isa)) return isa;
  }
  return CANTER_ISA_PLAIN;
}

const char* isa_name(int isa) {
  switch (isa) {
    case CANTER_ISA_AUTO:
      return "auto";
    case CANTER_ISA_PLAIN:
      return "plain";
    case CANTER_ISA_AVX2:
      return "avx2";
    case CANTER_ISA_AVX512:
      return "avx512";
    case CANTER_ISA_CUDA:
      return "cuda";
    default:
      return "unknown";
  }
}

}  // namespace canter
