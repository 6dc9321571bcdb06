// SPDX-License-Identifier: Apache-2.0
//
// What a context holds: its kernels, its pool, its work memory.
#ifndef CANTER_CORE_CONTEXT_H_
#define CANTER_CORE_CONTEXT_H_

#include <array>
#include <atomic>
#include <memory>
#include <vector>

#include "canter/context.h"
#include "core/buffer.h"
#include "core/device.h"
#include "core/kernel_table.h"
#include "core/thread_pool.h"

namespace canter {

// What the blocks of shared work memory are for; a call may hold several at once.
enum class Slot { kPartials, kPack, kSolver, kVectors, kMaxima, kTape, kCandidates, kCount };

}  // namespace canter

struct canter_context {
  canter_context(canter_real real_, canter_isa isa_, const canter::KernelTable* kernels_,
                 int32_t threads, std::shared_ptr<canter::Device> device_ = nullptr)
      : real(real_),
        isa(isa_),
        kernels(kernels_),
        device(std::move(device_)),
        pool(threads),
        thread_memory(threads) {
    for (auto& memory : shared_memory) memory = canter::Buffer(device);
  }
  ~canter_context() {
    if (device != nullptr) device->end_context();
  }
  canter_context(const canter_context&) = delete;
  canter_context& operator=(const canter_context&) = delete;

  const canter_real real;
  const canter_isa isa;
  const canter::KernelTable* const kernels;
  // null where buffers lie in the host's memory
  const std::shared_ptr<canter::Device> device;
  canter::ThreadPool pool;
  std::atomic<bool> busy{false};
  // of the pool call under way: its late checks
  canter::Alarm alarm;

  // work memory shared by all threads of a call, of the device where there is one; throws
  // std::bad_alloc or a Refusal
  template <typename T>
  T* shared(canter::Slot slot, size_t count) {
    return static_cast<T*>(shared_memory[static_cast<int>(slot)].reserve(count * sizeof(T)));
  }

  // makes room for `bytes` on every thread of the pool before a run starts; throws std::bad_alloc
  void reserve_per_thread(size_t bytes) {
    for (auto& memory : thread_memory) memory.reserve(bytes);
  }

  std::array<canter::Buffer, static_cast<int>(canter::Slot::kCount)> shared_memory;
  std::vector<canter::Buffer> thread_memory;
};

namespace canter {
using Context = canter_context;
}  // namespace canter

#endif  // CANTER_CORE_CONTEXT_H_
