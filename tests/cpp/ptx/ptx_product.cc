// SPDX-License-Identifier: Apache-2.0
//
// mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32. With g = lane / 4 and c = lane % 4 the PTX
// ISA gives a lane of the sum and of what is added (g, 2c), (g, 2c + 1), (g + 8, 2c) and
// (g + 8, 2c + 1); of the left factor (g, c), (g + 8, c), (g, c + 4), (g + 8, c + 4); of the right
// one (c, g), (c + 4, g).
#include <array>
#include <bit>
#include <cmath>

#include "ptx_operations.h"

namespace canter::ptx {
namespace {

struct Tile {
  double left[16][8], right[8][8], sum[16][8];
};

// a factor is a float without its last 13 bits, which tensor cores do not read
double factor(Warp& warp, uint32_t row, int lane) {
  const uint32_t bits = warp.row<uint32_t>(row)[lane];
  const bool finite = std::isfinite(std::bit_cast<float>(bits));
  if (finite && (bits & 0x1fff) != 0) throw Misuse("a factor of a product that is no TF32");
  return double{std::bit_cast<float>(bits)};
}

void take(Warp& warp, const Instruction& in, int lane, Tile& tile) {
  const int g = lane / 4, c = lane % 4;
  const uint32_t* const left = &in.rows[4];
  tile.left[g][c] = factor(warp, left[0], lane);
  tile.left[g + 8][c] = factor(warp, left[1], lane);
  tile.left[g][c + 4] = factor(warp, left[2], lane);
  tile.left[g + 8][c + 4] = factor(warp, left[3], lane);
  const uint32_t* const right = &in.rows[8];
  tile.right[c][g] = factor(warp, right[0], lane);
  tile.right[c + 4][g] = factor(warp, right[1], lane);
  for (int i = 0; i < 4; ++i) {
    const uint32_t row = in.rows[10 + static_cast<size_t>(i)];
    tile.sum[g + i / 2 * 8][2 * c + i % 2] = double{warp.row<float>(row)[lane]};
  }
}

// a sum of exact products, cut off: the ISA leaves how it is rounded open, and this is the worst
float cut_off(double x) {
  const auto nearest = static_cast<float>(x);
  if (!(std::abs(double{nearest}) > std::abs(x))) return nearest;
  return std::bit_cast<float>(std::bit_cast<uint32_t>(nearest) - 1);
}

void multiply(Warp& warp, const Instruction& in) {
  Tile tile;
  for (int lane = 0; lane < kLanes; ++lane) take(warp, in, lane, tile);
  for (int row = 0; row < 16; ++row) {
    for (int k = 0; k < 8; ++k) {
      for (int column = 0; column < 8; ++column) {
        tile.sum[row][column] += tile.left[row][k] * tile.right[k][column];
      }
    }
  }
  for (int lane = 0; lane < kLanes; ++lane) {
    for (int i = 0; i < 4; ++i) {
      const double sum = tile.sum[lane / 4 + i / 2 * 8][lane % 4 * 2 + i % 2];
      warp.row<float>(in.rows[static_cast<size_t>(i)]).put(lane, cut_off(sum));
    }
  }
}

}  // namespace

void add_product(Forms& forms) {
  forms["mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32"] = {multiply, std::vector<int>(14, 32),
                                                                 4, true};
}

}  // namespace canter::ptx
