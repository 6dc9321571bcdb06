// SPDX-License-Identifier: Apache-2.0
//
// Between row-major matrices of the caller and tiles.
#ifndef CANTER_CPU_TRANSPOSE_H_
#define CANTER_CPU_TRANSPOSE_H_

#include "cpu/tile.h"

namespace canter::CANTER_ISA {

// the rows of a row-major matrix that become the columns of a tile or of a panel
struct RowPicker {
  const float* source;  // [M, width]
  int64_t width;
  const int32_t* picks;  // null: rows as they come
  const float* row(int64_t sample) const {
    return source + (picks != nullptr ? picks[sample] : sample) * width;
  }
};

// to[k * stride + s] = row(shape.first + s)[k]; columns past the last sample repeat it
void load_columns(float* to, int64_t stride, const RowPicker& from, Tile shape);

// to[(shape.first + s) * width + k] = from[k * stride + s]
void store_rows(float* to, int64_t width, const float* from, int64_t stride, Tile shape);

CANTER_INLINE void load_tile(float* tile, const float* source, int64_t width, const int32_t* picks,
                             Tile shape) {
  load_columns(tile, kStride, RowPicker{source, width, picks}, shape);
}

CANTER_INLINE void store_tile(float* target, const float* tile, int64_t width, Tile shape) {
  store_rows(target, width, tile, kStride, shape);
}

// zero past the last sample: there nothing may enter a sum
CANTER_INLINE void clear_padding(float* tile, int64_t width, Tile shape) {
  for (int64_t k = 0; k < width; ++k) {
    for (int64_t s = shape.samples; s < shape.columns; ++s) tile[k * kStride + s] = 0.0f;
  }
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_TRANSPOSE_H_
