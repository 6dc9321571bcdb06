// SPDX-License-Identifier: Apache-2.0
//
// Moments of a batch: each chunk of rows takes two passes in double, then neighbours merge as a
// binary tree (Chan, Golub, LeVeque), so that the bits depend on the batch alone.
#include "canter/moments.h"

#include "cpu/entries.h"
#include "cpu/flat.h"

namespace canter::CANTER_ISA {

namespace {

// The rows of a batch: those that index names, or the first ones.
struct Rows {
  const float* x;
  const int32_t* index;
  int64_t width;

  const float* operator[](int64_t row) const {
    return x + (index != nullptr ? index[row] : row) * width;
  }
};

// to[o] += term(row, o) for the rows of [begin, end), from zero
template <typename Term>
void sum_rows(double* to, const Rows& rows, int64_t begin, int64_t end, const Term& term) {
  std::fill(to, to + rows.width, 0.0);
  for (int64_t b = begin; b < end; ++b) {
    const float* row = rows[b];
    each_double(0, rows.width, [&]<typename V>(int64_t o) {
      V sum;
      std::memcpy(&sum, to + o, sizeof sum);
      sum += term.template operator()<V>(row, o);
      std::memcpy(to + o, &sum, sizeof sum);
    });
  }
}

// mean and sum of squared deviations of the rows of [begin, end)
void chunk_moments(double* mean, double* m2, const Rows& rows, int64_t begin, int64_t end) {
  sum_rows(mean, rows, begin, end,
           []<typename V>(const float* row, int64_t o) { return read<V>(row + o); });
  for (int64_t o = 0; o < rows.width; ++o) mean[o] /= static_cast<double>(end - begin);
  sum_rows(m2, rows, begin, end, [mean]<typename V>(const float* row, int64_t o) {
    V center;
    std::memcpy(&center, mean + o, sizeof center);
    const V deviation = read<V>(row + o) - center;
    return deviation * deviation;
  });
}

// adds the moments of other_count rows to those of count rows
void merge(double count, double* mean, double* m2, double other_count, const double* other_mean,
           const double* other_m2, int64_t width) {
  const double share = other_count / (count + other_count);
  for (int64_t o = 0; o < width; ++o) {
    const double apart = other_mean[o] - mean[o];
    mean[o] += share * apart;
    m2[o] += other_m2[o] + apart * apart * (count * share);
  }
}

}  // namespace

void batch_moments(canter_context& context, double* mean, double* m2, const void* x,
                   const int32_t* index, int64_t rows, int64_t width) {
  const Rows batch = {static_cast<const float*>(x), index, width};
  const Chunks chunks = make_chunks(rows, 1, 256, kFlatChunks);
  double* const means = context.shared<double>(Slot::kPartials, 2 * chunks.count * width);
  double* const m2s = means + chunks.count * width;
  over_chunks(context, chunks, rows * width, [&](int64_t chunk, int64_t begin, int64_t end) {
    chunk_moments(means + chunk * width, m2s + chunk * width, batch, begin, end);
  });
  for (int64_t step = 1; step < chunks.count; step *= 2) {
    for (int64_t c = 0; c + step < chunks.count; c += 2 * step) {
      const int64_t middle = chunks.begin(c + step);
      const int64_t end = chunks.end(std::min(chunks.count, c + 2 * step) - 1);
      merge(static_cast<double>(middle - chunks.begin(c)), means + c * width, m2s + c * width,
            static_cast<double>(end - middle), means + (c + step) * width, m2s + (c + step) * width,
            width);
    }
  }
  std::copy(means, means + width, mean);
  std::copy(m2s, m2s + width, m2);
}

void normalize(const canter_context&, void* y, const void* x, const void* shift, const void* scale,
               double limit, int64_t rows, int64_t width) {
  const float* const center = static_cast<const float*>(shift);
  const float* const factor = static_cast<const float*>(scale);
  const float bound = static_cast<float>(limit);
  for (int64_t b = 0; b < rows; ++b) {
    const float* const from = static_cast<const float*>(x) + b * width;
    float* const to = static_cast<float*>(y) + b * width;
    each_float(0, width, [=]<typename V>(int64_t o) {
      const V z = (read<V>(from + o) - read<V>(center + o)) * read<V>(factor + o);
      write<V>(to + o, at_most(at_least(z, fill<V>(-bound)), fill<V>(bound)));
    });
  }
}

}  // namespace canter::CANTER_ISA
