// SPDX-License-Identifier: Apache-2.0
//
// The pool of a context. Tasks are numbered; which thread runs a task is left to chance, so a task
// may write only where its number says, and results depend on the numbering alone.
#ifndef CANTER_CORE_THREAD_POOL_H_
#define CANTER_CORE_THREAD_POOL_H_

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace canter {

// Runs numbered tasks on `threads` threads, the caller's included. One run at a time.
class ThreadPool {
 public:
  explicit ThreadPool(int32_t threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int32_t threads() const { return static_cast<int32_t>(workers_.size()) + 1; }

  // calls body(task, thread) for each task in 0..tasks-1, thread in 0..threads-1; returns when all
  // are done. body must not throw and must not call run again.
  template <typename Body>
  void run(int64_t tasks, const Body& body) {
    if (workers_.empty() || tasks <= 1) {
      for (int64_t task = 0; task < tasks; ++task) body(task, 0);
      return;
    }
    start(tasks, &body, [](const void* self, int64_t task, int32_t thread) {
      (*static_cast<const Body*>(self))(task, thread);
    });
  }

 private:
  using Call = void (*)(const void* body, int64_t task, int32_t thread);
  void start(int64_t tasks, const void* body, Call call);
  void work(int32_t thread);
  void drain(int32_t thread);
  void leave_run();

  std::vector<std::thread> workers_;
  const void* body_ = nullptr;
  Call call_ = nullptr;
  int64_t tasks_ = 0;
  bool stop_ = false;
  alignas(64) std::atomic<uint32_t> epoch_{0};    // a new value is a new run
  alignas(64) std::atomic<int64_t> next_{0};      // the next task to take
  alignas(64) std::atomic<uint32_t> running_{0};  // workers that have not finished this run
};

}  // namespace canter

#endif  // CANTER_CORE_THREAD_POOL_H_
