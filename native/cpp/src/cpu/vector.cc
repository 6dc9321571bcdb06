// SPDX-License-Identifier: Apache-2.0
//
// Flat vectors. Everything is computed in double from floats and rounded once: the sums need it,
// the rest is bound by memory anyway, and all instruction sets agree in every bit.
#include "canter/vector.h"

#include "cpu/entries.h"
#include "cpu/flat.h"

namespace canter::CANTER_ISA {

namespace {

const float* floats(const void* x) { return static_cast<const float*>(x); }
float* floats(void* x) { return static_cast<float*>(x); }

// running sums of a chunk: as many for every instruction set, enough to hide the latency of an add
constexpr int kSums = 16;
constexpr int kParts = kSums / kDoubles;

// the sum of term(i) over [begin, end): element i goes to running sum (i - begin) % kSums
template <typename Term>
double sum_range(int64_t begin, int64_t end, const Term& term) {
  D part[kParts] = {};
  int64_t i = begin;
  for (; i + kSums <= end; i += kSums) {
    for (int p = 0; p < kParts; ++p) part[p] += term.template operator()<D>(i + p * kDoubles);
  }
  double sums[kSums];
  std::memcpy(sums, part, sizeof sums);
  for (int s = 0; i < end; ++i, ++s) sums[s] += term.template operator()<double>(i);
  return tree_sum(sums, kSums);
}

// the sum of term(i) over [0, n), chunk by chunk
template <typename Term>
double sum_terms(Context& context, int64_t n, const Term& term) {
  const Chunks chunks = flat_chunks(n);
  double partial[kFlatChunks];
  over_chunks(context, chunks, n, [&](int64_t chunk, int64_t begin, int64_t end) {
    partial[chunk] = sum_range(begin, end, term);
  });
  return tree_sum(partial, chunks.count);
}

constexpr int32_t kSignless = 0x7fffffff;
constexpr int32_t kInfinite = 0x7f800000;

// The largest of the bit patterns without sign, as an integer: it orders floats by size, with
// infinity above all numbers and NaN above infinity.
int32_t largest_bits(const float* x, int64_t begin, int64_t end) {
  constexpr int kUnroll = 4;
  I most[kUnroll] = {};
  int64_t i = begin;
  for (; i + kUnroll * kLanes <= end; i += kUnroll * kLanes) {
    for (int u = 0; u < kUnroll; ++u) {
      const I size = bits_of(load(x + i + u * kLanes)) & kSignless;
      most[u] = size > most[u] ? size : most[u];
    }
  }
  int32_t largest = 0;
  for (int u = 0; u < kUnroll; ++u) {
    for (int lane = 0; lane < kLanes; ++lane) largest = std::max(largest, int32_t{most[u][lane]});
  }
  for (; i < end; ++i) {
    int32_t bits;
    std::memcpy(&bits, x + i, sizeof bits);
    largest = std::max(largest, bits & kSignless);
  }
  return largest;
}

}  // namespace

double vector_sum(canter_context& context, const void* x, int64_t n) {
  return sum_terms(context, n, [x = floats(x)]<typename V>(int64_t i) { return read<V>(x + i); });
}

double vector_dot(canter_context& context, const void* x, const void* y, int64_t n) {
  return sum_terms(context, n, [x = floats(x), y = floats(y)]<typename V>(int64_t i) {
    return read<V>(x + i) * read<V>(y + i);
  });
}

double vector_squared_deviation(canter_context& context, const void* x, double center, int64_t n) {
  return sum_terms(context, n, [x = floats(x), center]<typename V>(int64_t i) {
    const V deviation = read<V>(x + i) - center;
    return deviation * deviation;
  });
}

double vector_max_abs(canter_context& context, const void* x, int64_t n) {
  const Chunks chunks = flat_chunks(n);
  int32_t partial[kFlatChunks];
  over_chunks(context, chunks, n, [&](int64_t chunk, int64_t begin, int64_t end) {
    partial[chunk] = largest_bits(floats(x), begin, end);
  });
  const int32_t bits = *std::max_element(partial, partial + chunks.count);
  float largest;
  std::memcpy(&largest, &bits, sizeof largest);
  return largest;
}

void vector_axpby(canter_context& context, void* y, double alpha, const void* x, double beta,
                  int64_t n) {
  over_elements(context, n, [&, x = floats(x), y = floats(y)](int64_t begin, int64_t end) {
    // beta = 0 must not let a NaN of the old y through
    if (beta == 0.0) {
      each_double(begin, end,
                  [&]<typename V>(int64_t i) { write<V>(y + i, alpha * read<V>(x + i)); });
    } else {
      each_double(begin, end, [&]<typename V>(int64_t i) {
        write<V>(y + i, alpha * read<V>(x + i) + beta * read<V>(y + i));
      });
    }
  });
}

void vector_affine(canter_context& context, void* y, const void* x, double shift, double scale,
                   int64_t n) {
  over_elements(context, n, [&, x = floats(x), y = floats(y)](int64_t begin, int64_t end) {
    each_double(begin, end,
                [&]<typename V>(int64_t i) { write<V>(y + i, (read<V>(x + i) - shift) * scale); });
  });
}

void vector_gather(canter_context& context, void* out, const void* x, const int32_t* index,
                   int64_t m) {
  over_elements(context, m, [x = floats(x), out = floats(out), index](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) out[i] = x[index[i]];
  });
}

void vector_scatter(canter_context& context, void* y, const void* x, const int32_t* index,
                    int64_t m) {
  // distinct indices: no two threads write one element
  over_elements(context, m, [x = floats(x), y = floats(y), index](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) y[index[i]] = x[i];
  });
}

int64_t count_non_finite(const canter_context&, const void* x, int64_t n) {
  // nearly always there is none, and the largest element says so
  if (largest_bits(floats(x), 0, n) < kInfinite) return 0;
  int64_t count = 0;
  for (int64_t i = 0; i < n; ++i) count += largest_bits(floats(x), i, i + 1) >= kInfinite ? 1 : 0;
  return count;
}

}  // namespace canter::CANTER_ISA
