// SPDX-License-Identifier: Apache-2.0
//
// Loops over flat vectors: floats read as vectors of floats or widened to double, one range or
// chunks on the pool. Bodies are written once for whole vectors and for the single elements left
// over: V is F or D and then float or double, and the arithmetic of an element is the same in both.
#ifndef CANTER_CPU_FLAT_H_
#define CANTER_CPU_FLAT_H_

#include <type_traits>

#include "core/context.h"
#include "core/tree_sum.h"
#include "cpu/simd.h"

namespace canter::CANTER_ISA {

constexpr int kDoubles = kLanes / 2;  // doubles to a register

typedef double D __attribute__((vector_size(4 * kLanes)));
typedef float H __attribute__((vector_size(2 * kLanes)));  // the floats that fill a D

CANTER_INLINE float square_root(float x) { return __builtin_sqrtf(x); }
CANTER_INLINE float at_most(float x, float bound) { return bound < x ? bound : x; }
CANTER_INLINE float at_least(float x, float bound) { return bound > x ? bound : x; }

// floats to doubles and back, rounded; what the compiler makes of the plain form is two lanes wide
CANTER_INLINE D widen(H x) {
#if defined(__AVX512F__)
  return _mm512_cvtps_pd(x);
#elif defined(__AVX2__) && defined(__FMA__)
  return _mm256_cvtps_pd(x);
#else
  return __builtin_convertvector(x, D);
#endif
}

CANTER_INLINE H narrow(D x) {
#if defined(__AVX512F__)
  return _mm512_cvtpd_ps(x);
#elif defined(__AVX2__) && defined(__FMA__)
  return _mm256_cvtpd_ps(x);
#else
  return __builtin_convertvector(x, H);
#endif
}

// a V that starts at p: F and float are taken as they are, D and double are floats widened
template <typename V>
CANTER_INLINE V read(const float* p) {
  if constexpr (std::is_same_v<V, D>) {
    H half;
    std::memcpy(&half, p, sizeof half);
    return widen(half);
  } else if constexpr (std::is_same_v<V, F>) {
    return load(p);
  } else {
    return *p;
  }
}

// stores v at p, rounded to float
template <typename V>
CANTER_INLINE void write(float* p, V v) {
  if constexpr (std::is_same_v<V, D>) {
    const H half = narrow(v);
    std::memcpy(p, &half, sizeof half);
  } else if constexpr (std::is_same_v<V, F>) {
    store(p, v);
  } else {
    *p = static_cast<float>(v);
  }
}

// x in every lane
template <typename V>
CANTER_INLINE V fill(float x) {
  if constexpr (std::is_same_v<V, F>) {
    return broadcast(x);
  } else {
    return x;
  }
}

// body<F>(i) for whole vectors of floats of [begin, end), body<float>(i) for the rest
template <typename Body>
CANTER_INLINE void each_float(int64_t begin, int64_t end, const Body& body) {
  int64_t i = begin;
  for (; i + kLanes <= end; i += kLanes) body.template operator()<F>(i);
  for (; i < end; ++i) body.template operator()<float>(i);
}

// body<D>(i) for whole vectors of doubles of [begin, end), body<double>(i) for the rest
template <typename Body>
CANTER_INLINE void each_double(int64_t begin, int64_t end, const Body& body) {
  int64_t i = begin;
  for (; i + kDoubles <= end; i += kDoubles) body.template operator()<D>(i);
  for (; i < end; ++i) body.template operator()<double>(i);
}

// from this many elements on the pool is woken: below, the work is a few tens of microseconds
constexpr int64_t kPoolElements = int64_t{1} << 17;
constexpr int64_t kFlatChunks = 64;

// chunks of 64 KiB of floats or more; they depend on n alone
CANTER_INLINE Chunks flat_chunks(int64_t n) {
  return make_chunks(n, 16, int64_t{1} << 14, kFlatChunks);
}

// body(chunk, begin, end) for every chunk, on the pool where `elements` in all make that worth it
template <typename Body>
void over_chunks(Context& context, const Chunks& chunks, int64_t elements, const Body& body) {
  const auto task = [&](int64_t chunk, int32_t) {
    body(chunk, chunks.begin(chunk), chunks.end(chunk));
  };
  if (elements >= kPoolElements) {
    context.pool.run(chunks.count, task);
  } else {
    for (int64_t chunk = 0; chunk < chunks.count; ++chunk) task(chunk, 0);
  }
}

// the same for n elements that depend on nothing but themselves: body(begin, end)
template <typename Body>
void over_elements(Context& context, int64_t n, const Body& body) {
  over_chunks(context, flat_chunks(n), n,
              [&](int64_t, int64_t begin, int64_t end) { body(begin, end); });
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_FLAT_H_
