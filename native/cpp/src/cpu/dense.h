// SPDX-License-Identifier: Apache-2.0
//
// The three products of a dense layer on a tile, blocked for registers:
//   accumulate   acc[r][c] += sum_k w(k, r) x[k][c]      forward, tangent and backward in the
//   inputs outer        g[i, o] += sum_s a[i][s] d[o][s]        gradient of the weights
// A block of 6 units x 2 vectors keeps 12 sums in registers: 12 fused multiply-adds for 8 loads,
// which hides their latency (4 cycles, 2 a cycle) and stays under two loads a cycle.
#ifndef CANTER_CPU_DENSE_H_
#define CANTER_CPU_DENSE_H_

#include "cpu/tile.h"

namespace canter::CANTER_ISA {

constexpr int kUnits = 6;   // units of a block of the dense kernels
constexpr int kOuterA = 3;  // rows of a block of the outer product
constexpr int kOuterD = 4;  // columns of a block of the outer product

// `count` cut into the fewest blocks of at most `most`, as even as can be
struct Blocks {
  int64_t count;
  int64_t base;
  int64_t extra;

  Blocks(int64_t size, int64_t most)
      : count((size + most - 1) / most), base(size / count), extra(size % count) {}
  int64_t length(int64_t block) const { return base + (block < extra ? 1 : 0); }
};

// acc[r][c] += sum over k ascending of w[k * wk + r * wr] * x[k * kStep + c * kLanes]
template <int64_t kStep, int R, int C>
CANTER_INLINE void accumulate(F (&acc)[R][C], const float* w, int64_t wk, int64_t wr,
                              const float* x, int64_t n) {
  for (int64_t k = 0; k < n; ++k) {
    F xv[C];
    for (int c = 0; c < C; ++c) xv[c] = load(x + c * kLanes);
    for (int r = 0; r < R; ++r) {
      const F wv = broadcast(w[r * wr]);
      for (int c = 0; c < C; ++c) acc[r][c] = fma(wv, xv[c], acc[r][c]);
    }
    w += wk;
    x += kStep;
  }
}

// calls body<R>(first unit) for each block of up to kUnits units
template <typename Body>
CANTER_INLINE void for_unit_blocks(int64_t units, const Body& body) {
  const Blocks blocks(units, kUnits);
  int64_t first = 0;
  for (int64_t b = 0; b < blocks.count; ++b) {
    const int64_t length = blocks.length(b);
    switch (length) {
      case 1:
        body.template operator()<1>(first);
        break;
      case 2:
        body.template operator()<2>(first);
        break;
      case 3:
        body.template operator()<3>(first);
        break;
      case 4:
        body.template operator()<4>(first);
        break;
      case 5:
        body.template operator()<5>(first);
        break;
      default:
        body.template operator()<6>(first);
        break;
    }
    first += length;
  }
}

#if defined(__AVX2__) && defined(__FMA__)
CANTER_INLINE __m256 fold(F v) {
#if defined(__AVX512F__)
  return _mm256_add_ps(_mm512_castps512_ps256(v), _mm512_extractf32x8_ps(v, 1));
#else
  return v;
#endif
}

// the sums of the lanes of four vectors
CANTER_INLINE void sum_lanes4(float* out, F a, F b, F c, F d) {
  const __m256 ab = _mm256_hadd_ps(fold(a), fold(b));
  const __m256 cd = _mm256_hadd_ps(fold(c), fold(d));
  const __m256 all = _mm256_hadd_ps(ab, cd);
  _mm_storeu_ps(out, _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1)));
}
#else
CANTER_INLINE void sum_lanes4(float* out, F a, F b, F c, F d) {
  out[0] = sum_lanes(a);
  out[1] = sum_lanes(b);
  out[2] = sum_lanes(c);
  out[3] = sum_lanes(d);
}
#endif

// g[i * ldg + o] += sum_s a[i][s] d[o][s] for RI x RO pairs, summed in float over the tile's lanes
// and added in double
template <int RI, int RO>
CANTER_INLINE void outer_block(double* g, int64_t ldg, const float* a, const float* d,
                               int64_t columns) {
  F acc[RI][kOuterD] = {};
  for (int64_t s = 0; s < columns; s += kLanes) {
    F av[RI];
    for (int i = 0; i < RI; ++i) av[i] = load(a + i * kStride + s);
    for (int o = 0; o < RO; ++o) {
      const F dv = load(d + o * kStride + s);
      for (int i = 0; i < RI; ++i) acc[i][o] = fma(av[i], dv, acc[i][o]);
    }
  }
  for (int i = 0; i < RI; ++i) {
    float sums[4];
    sum_lanes4(sums, acc[i][0], acc[i][1], acc[i][2], acc[i][3]);
    for (int o = 0; o < RO; ++o) g[i * ldg + o] += static_cast<double>(sums[o]);
  }
}

template <int RI>
CANTER_INLINE void outer_blocks(double* g, int64_t ldg, const float* a, const float* d,
                                int64_t outputs, int64_t columns) {
  const Blocks blocks(outputs, kOuterD);
  int64_t o = 0;
  for (int64_t b = 0; b < blocks.count; ++b) {
    const int64_t length = blocks.length(b);
    switch (length) {
      case 1:
        outer_block<RI, 1>(g + o, ldg, a, d + o * kStride, columns);
        break;
      case 2:
        outer_block<RI, 2>(g + o, ldg, a, d + o * kStride, columns);
        break;
      case 3:
        outer_block<RI, 3>(g + o, ldg, a, d + o * kStride, columns);
        break;
      default:
        outer_block<RI, 4>(g + o, ldg, a, d + o * kStride, columns);
        break;
    }
    o += length;
  }
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_DENSE_H_
