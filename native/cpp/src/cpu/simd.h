// SPDX-License-Identifier: Apache-2.0
//
// Vectors of floats for the instruction set that this file is compiled for. Every source file of
// this folder is compiled once per instruction set, with CANTER_ISA naming the namespace that keeps
// the copies apart. Arithmetic, comparison and `mask ? a : b` are the compiler's vector extensions;
// here is what those lack. A lane's result never depends on the other lanes.
#ifndef CANTER_CPU_SIMD_H_
#define CANTER_CPU_SIMD_H_

#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
// GCC 12 takes the undefined operands of the 512-bit intrinsics for mistakes
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>
#pragma GCC diagnostic pop
#endif

#ifndef CANTER_ISA
#error "CANTER_ISA names the instruction set's namespace: plain, avx2 or avx512"
#endif

#define CANTER_INLINE static inline __attribute__((always_inline))

namespace canter::CANTER_ISA {

#if defined(__AVX512F__)
constexpr int kLanes = 16;
#elif defined(__AVX2__) && defined(__FMA__)
constexpr int kLanes = 8;
#else
constexpr int kLanes = 4;
#endif

typedef float F __attribute__((vector_size(4 * kLanes)));
typedef int32_t I __attribute__((vector_size(4 * kLanes)));
typedef uint32_t U __attribute__((vector_size(4 * kLanes)));

CANTER_INLINE F load(const float* p) {
  F v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

CANTER_INLINE void store(float* p, F v) { std::memcpy(p, &v, sizeof v); }

CANTER_INLINE F broadcast(float x) {
#if defined(__AVX512F__)
  return _mm512_set1_ps(x);
#elif defined(__AVX2__) && defined(__FMA__)
  return _mm256_set1_ps(x);
#else
  return F{x, x, x, x};
#endif
}

// a * b + c, rounded once where the instruction set can
CANTER_INLINE F fma(F a, F b, F c) {
#if defined(__AVX512F__)
  return _mm512_fmadd_ps(a, b, c);
#elif defined(__AVX2__) && defined(__FMA__)
  return _mm256_fmadd_ps(a, b, c);
#else
  return a * b + c;
#endif
}

CANTER_INLINE float fma(float a, float b, float c) {
#if defined(__FMA__)
  return __builtin_fmaf(a, b, c);
#else
  return a * b + c;
#endif
}

// the smaller and the larger; a NaN in x is kept, because the instruction then answers its second
CANTER_INLINE F at_most(F x, F bound) {
#if defined(__AVX512F__)
  return _mm512_min_ps(bound, x);
#elif defined(__AVX2__) && defined(__FMA__)
  return _mm256_min_ps(bound, x);
#elif defined(__SSE2__)
  return _mm_min_ps(bound, x);
#else
  return bound < x ? bound : x;
#endif
}

CANTER_INLINE F at_least(F x, F bound) {
#if defined(__AVX512F__)
  return _mm512_max_ps(bound, x);
#elif defined(__AVX2__) && defined(__FMA__)
  return _mm256_max_ps(bound, x);
#elif defined(__SSE2__)
  return _mm_max_ps(bound, x);
#else
  return bound > x ? bound : x;
#endif
}

CANTER_INLINE F square_root(F x) {
#if defined(__AVX512F__)
  return _mm512_sqrt_ps(x);
#elif defined(__AVX2__) && defined(__FMA__)
  return _mm256_sqrt_ps(x);
#else
  for (int i = 0; i < kLanes; ++i) x[i] = __builtin_sqrtf(x[i]);
  return x;
#endif
}

CANTER_INLINE I bits_of(F x) {
  I v;
  std::memcpy(&v, &x, sizeof v);
  return v;
}

CANTER_INLINE F float_of(I x) {
  F v;
  std::memcpy(&v, &x, sizeof v);
  return v;
}

CANTER_INLINE I to_int(F x) { return __builtin_convertvector(x, I); }
CANTER_INLINE F to_float(I x) { return __builtin_convertvector(x, F); }

// x rounded to the nearest integer, ties to even, for |x| < 2^22
CANTER_INLINE F round_even(F x) {
  const F shift = broadcast(12582912.0f);  // 1.5 * 2^23
  return (x + shift) - shift;
}

// the sum of the lanes, in the order of a binary tree
CANTER_INLINE float sum_lanes(F v) {
  float x[kLanes];
  store(x, v);
  for (int width = kLanes / 2; width >= 1; width /= 2) {
    for (int i = 0; i < width; ++i) x[i] += x[i + width];
  }
  return x[0];
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_SIMD_H_
