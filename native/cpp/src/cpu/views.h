// SPDX-License-Identifier: Apache-2.0
//
// Views: where the numbers of a group of kLanes rows lie. load(d) is number d of every row, a row
// in each lane. The same templates over views serve the tiles of an update (columns) and the
// matrices of a row call (rows), so that both give the same bits.
#ifndef CANTER_CPU_VIEWS_H_
#define CANTER_CPU_VIEWS_H_

#include "cpu/math.h"

namespace canter::CANTER_ISA {

// number d of the group at base + d * stride, kLanes floats in a row
struct Columns {
  const float* base;
  int64_t stride;
  F load(int64_t d) const { return CANTER_ISA::load(base + d * stride); }
};

struct MutableColumns {
  float* base;
  int64_t stride;
  F load(int64_t d) const { return CANTER_ISA::load(base + d * stride); }
  void store(int64_t d, F x) const { CANTER_ISA::store(base + d * stride, x); }
};

// 0, 1, 2, ... in the lanes
CANTER_INLINE I lane_numbers() {
  I lane;
  for (int i = 0; i < kLanes; ++i) lane[i] = i;
  return lane;
}

// base[index] of each lane
CANTER_INLINE F gather(const float* base, I index) {
#if defined(__AVX512F__)
  return _mm512_i32gather_ps((__m512i)index, base, 4);
#elif defined(__AVX2__) && defined(__FMA__)
  return _mm256_i32gather_ps(base, (__m256i)index, 4);
#else
  F v;
  for (int i = 0; i < kLanes; ++i) v[i] = base[index[i]];
  return v;
#endif
}

CANTER_INLINE U gather(const uint32_t* base, I index) {
#if defined(__AVX512F__)
  return (U)_mm512_i32gather_epi32((__m512i)index, base, 4);
#elif defined(__AVX2__) && defined(__FMA__)
  return (U)_mm256_i32gather_epi32(reinterpret_cast<const int*>(base), (__m256i)index, 4);
#else
  U v;
  for (int i = 0; i < kLanes; ++i) v[i] = base[index[i]];
  return v;
#endif
}

// where the rows of a group begin, if `rows` of them are there; lanes past the last row repeat it
CANTER_INLINE I row_offsets(int64_t stride, int rows) {
  const I lane = lane_numbers();
  const I last = I{} + (rows - 1);
  return (lane < last ? lane : last) * static_cast<int32_t>(stride);
}

// n of the floats at p, and zeros; nothing past them is read
CANTER_INLINE F load_part(const float* p, int64_t n) {
  if (n >= kLanes) return load(p);
#if defined(__AVX512F__)
  return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1u << n) - 1u), p);
#elif defined(__AVX2__) && defined(__FMA__)
  const I wanted = lane_numbers() < static_cast<int32_t>(n);
  return _mm256_maskload_ps(p, (__m256i)wanted);
#else
  F v = {};
  for (int64_t i = 0; i < n; ++i) v[i] = p[i];
  return v;
#endif
}

// the first n lanes
CANTER_INLINE void store_first(float* p, F x, int n) {
  if (n == kLanes) {
    store(p, x);
  } else {
    for (int i = 0; i < n; ++i) p[i] = x[i];
  }
}

// rows of a row-major matrix, 1 to kLanes of them
class Rows {
 public:
  Rows(const float* base, int64_t stride, int rows)
      : base_(base), offsets_(row_offsets(stride, rows)), single_(rows == 1) {}
  F load(int64_t d) const {
    // a gather costs as much as all else that a single row needs
    return single_ ? broadcast(base_[d]) : gather(base_ + d, offsets_);
  }

 private:
  const float* base_;
  I offsets_;
  bool single_;
};

struct MutableRows {
  float* base;
  int64_t stride;
  int rows;
  void store(int64_t d, F x) const {
    float* p = base + d;
    if (rows == kLanes) {
      for (int i = 0; i < kLanes; ++i) p[i * stride] = x[i];
    } else {
      for (int i = 0; i < rows; ++i) p[i * stride] = x[i];
    }
  }
};

// view[d] = weight * x, or += weight * x
template <bool kAdd, typename View>
CANTER_INLINE void put(const View& view, int64_t d, F weight, F x) {
  if constexpr (kAdd) {
    view.store(d, fma(weight, x, view.load(d)));
  } else {
    view.store(d, weight * x);
  }
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_VIEWS_H_
