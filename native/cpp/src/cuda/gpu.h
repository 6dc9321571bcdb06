// SPDX-License-Identifier: Apache-2.0
//
// A GPU as contexts use it: its stream, its memory, a small block of results, the graphs it keeps.
#ifndef CANTER_CUDA_GPU_H_
#define CANTER_CUDA_GPU_H_

#include <atomic>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/context.h"
#include "core/cuda_backend.h"
#include "cuda/late_checks.h"
#include "cuda/launch.h"

namespace canter::cuda {

// canter_cuda_traffic as it is counted, by any thread
struct Counters {
  std::atomic<int64_t> uploads{0}, upload_bytes{0}, downloads{0}, download_bytes{0};
  std::atomic<int64_t> waits{0}, launches{0}, graph_launches{0};

  canter_cuda_traffic read() const {
    return {uploads, upload_bytes, downloads, download_bytes, waits, launches, graph_launches};
  }
};

class Gpu : public CudaDevice {
 public:
  Gpu(int32_t ordinal, const canter_cuda_options& options);
  ~Gpu() override;
  Gpu(const Gpu&) = delete;
  Gpu& operator=(const Gpu&) = delete;

  int32_t ordinal() const override { return ordinal_; }
  void* stream() const override { return stream_; }
  // whether products of matrices go through tensor cores
  bool tf32() const { return tf32_; }
  // where the calling thread's work goes: the stream, or the graph that it records
  cudaStream_t queue() const { return recording_ == this ? recorder_ : stream_; }
  // the calling thread's calls of the runtime go to this device
  void use() const { CANTER_CUDA_CHECK(cudaSetDevice(ordinal_)); }

  void* allocate(size_t bytes) override { return allocate(CANTER_CUDA_DEVICE, bytes); }
  void release(void* block) noexcept override;
  void* allocate(canter_cuda_memory kind, size_t bytes) override;
  void release(canter_cuda_memory kind, void* block) override;

  void copy_in(void* to, const void* from_host, size_t bytes) override;
  void copy_out(void* to_host, const void* from, size_t bytes) override;
  // copies up to this size pass through pinned memory: the runtime's own staging costs more
  static constexpr size_t kPinnedBytes = 64 * 1024;
  // several copies of no more than that in all, with one wait
  struct Piece {
    void* to_host;
    const void* from;
    size_t bytes;
  };
  void copy_out_all(std::initializer_list<Piece> pieces);
  void copy_within(void* to, const void* from, size_t bytes) override;
  void fill(void* to, int32_t byte, size_t bytes) override;
  void synchronize() override;
  canter_cuda_traffic traffic() const override { return counters_.read(); }
  void count_launch() const {
    if (recording_ != this) ++counters_.launches;
  }

  void inspect(const Inspection* what, int count, int64_t* bad) override;
  Alarm check_later(const char* function, const NamedCheck* checks, int count, Look look) override;
  void end_open_checks() noexcept override;
  void end_context() noexcept override;

  void dense_product(void* out, const void* matrix, const void* v, int64_t n) override;
  void conjugate_gradient(canter_context& context, void* x, double* residuals,
                          canter_cg_result* result, const LinearSystem& system) override;
  void conjugate_gradient_of(canter_context& context, void* x, double* residuals,
                             canter_cg_result* result, const CurvatureMatrix& matrix,
                             const LinearSystem& system) override;
  void trust_region_step(canter_context& context, void* theta, void* direction,
                         canter_trust_region_result* result,
                         const TrustRegionProblem& problem) override;

  // room for the partial sums of reductions, which one thread at a time may use
  static constexpr int64_t kResults = 4096;
  double* results() const { return results_; }
  std::recursive_mutex& turn() { return turn_; }

  // runs what `record` enqueues as one graph. `key` holds the bytes of everything that it depends
  // on; the graph of a key is made once and then launched again
  void replay(const std::string& key, const std::function<void()>& record);

 private:
  struct Kept {
    std::string key;
    cudaGraphExec_t graph;
  };
  void end() noexcept;
  // waits, and leaves what late checks found to the next one
  void wait();
  int64_t late_end();
  void look_at_late(int64_t end);
  void start(cudaGraphExec_t graph);
  void fetch(void* to_host, const void* from, size_t bytes);
  cudaGraphExec_t capture(const std::function<void()>& record);

  const int32_t ordinal_;
  const bool owns_stream_;
  const bool tf32_;
  cudaStream_t stream_ = nullptr;  // null again once the context of a caller's stream has ended
  // records graphs, so that what other threads enqueue meanwhile goes to the stream
  cudaStream_t recorder_ = nullptr;
  static thread_local const Gpu* recording_;
  mutable Counters counters_;
  bool graphs_off_ = false;          // CANTER_CUDA_GRAPHS=0: to measure what they save
  double* results_ = nullptr;        // [kResults] on the device
  unsigned char* pinned_ = nullptr;  // what copies of a few bytes pass through
  std::recursive_mutex turn_;
  LateSlot* late_slots_ = nullptr;  // on the device
  int32_t* late_raised_ = nullptr;  // pinned
  LateChecks late_;
  std::mutex late_guard_;
  std::vector<Kept> graphs_;
};

// the GPU of a context, which the calling thread uses from now on
inline Gpu& gpu_of(const canter_context& context) {
  Gpu& gpu = static_cast<Gpu&>(*context.device);
  gpu.use();
  return gpu;
}

template <typename Kernel>
void launch(const Gpu& gpu, const Kernel& kernel, const Grid& grid) {
  gpu.count_launch();
  launch(gpu.ordinal(), gpu.queue(), kernel, grid);
}

inline const float* floats(const void* x) { return static_cast<const float*>(x); }
inline float* floats(void* x) { return static_cast<float*>(x); }

}  // namespace canter::cuda

#endif  // CANTER_CUDA_GPU_H_
