// SPDX-License-Identifier: Apache-2.0
//
// Micro tiles: what one thread computes of a product of weights and samples, in registers.
//
// Loads bound these products: shared memory and L1 hand out 128 bytes a clock, so a 16-byte load
// costs a warp four clocks, as much as 16 multiply-adds of each of its threads. Eight units of
// eight samples take four loads for 64 multiply-adds, four of four take two for 16. Layers of few
// units take the latter all the same, for there would be too few threads otherwise.
#ifndef CANTER_CUDA_MICRO_H_
#define CANTER_CUDA_MICRO_H_

#include <type_traits>

#include "cuda/math.h"
#include "cuda/shapes.h"

namespace canter::cuda {

// Rows of a tile's numbers, `stride` apart; a multiple of four, and odd in fours where it can be:
// then the threads of a warp that read different rows find them in different banks.
struct Columns {
  float* x;
  int stride;
  CANTER_DEVICE float* row(int32_t r) const { return x + static_cast<int64_t>(r) * stride; }
  // the same from row r and sample s on
  CANTER_DEVICE Columns at(int32_t r, int s) const { return Columns{row(r) + s, stride}; }
};

// Two places that rows go back and forth between, `apart` numbers from each other.
struct Buffers {
  float* x;
  int apart;
  int stride;
  CANTER_DEVICE Columns operator[](int which) const { return Columns{x + which * apart, stride}; }
};

// Shared memory that far rows pass through, so many at a time.
struct Panels {
  Buffers at;
  int32_t rows;
};

// Rows of one side of a product as a thread reads them, `stride` apart.
struct Side {
  const float* x;
  int stride;
};

// kUnits units by kSamples samples. The fours of samples lie `apart`, so that neighbouring threads
// read neighbouring fours.
template <int kUnitCount, int kSampleCount>
struct Micro {
  static constexpr int kUnits = kUnitCount, kSamples = kSampleCount;
  float sum[kUnits][kSamples];

  // every sum to its unit's number, or to zero
  CANTER_DEVICE void set(const float* of_unit, int32_t unit) {
    for (int r = 0; r < kUnits; r += 4) {
      const Four zero = {{0.0f, 0.0f, 0.0f, 0.0f}};
      const Four start = of_unit != nullptr ? load_four(of_unit + unit + r) : zero;
      for (int c = 0; c < 4 * kSamples; ++c)
        sum[r + c / kSamples][c % kSamples] = start.x[c / kSamples];
    }
  }

  CANTER_DEVICE void multiply(const Four (&weight)[kUnits / 4], const float* samples, int apart) {
    Four x[kSamples / 4];
    for (int c = 0; c < kSamples / 4; ++c) x[c] = load_four(samples + c * apart);
    for (int r = 0; r < kUnits; ++r) {
      for (int c = 0; c < kSamples; ++c) {
        sum[r][c] = fmaf(weight[r / 4].x[r % 4], x[c / 4].x[c % 4], sum[r][c]);
      }
    }
  }

  // sum[unit][sample] += weight[i, unit] * x[i, sample] for i ascending; x is in shared memory, and
  // after the last weight come kAhead rows that may be loaded in vain
  CANTER_DEVICE void add(Side weight, Side x, int apart, int32_t count) {
    x.x = in_shared(x.x);
    weight.x = on_device(weight.x);
    Four ahead[kAhead][kUnits / 4];
    const auto load = [&](int k) {
      for (int r = 0; r < kUnits / 4; ++r) ahead[k][r] = load_four(weight.x + 4 * r);
      weight.x += weight.stride;
    };
    for (int k = 0; k < kAhead; ++k) load(k);
    CANTER_ROLLED
    for (; count >= kAhead; count -= kAhead) {
      for (int k = 0; k < kAhead; ++k) {
        multiply(ahead[k], x.x, apart);
        x.x += x.stride;
        load(k);
      }
    }
    CANTER_ROLLED
    for (; count > 0; --count) {
      multiply(ahead[0], x.x, apart);
      x.x += x.stride;
      for (int k = 0; k + 1 < kAhead; ++k) {
        for (int r = 0; r < kUnits / 4; ++r) ahead[k][r] = ahead[k + 1][r];
      }
    }
  }

  // sums to rows of samples
  CANTER_DEVICE void put(const Columns& to, int apart) const {
    float* row = to.x;
    for (int r = 0; r < kUnits; ++r, row += to.stride) {
      for (int c = 0; c < kSamples / 4; ++c) {
        const float* four = sum[r] + 4 * c;
        store_four(row + c * apart, Four{{four[0], four[1], four[2], four[3]}});
      }
    }
  }
};

using WideMicro = Micro<8, 8>;
using NarrowMicro = Micro<4, 4>;

// tiles of 16 samples are for batches that would leave most of a device idle
CANTER_BOTH bool takes_wide(int32_t units, int samples) {
  return units >= kWideUnits && samples >= 32;
}

// micro tiles of a layer of `units` padded units
CANTER_BOTH int micro_count(int32_t units, int samples) {
  return takes_wide(units, samples)
             ? units * samples / (WideMicro::kUnits * WideMicro::kSamples)
             : units * samples / (NarrowMicro::kUnits * NarrowMicro::kSamples);
}

// the logarithm of 2, 4, 8 or 16: groups of samples, by which nobody wants to divide
CANTER_BOTH int shift_of(int power) {
  return power < 4 ? 1 : (power < 8 ? 2 : (power < 16 ? 3 : 4));
}

// One product: sums over rows of samples, with weights[row, unit]. Far rows are on the device and
// pass through two panels of shared memory: one is fetched while the other is multiplied.
struct Product {
  Columns x;
  int32_t rows;
  bool far;
  const float* weight;

  // rows that one phase takes
  CANTER_DEVICE int32_t step(const Panels& panels) const { return far ? panels.rows : rows; }
  CANTER_DEVICE Columns from(const Panels& panels, int32_t row) const {
    return far ? panels.at[row / panels.rows % 2] : x.at(row, 0);
  }
  // a thread's share of asking for the panel that begins with `row`
  CANTER_DEVICE void fetch(const Block& block, const Panels& panels, int thread, int32_t row,
                           int samples) const {
    if (!far || row >= rows) return;
    const Columns to = from(panels, row);
    const int shift = shift_of(samples / 4), left = rows - row;
    const int count = (left < panels.rows ? left : panels.rows) << shift;
    CANTER_ROLLED
    for (int item = thread; item < count; item += block.threads()) {
      const int r = item >> shift, s = (item & ((1 << shift) - 1)) * 4;
      fetch_four(to.row(r) + s, x.row(row + r) + s);
    }
  }
};

// For all micro tiles of a layer: bias (null: zero), `products` products, then put(micro, unit,
// sample), which may write what the sums have read where there are threads enough. `sums` answers
// bias() and product(0), product(1) when asked, so that few numbers wait in registers meanwhile.
template <typename M, typename Sums, typename Put>
CANTER_DEVICE void each_micro_of(const Block& block, int32_t units, int samples,
                                 const Panels& panels, const Sums& sums, const Put& put) {
  PerThread<M> micro(block);
  const int shift = shift_of(samples / M::kSamples), count = units / M::kUnits << shift;
  CANTER_ROLLED
  for (int begin = 0; begin < count; begin += block.threads()) {
    // a group of units and one of samples to a thread
    const auto unit = [&](int t) { return ((begin + t) >> shift) * M::kUnits; };
    const auto sample = [&](int t) { return ((begin + t) & ((1 << shift) - 1)) * 4; };
    // all threads begin anew, so that no sum seems to live on from the last layer
    block.threads([&](int t) {
      micro[t].set(begin + t < count ? sums.bias() : nullptr, unit(t));
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
        const Columns x = product.from(panels, row);
        const float* weight = product.weight + static_cast<int64_t>(row) * units;
        block.threads([&](int t) {
          product.fetch(block, panels, t, row + step, samples);
          if (begin + t < count) {
            micro[t].add(Side{weight + unit(t), units}, Side{x.x + sample(t), x.stride},
                         samples / 2, left < step ? left : step);
          }
          // what was asked for has had the time of the sums
          await_fetches();
        });
      }
    }
    block.threads([&](int t) {
      if (begin + t < count) put(micro[t], unit(t), sample(t));
    });
  }
}

template <typename Sums, typename Put>
CANTER_DEVICE void each_micro(const Block& block, int32_t units, int samples, const Panels& panels,
                              const Sums& sums, const Put& put) {
  if (takes_wide(units, samples)) {
    each_micro_of<WideMicro>(block, units, samples, panels, sums, put);
  } else {
    each_micro_of<NarrowMicro>(block, units, samples, panels, sums, put);
  }
}

// body(kind) with the activation as a constant, so that what loops inside does not choose each time
template <typename Body>
CANTER_DEVICE void with_activation(canter_activation activation, const Body& body) {
  switch (activation) {
    case CANTER_TANH:
      return body(std::integral_constant<canter_activation, CANTER_TANH>());
    case CANTER_RELU:
      return body(std::integral_constant<canter_activation, CANTER_RELU>());
    case CANTER_ELU:
      return body(std::integral_constant<canter_activation, CANTER_ELU>());
    case CANTER_SOFTPLUS:
      return body(std::integral_constant<canter_activation, CANTER_SOFTPLUS>());
    default:
      return body(std::integral_constant<canter_activation, CANTER_IDENTITY>());
  }
}

// What follows the sums of a micro tile works on them where they were put: in registers it would
// have to be there for every four. body(row, sample) for the fours of a micro tile
template <typename M, typename Body>
CANTER_DEVICE void each_four(const M&, int apart, const Body& body) {
  CANTER_ROLLED
  for (int c = 0; c < M::kSamples / 4; ++c) {
    CANTER_ROLLED
    for (int r = 0; r < M::kUnits; ++r) body(r, c * apart);
  }
}

// `to` holds sums and receives activations
template <typename M>
CANTER_DEVICE void activate_micro(const M& micro, canter_activation activation, const Columns& to,
                                  int apart) {
  with_activation(activation, [&](auto kind) {
    each_four(micro, apart, [&](int r, int s) {
      Four v = load_four(to.row(r) + s);
      for (int c = 0; c < 4; ++c) v.x[c] = activate(decltype(kind)::value, v.x[c]);
      store_four(to.row(r) + s, v);
    });
  });
}

// `to` holds sums and receives them times activation'(a), as does `copy` where it is not null
template <typename M>
CANTER_DEVICE void slope_micro(const M& micro, canter_activation activation, const Columns& a,
                               const Columns& to, const Columns& copy, int apart) {
  with_activation(activation, [&](auto kind) {
    each_four(micro, apart, [&](int r, int s) {
      Four v = load_four(to.row(r) + s);
      const Four y = load_four(a.row(r) + s);
      for (int c = 0; c < 4; ++c) v.x[c] *= slope(decltype(kind)::value, y.x[c]);
      store_four(to.row(r) + s, v);
      if (copy.x != nullptr) store_four(copy.row(r) + s, v);
    });
  });
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_MICRO_H_
