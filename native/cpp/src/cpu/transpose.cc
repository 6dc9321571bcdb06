// SPDX-License-Identifier: Apache-2.0
#include "cpu/transpose.h"

namespace canter::CANTER_ISA {

namespace {

constexpr int kBlock = 8;

#if defined(__AVX2__) && defined(__FMA__)

// the 8x8 transpose of r in place
CANTER_INLINE void transpose8(__m256 (&r)[kBlock]) {
  __m256 t[kBlock];
  for (int i = 0; i < 4; ++i) {
    t[2 * i] = _mm256_unpacklo_ps(r[2 * i], r[2 * i + 1]);
    t[2 * i + 1] = _mm256_unpackhi_ps(r[2 * i], r[2 * i + 1]);
  }
  __m256 q[kBlock];
  for (int i = 0; i < 2; ++i) {
    q[4 * i] = _mm256_shuffle_ps(t[4 * i], t[4 * i + 2], 0x44);
    q[4 * i + 1] = _mm256_shuffle_ps(t[4 * i], t[4 * i + 2], 0xEE);
    q[4 * i + 2] = _mm256_shuffle_ps(t[4 * i + 1], t[4 * i + 3], 0x44);
    q[4 * i + 3] = _mm256_shuffle_ps(t[4 * i + 1], t[4 * i + 3], 0xEE);
  }
  for (int i = 0; i < 4; ++i) {
    r[i] = _mm256_permute2f128_ps(q[i], q[i + 4], 0x20);
    r[i + 4] = _mm256_permute2f128_ps(q[i], q[i + 4], 0x31);
  }
}

// eight rows of `from` become eight columns of `to`
CANTER_INLINE void transpose_block(float* to, int64_t to_stride, const float* const* from,
                                   int64_t offset) {
  __m256 r[kBlock];
  for (int i = 0; i < kBlock; ++i) r[i] = _mm256_loadu_ps(from[i] + offset);
  transpose8(r);
  for (int i = 0; i < kBlock; ++i) _mm256_storeu_ps(to + i * to_stride, r[i]);
}

#else

CANTER_INLINE void transpose_block(float* to, int64_t to_stride, const float* const* from,
                                   int64_t offset) {
  for (int i = 0; i < kBlock; ++i) {
    for (int j = 0; j < kBlock; ++j) to[i * to_stride + j] = from[j][offset + i];
  }
}

#endif

}  // namespace

void load_columns(float* to, int64_t stride, const RowPicker& from, Tile shape) {
  static_assert(kPanel % kBlock == 0, "panels are whole blocks");
  for (int64_t s = 0; s < shape.columns; s += kBlock) {
    const float* rows[kBlock];
    for (int j = 0; j < kBlock; ++j) {
      const int64_t sample = s + j < shape.samples ? s + j : shape.samples - 1;
      rows[j] = from.row(shape.first + sample);
    }
    int64_t k = 0;
    for (; k + kBlock <= from.width; k += kBlock) {
      transpose_block(to + k * stride + s, stride, rows, k);
    }
    for (; k < from.width; ++k) {
      for (int j = 0; j < kBlock; ++j) to[k * stride + s + j] = rows[j][k];
    }
  }
}

void store_rows(float* to, int64_t width, const float* from, int64_t stride, Tile shape) {
  to += shape.first * width;
  int64_t s = 0;
  for (; s + kBlock <= shape.samples; s += kBlock) {
    int64_t k = 0;
    for (; k + kBlock <= width; k += kBlock) {
      const float* units[kBlock];
      for (int i = 0; i < kBlock; ++i) units[i] = from + (k + i) * stride + s;
      transpose_block(to + s * width + k, width, units, 0);
    }
    for (; k < width; ++k) {
      for (int j = 0; j < kBlock; ++j) to[(s + j) * width + k] = from[k * stride + s + j];
    }
  }
  for (; s < shape.samples; ++s) {
    for (int64_t k = 0; k < width; ++k) to[s * width + k] = from[k * stride + s];
  }
}

}  // namespace canter::CANTER_ISA
