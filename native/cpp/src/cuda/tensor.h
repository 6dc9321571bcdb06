// SPDX-License-Identifier: Apache-2.0
//
// Products of weights and samples on tensor cores: what micro.h does with a thread's multiply-adds,
// a warp does here with mma.sync, 16 units by 8 samples by 8 inputs at a time. Factors are TF32 (10
// bits of mantissa), sums are floats. One such product would be wrong by 2^-11 of each factor; so a
// factor is split into a high and a low part, and the three products that count are added up.
//
// Which of a product's 16 units and 8 inputs a lane holds is free as long as both factors and the
// sum agree. So units and samples of a lane lie side by side, four to a load: a step of 64 units by
// 32 samples by 8 inputs takes a lane six 16-byte loads for 16 products. Lanes that read different
// rows of samples read every second one, so that the odd stride (in fours) of Columns puts them in
// different banks.
#ifndef CANTER_CUDA_TENSOR_H_
#define CANTER_CUDA_TENSOR_H_

#include "cuda/micro.h"

namespace canter::cuda {

// Numbers in two parts of 10 bits of mantissa: high + low is off by less than 2^-20 of each. An
// infinite one has no low part: NaN.
template <int kCount>
struct SplitFactors {
  float high[kCount], low[kCount];

  CANTER_DEVICE static float shortened(float x) { return float_of(bits_of(x) & 0xffffe000u); }
  CANTER_DEVICE void put(int i, float x) {
    const float rest = x - shortened(x);
    // exactly shortened(x). Where that is a product's factor itself the compiler knows that its
    // last bits do not count, leaves them, and moves x to where the factor must lie, once a product
    high[i] = x - rest;
    low[i] = shortened(rest);
  }
};

// The products of two split factors, the small ones first; low by low is below what they lack.
constexpr int kTensorProducts = 3;
template <typename Left, typename Right>
CANTER_DEVICE Fragments split_product(int which, float (&sum)[4], const Left& left,
                                      const Right& right) {
  return {sum, which == 0 ? left.low : left.high, which == 1 ? right.low : right.high};
}

// inputs of a product; rows of panels are a multiple, so a sum's order does not depend on them
constexpr int32_t kTensorInputs = 8;

// The share of a lane in a tile of a warp: with g = lane / 4 and c = lane % 4, the units 4g to
// 4g + 3 of each 32 and the samples from 2 kAcross c on, 2 kAcross of them.
template <int kDownCount, int kAcrossCount>
struct TensorTile {
  // products of 16 units, products of 8 samples
  static constexpr int kDown = kDownCount, kAcross = kAcrossCount;
  static constexpr int kUnits = 16 * kDown, kSamples = 8 * kAcross;
  // units and samples of a lane
  static constexpr int kRows = 2 * kDown, kColumns = 2 * kAcross;
  float sum[kDown][kAcross][4];

  // where unit r of a lane lies after its first one
  CANTER_DEVICE static constexpr int row(int r) { return r / 4 * 32 + r % 4; }
  // the sum of unit r and sample s of a lane
  CANTER_DEVICE const float& of(int r, int s) const {
    return sum[r / 2][s % kAcross][r % 2 * 2 + s / kAcross];
  }

  // every sum to its unit's number, or to zero; `rows` units of the lane are there
  CANTER_DEVICE void set(const float* of_unit, int32_t unit, int rows) {
    for (int r = 0; r < kRows; r += 4) {
      Four start = {{0.0f, 0.0f, 0.0f, 0.0f}};
      if (of_unit != nullptr && r < rows) start = load_four(of_unit + unit + row(r));
      for (int i = 0; i < 4 * kAcross; ++i) {
        for (int e = 0; e < 2; ++e) {
          const int at = r + i / kAcross;
          sum[at / 2][i % kAcross][at % 2 * 2 + e] = start.x[i / kAcross];
        }
      }
    }
  }
};

// What a lane loads of eight inputs: of the weights of two of them, and of both as factors.
template <typename M>
struct TensorWeights {
  Four x[2][M::kRows / 4];

  // rows from the lane's first one on, of which `count` are there
  CANTER_DEVICE void load(Side weight, int rows, int32_t count) {
    for (int k = 0; k < 2; ++k) {
      for (int r = 0; r < M::kRows; r += 4) {
        x[k][r / 4] = {{0.0f, 0.0f, 0.0f, 0.0f}};
        if (k < count && r < rows) {
          x[k][r / 4] = load_four(weight.x + k * weight.stride + M::row(r));
        }
      }
    }
  }
};

template <typename M>
struct TensorFactors {
  SplitFactors<4> left[M::kDown];
  SplitFactors<2> right[M::kAcross];

  CANTER_DEVICE void take(const TensorWeights<M>& weights) {
    for (int r = 0; r < M::kRows; ++r) {
      for (int k = 0; k < 2; ++k) {
        left[r / 2].put(r % 2 + 2 * k, weights.x[k][r / 4].x[r % 4]);
      }
    }
  }
  // rows of samples from the lane's first one on, of which `count` are there
  CANTER_DEVICE void load(Side x, int32_t count) {
    for (int k = 0; k < 2; ++k) {
      float value[M::kAcross] = {};
      if (k < count) read(value, x.x + k * x.stride);
      for (int s = 0; s < M::kAcross; ++s) right[s].put(k, value[s]);
    }
  }
  CANTER_DEVICE static void read(float (&value)[4], const float* from) {
    const Four four = load_four(from);
    for (int s = 0; s < 4; ++s) value[s] = four.x[s];
  }
  CANTER_DEVICE static void read(float (&value)[2], const float* from) {
    const Two two = load_two(from);
    for (int s = 0; s < 2; ++s) value[s] = two.x[s];
  }
};

// A warp's tile of a layer.
template <typename M>
struct TensorPlace {
  int32_t units;  // of the layer
  int shift;      // of its tiles of samples
  int count;      // of all tiles
  int begin;      // of the first warp

  CANTER_DEVICE bool there(int thread) const { return begin + thread / 32 < count; }
  // the first unit of a warp, and of a lane
  CANTER_DEVICE int32_t of_warp(int thread) const {
    return ((begin + thread / 32) >> shift) * M::kUnits;
  }
  CANTER_DEVICE int32_t unit(int thread) const { return of_warp(thread) + thread % 32 / 4 * 4; }
  // units of a lane that are of the layer: padded layers are of whole fours
  CANTER_DEVICE int rows(int thread) const {
    const int32_t left = there(thread) ? units - unit(thread) : 0;
    return left <= 0 ? 0 : (M::kRows > 4 && left > 32 ? 8 : 4);
  }
  // the first sample of a warp, and of a lane's sums
  CANTER_DEVICE int tile_sample(int thread) const {
    return ((begin + thread / 32) & ((1 << shift) - 1)) * M::kSamples;
  }
  CANTER_DEVICE int sample(int thread) const {
    return tile_sample(thread) + thread % 4 * M::kColumns;
  }
};

// sum[unit][sample] += weight[i, unit] * x[i, sample], eight inputs at a time, ascending. Weights
// of the next eight are asked for before these are multiplied
template <typename M>
CANTER_DEVICE void tensor_add(const Warp& warp, PerThread<M>& tile, const TensorPlace<M>& place,
                              const float* weight, const Columns& x, int32_t count) {
  PerLane<TensorWeights<M>> ahead(warp);
  PerLane<TensorFactors<M>> now(warp);
  // a lane's first input of eight
  const auto input = [](int t) { return t % 4 * 2; };
  const float* row = weight;
  const auto fetch = [&](int t, int32_t left) {
    const float* from = row + (input(t) * place.units + place.unit(t));
    ahead[t].load(Side{on_device(from), place.units}, place.rows(t), left - input(t));
  };
  warp.lanes([&](int t) { fetch(t, count); });
  const float* sample = x.row(0);
  CANTER_ROLLED
  for (int32_t left = count; left > 0; left -= kTensorInputs) {
    row += kTensorInputs * place.units;
    warp.lanes([&](int t) {
      now[t].take(ahead[t]);
      fetch(t, left - kTensorInputs);
      const int32_t lane = input(t) * x.stride + place.tile_sample(t) + t % 32 / 4 * M::kAcross;
      now[t].load(Side{in_shared(sample + lane), x.stride}, left - input(t));
    });
    // lanes beyond the edges may have skipped loads
    warp.together();
    sample += kTensorInputs * x.stride;
    // sums that wait for each other lie far apart
    for (int p = 0; p < kTensorProducts; ++p) {
      for (int m = 0; m < M::kDown; ++m) {
        for (int s = 0; s < M::kAcross; ++s) {
          warp.multiply([&](int t) {
            return split_product(p, tile[t].sum[m][s], now[t].left[m], now[t].right[s]);
          });
        }
      }
    }
  }
}

// The sums of a lane as what follows them sees them: like a micro tile.
template <typename M>
struct TensorSums {
  const M& tile;
  int rows;

  // sums to rows of samples, of which the lane's lie side by side
  CANTER_DEVICE void put(const Columns& to, int) const {
    for (int r = 0; r < M::kRows; ++r) {
      if (r >= rows) return;
      for (int s = 0; s < M::kColumns; s += 4) {
        store_four(to.row(M::row(r)) + s,
                   Four{{tile.of(r, s), tile.of(r, s + 1), tile.of(r, s + 2), tile.of(r, s + 3)}});
      }
    }
  }
};

template <typename M, typename Body>
CANTER_DEVICE void each_four(const TensorSums<M>& sums, int, const Body& body) {
  CANTER_ROLLED
  for (int s = 0; s < M::kColumns; s += 4) {
    CANTER_ROLLED
    for (int r = 0; r < sums.rows; ++r) body(M::row(r), s);
  }
}

// each_micro_of with a warp for each tile
template <typename M, typename Sums, typename Put>
CANTER_DEVICE void each_tensor_of(const Block& block, int32_t units, int samples,
                                  const Panels& panels, const Sums& sums, const Put& put) {
  PerThread<M> tile(block);
  const int shift = samples > M::kSamples ? 1 : 0;
  const int count = (units + M::kUnits - 1) / M::kUnits << shift;
  CANTER_ROLLED
  for (int begin = 0; begin < count; begin += block.threads() / 32) {
    const TensorPlace<M> place = {units, shift, count, begin};
    block.threads([&](int t) {
      tile[t].set(sums.bias(), place.unit(t), place.rows(t));
      sums.product(0).fetch(block, panels, t, 0, samples);
      await_fetches();
    });
    CANTER_ROLLED
    for (int p = 0; p < sums.products; ++p) {
      const Product product = sums.product(p);
      if (p > 0 && product.far) {
        block.threads([&](int t) {
          product.fetch(block, panels, t, 0, samples);
          await_fetches();
        });
      }
      const int32_t step = product.step(panels);
      CANTER_ROLLED
      for (int32_t row = 0; row < product.rows; row += step) {
        const int32_t left = product.rows - row;
        block.warps([&](const Warp& warp) {
          warp.lanes([&](int t) { product.fetch(block, panels, t, row + step, samples); });
          if (begin + warp.number() < count) {
            warp.together();
            tensor_add(warp, tile, place, product.weight + static_cast<int64_t>(row) * units,
                       product.from(panels, row), left < step ? left : step);
          }
          // what was asked for has had the time of the sums
          warp.lanes([](int) { await_fetches(); });
        });
      }
    }
    block.threads([&](int t) {
      if (place.there(t))
        put(TensorSums<M>{tile[t], place.rows(t)}, place.unit(t), place.sample(t));
    });
  }
}

// a warp's 2,048 sums are what fills a block of eight warps with 256 units of 64 samples or 512 of
// 32; narrow layers and tiles of 16 samples take fewer
using WideTensor = TensorTile<4, 4>;
using NarrowTensor = TensorTile<2, 4>;
using ShortTensor = TensorTile<2, 2>;

CANTER_BOTH bool takes_wide_tensor(int32_t units, int samples) {
  return units > NarrowTensor::kUnits && samples >= WideTensor::kSamples;
}

// tiles of a layer of `units` padded units
CANTER_BOTH int tensor_count(int32_t units, int samples) {
  const auto tiles = [&](int down, int across) {
    return (units + down - 1) / down * (samples / across);
  };
  if (takes_wide_tensor(units, samples)) return tiles(WideTensor::kUnits, WideTensor::kSamples);
  return samples >= NarrowTensor::kSamples ? tiles(NarrowTensor::kUnits, NarrowTensor::kSamples)
                                           : tiles(ShortTensor::kUnits, ShortTensor::kSamples);
}

// one of the two, for all of a layer
template <bool kTensor, typename Sums, typename Put>
CANTER_DEVICE void each_product(const Block& block, int32_t units, int samples,
                                const Panels& panels, const Sums& sums, const Put& put) {
  if constexpr (!kTensor) {
    each_micro(block, units, samples, panels, sums, put);
  } else if (takes_wide_tensor(units, samples)) {
    each_tensor_of<WideTensor>(block, units, samples, panels, sums, put);
  } else if (samples >= NarrowTensor::kSamples) {
    each_tensor_of<NarrowTensor>(block, units, samples, panels, sums, put);
  } else {
    each_tensor_of<ShortTensor>(block, units, samples, panels, sums, put);
  }
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_TENSOR_H_
