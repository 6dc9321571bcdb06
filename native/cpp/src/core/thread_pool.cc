// SPDX-License-Identifier: Apache-2.0
#include "core/thread_pool.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace canter {

namespace {

// about 20 us of looking before sleeping: runs of one update follow each other within that time
constexpr int kSpins = 400;

void pause_briefly() {
#if defined(__x86_64__)
  _mm_pause();
#endif
}

// waits until the value differs from `old`: first awake, then asleep in the kernel
uint32_t await_change(const std::atomic<uint32_t>& value, uint32_t old) {
  for (int spin = 0; spin < kSpins; ++spin) {
    const uint32_t now = value.load(std::memory_order_acquire);
    if (now != old) return now;
    pause_briefly();
  }
  value.wait(old, std::memory_order_acquire);
  return value.load(std::memory_order_acquire);
}

}  // namespace

ThreadPool::ThreadPool(int32_t threads) {
  workers_.reserve(threads - 1);
  running_.store(static_cast<uint32_t>(threads - 1), std::memory_order_relaxed);
  try {
    for (int32_t t = 1; t < threads; ++t) workers_.emplace_back([this, t] { work(t); });
    // what a thread sets up when it begins belongs to this call, not to the first ones that use it
    for (uint32_t left = running_.load(std::memory_order_acquire); left != 0;) {
      left = await_change(running_, left);
    }
  } catch (...) {
    // a thread that could not be started must not leave the others running
    stop_ = true;
    epoch_.fetch_add(1, std::memory_order_release);
    epoch_.notify_all();
    for (auto& worker : workers_) worker.join();
    throw;
  }
}

ThreadPool::~ThreadPool() {
  stop_ = true;
  epoch_.fetch_add(1, std::memory_order_release);
  epoch_.notify_all();
  for (auto& worker : workers_) worker.join();
}

void ThreadPool::start(int64_t tasks, const void* body, Call call) {
  body_ = body;
  call_ = call;
  tasks_ = tasks;
  next_.store(0, std::memory_order_relaxed);
  running_.store(static_cast<uint32_t>(workers_.size()), std::memory_order_relaxed);
  epoch_.fetch_add(1, std::memory_order_release);
  epoch_.notify_all();
  drain(0);
  // every worker must have left the run before body, which lives on the caller's stack, may go
  for (uint32_t left = running_.load(std::memory_order_acquire); left != 0;) {
    left = await_change(running_, left);
  }
}

void ThreadPool::leave_run() {
  if (running_.fetch_sub(1, std::memory_order_acq_rel) == 1) running_.notify_one();
}

void ThreadPool::work(int32_t thread) {
  uint32_t seen = 0;
  leave_run();
  for (;;) {
    seen = await_change(epoch_, seen);
    if (stop_) return;
    drain(thread);
    leave_run();
  }
}

void ThreadPool::drain(int32_t thread) {
  for (;;) {
    const int64_t task = next_.fetch_add(1, std::memory_order_relaxed);
    if (task >= tasks_) return;
    call_(body_, task, thread);
  }
}

}  // namespace canter
