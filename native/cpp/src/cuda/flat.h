// SPDX-License-Identifier: Apache-2.0
//
// Flat vectors: reductions to one number in a fixed order, and maps.
#ifndef CANTER_CUDA_FLAT_H_
#define CANTER_CUDA_FLAT_H_

#include "cuda/gpu.h"
#include "cuda/math.h"

namespace canter::cuda {

// chunks of a reduction: they depend on n alone
constexpr int64_t kMostChunks = 256;
inline int64_t flat_chunks(int64_t n) {
  const int64_t wanted = (n + 4095) / 4096;
  return wanted < kMostChunks ? wanted : kMostChunks;
}

// Chunk c of the terms 0..n-1 goes to out[c]; a chunk is a block.
template <typename Term, typename Combine>
struct Reduction {
  static constexpr int kThreads = kBlockThreads;
  Term term;
  Combine combine;
  double start;
  int64_t n;
  double* out;

  CANTER_DEVICE void operator()(const Block& block) const {
    double* memory = reinterpret_cast<double*>(block.shared());
    const int64_t c = block.index(), chunks = block.count();
    const int64_t begin = n * c / chunks, end = n * (c + 1) / chunks;
    block_reduce(block, memory, end - begin, start, combine,
                 [&](int64_t i) { return term(begin + i); });
    block.items(1, [&](int) { out[c] = memory[0]; });
  }
};

constexpr size_t kReductionBytes = kStrands * sizeof(double);

// Numbers that were left by a reduction.
struct Partials {
  const double* x;
  CANTER_DEVICE double operator()(int64_t i) const { return x[i]; }
};

// out[0] = the terms 0..n-1 put together; partials has room for kMostChunks
template <typename Term, typename Combine>
void reduce_into(const Gpu& gpu, double* out, double* partials, const Term& term,
                 const Combine& combine, double start, int64_t n) {
  const int64_t chunks = flat_chunks(n);
  double* first = chunks == 1 ? out : partials;
  launch(gpu, Reduction<Term, Combine>{term, combine, start, n, first},
         Grid{chunks, kBlockThreads, kReductionBytes});
  if (chunks == 1) return;
  launch(gpu, Reduction<Partials, Combine>{{partials}, combine, start, chunks, out},
         Grid{1, kBlockThreads, kReductionBytes});
}

// the same, waited for
template <typename Term, typename Combine>
double reduce(Gpu& gpu, const Term& term, const Combine& combine, double start, int64_t n) {
  gpu.use();
  const std::lock_guard<std::recursive_mutex> lock(gpu.turn());
  reduce_into(gpu, gpu.results(), gpu.results() + 1, term, combine, start, n);
  double result = 0.0;
  gpu.copy_out(&result, gpu.results(), sizeof result);
  return result;
}

template <typename Term>
double sum(Gpu& gpu, const Term& term, int64_t n) {
  return reduce(gpu, term, Add(), 0.0, n);
}

// map(i) for i in 0..n-1, in any order
template <typename Map>
struct EachElement {
  static constexpr int kThreads = kBlockThreads;
  Map map;
  int64_t n;

  CANTER_DEVICE void operator()(const Block& block) const { block.everywhere(n, map); }
};

template <typename Map>
void over_elements(const Gpu& gpu, const Map& map, int64_t n) {
  launch(gpu, EachElement<Map>{map, n}, grid_over(n));
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_FLAT_H_
