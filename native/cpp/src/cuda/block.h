// SPDX-License-Identifier: Apache-2.0
//
// A block of threads, as kernels see it. A kernel is a sequence of phases: in a phase every thread
// runs the same body on its own items, between two phases lies a barrier. What a thread keeps from
// phase to phase is named (PerThread). Kernels know nothing else of threads, so the same source
// runs on the host (tests/cpp/cuda_emulator), where the items of a phase come in any order: a race
// gives other bytes there.
#ifndef CANTER_CUDA_BLOCK_H_
#define CANTER_CUDA_BLOCK_H_

#include <cstdint>

#if defined(CANTER_CUDA_EMULATED)
#include "emulated_block.h"
// a loop that stays one: its body is long
#define CANTER_ROLLED
#else

#include <cuda_runtime.h>

#define CANTER_DEVICE __device__ __forceinline__
// for the host, too
#define CANTER_BOTH __host__ __device__ inline
#define CANTER_ROLLED _Pragma("unroll 1")

namespace canter::cuda {

// What lanes of a warp multiply: their shares of a 16 by 8 sum, of 16 by 8 and of 8 by 8 factors.
// With g = lane / 4 and c = lane % 4, sum is (g, 2c), (g, 2c + 1) and the same of row g + 8; left
// is (g, c), (g + 8, c), (g, c + 4), (g + 8, c + 4); right is (c, g), (c + 4, g).
struct Fragments {
  float (&sum)[4];
  const float (&left)[4];
  const float (&right)[2];
};

// 32 neighbouring threads, which go through a body of Block::warps together
class Warp {
 public:
  CANTER_DEVICE int number() const { return static_cast<int>(threadIdx.x) / 32; }
  // body(thread) once a thread of the warp
  template <typename Body>
  CANTER_DEVICE void lanes(const Body& body) const {
    body(static_cast<int>(threadIdx.x));
  }
  // after bodies whose lanes may have gone separate ways, before products
  CANTER_DEVICE void together() const { __syncwarp(); }
  // sum += left * right on tensor cores; of_thread(thread) are Fragments, whose factors have 10
  // bits of mantissa
  template <typename OfThread>
  CANTER_DEVICE void multiply(const OfThread& of_thread) const {
    const Fragments f = of_thread(static_cast<int>(threadIdx.x));
    asm volatile(
        "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 "
        "{%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
        : "+f"(f.sum[0]), "+f"(f.sum[1]), "+f"(f.sum[2]), "+f"(f.sum[3])
        : "r"(__float_as_uint(f.left[0])), "r"(__float_as_uint(f.left[1])),
          "r"(__float_as_uint(f.left[2])), "r"(__float_as_uint(f.left[3])),
          "r"(__float_as_uint(f.right[0])), "r"(__float_as_uint(f.right[1])));
  }
};

// What each thread of a warp keeps between two bodies of Warp::lanes; thread t asks for [t].
template <typename T>
class PerLane {
 public:
  CANTER_DEVICE explicit PerLane(const Warp&) {}
  CANTER_DEVICE T& operator[](int) { return value_; }

 private:
  T value_;
};

class Block {
 public:
  CANTER_DEVICE int64_t index() const { return blockIdx.x; }
  CANTER_DEVICE int64_t count() const { return gridDim.x; }
  // the second dimension of the grid: a candidate of a line search
  CANTER_DEVICE int64_t layer() const { return blockIdx.y; }
  CANTER_DEVICE int threads() const { return static_cast<int>(blockDim.x); }

  // the block's shared memory, aligned to 16 bytes; as much as the launch asked for
  CANTER_DEVICE float* shared() const {
    extern __shared__ float4 memory[];
    return reinterpret_cast<float*>(memory);
  }

  // a phase: body(thread) once a thread
  template <typename Body>
  CANTER_DEVICE void threads(const Body& body) const {
    body(static_cast<int>(threadIdx.x));
    __syncthreads();
  }

  // a phase: body(warp) once a warp; blocks are of whole warps
  template <typename Body>
  CANTER_DEVICE void warps(const Body& body) const {
    body(Warp());
    __syncthreads();
  }

  // body(item) for items 0..n-1, shared out over the threads of all blocks; no barrier
  template <typename Body>
  CANTER_DEVICE void everywhere(int64_t n, const Body& body) const {
    const int64_t stride = static_cast<int64_t>(gridDim.x) * blockDim.x;
    for (int64_t i = index() * blockDim.x + threadIdx.x; i < n; i += stride) body(i);
  }

  // a phase: body(item) for items 0..n-1, shared out over the threads
  template <typename Body>
  CANTER_DEVICE void each(int64_t n, const Body& body) const {
    for (int64_t i = threadIdx.x; i < n; i += blockDim.x) body(i);
    __syncthreads();
  }
  // the same with 32-bit counting, which the inner loops of a tile want
  template <typename Body>
  CANTER_DEVICE void items(int n, const Body& body) const {
    for (int i = static_cast<int>(threadIdx.x); i < n; i += static_cast<int>(blockDim.x)) body(i);
    __syncthreads();
  }
};

// What each thread keeps from phase to phase, in registers; thread t asks for [t].
template <typename T>
class PerThread {
 public:
  CANTER_DEVICE explicit PerThread(const Block&) {}
  CANTER_DEVICE T& operator[](int) { return value_; }

 private:
  T value_;
};

// The same address, of which the compiler now knows that it is one of shared memory, or of the
// device's: loads of either are shorter than those that must find out.
CANTER_DEVICE const float* in_shared(const float* p) {
  __builtin_assume(__isShared(p));
  return p;
}
CANTER_DEVICE const float* on_device(const float* p) {
  __builtin_assume(__isGlobal(p));
  return p;
}

// Starts a copy of four floats from device to shared memory and goes on. They are there for the
// thread that asked once it has called await_fetches, and for all others after the next barrier.
CANTER_DEVICE void fetch_four(float* to_shared, const float* from) {
  const auto to = static_cast<uint32_t>(__cvta_generic_to_shared(to_shared));
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(to), "l"(from) : "memory");
}
CANTER_DEVICE void await_fetches() { asm volatile("cp.async.wait_all;" ::: "memory"); }

}  // namespace canter::cuda

#endif  // CANTER_CUDA_EMULATED

namespace canter::cuda {

// Four floats that are loaded and stored at once; addresses are multiples of 16 bytes, of 8 for
// two.
struct alignas(16) Four {
  float x[4];
};

struct alignas(8) Two {
  float x[2];
};

CANTER_DEVICE Two load_two(const float* p) { return *reinterpret_cast<const Two*>(p); }
CANTER_DEVICE Four load_four(const float* p) { return *reinterpret_cast<const Four*>(p); }
CANTER_DEVICE void store_four(float* p, const Four& v) { *reinterpret_cast<Four*>(p) = v; }

// how numbers are put together
struct Add {
  CANTER_DEVICE double operator()(double a, double b) const { return a + b; }
};
// the larger one; NaN if either is
struct Larger {
  CANTER_DEVICE double operator()(double a, double b) const { return a > b || a != a ? a : b; }
};

// the strands of a reduction: as many as most blocks have threads
constexpr int kStrands = 256;

// term(0), ..., term(n - 1) put together with `combine` in double, from `start` on, in an order
// that depends on n alone: strand s takes terms s, s + kStrands, ... (neighbours read neighbours),
// then the strands form a tree. memory holds kStrands doubles; all threads may read memory[0]
// afterwards.
template <typename Combine, typename Term>
CANTER_DEVICE void block_reduce(const Block& block, double* memory, int64_t n, double start,
                                const Combine& combine, const Term& term) {
  block.items(kStrands, [&](int strand) {
    double total = start;
    for (int64_t i = strand; i < n; i += kStrands) total = combine(total, term(i));
    memory[strand] = total;
  });
  for (int width = kStrands / 2; width > 0; width /= 2) {
    block.items(width, [&](int i) { memory[i] = combine(memory[i], memory[i + width]); });
  }
}

template <typename Term>
CANTER_DEVICE void block_sum(const Block& block, double* memory, int64_t n, const Term& term) {
  block_reduce(block, memory, n, 0.0, Add(), term);
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_BLOCK_H_
