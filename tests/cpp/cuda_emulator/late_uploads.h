// SPDX-License-Identifier: Apache-2.0
//
// Copies from pinned memory as late as a device may do them: when something else of their stream
// runs, or when a thread waits for it. A program that writes the memory anew before that uploads
// something else; one that frees it ends.
#ifndef CANTER_TESTS_LATE_UPLOADS_H_
#define CANTER_TESTS_LATE_UPLOADS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <mutex>

namespace canter::cuda {

class LateUploads {
 public:
  static constexpr int64_t kAll = std::numeric_limits<int64_t>::max();

  void add(const void* stream, const void* from, std::function<void()> copy) {
    const std::lock_guard<std::mutex> lock(turn_);
    Queue& queue = queues_[stream];
    queue.waiting.push_back(Upload{static_cast<const char*>(from), std::move(copy)});
    ++queue.added;
  }

  // whether one of them begins within a block
  bool reads(const void* block, size_t bytes) {
    const std::lock_guard<std::mutex> lock(turn_);
    const auto* start = static_cast<const char*>(block);
    for (const auto& entry : queues_) {
      for (const Upload& upload : entry.second.waiting) {
        if (upload.from >= start && upload.from < start + bytes) return true;
      }
    }
    return false;
  }

  // how many a stream has had so far, which is what an event marks
  int64_t added(const void* stream) {
    const std::lock_guard<std::mutex> lock(turn_);
    return queues_[stream].added;
  }

  // does the first `count` of a stream, as far as they were not done yet
  void catch_up(const void* stream, int64_t count = kAll) {
    const std::lock_guard<std::mutex> lock(turn_);
    catch_up(queues_[stream], count);
  }

  // does those of all streams
  void catch_up() {
    const std::lock_guard<std::mutex> lock(turn_);
    for (auto& entry : queues_) catch_up(entry.second, kAll);
  }

 private:
  struct Upload {
    const char* from;
    std::function<void()> copy;
  };
  struct Queue {
    int64_t added = 0;
    std::deque<Upload> waiting;
  };

  static void catch_up(Queue& queue, int64_t count) {
    while (!queue.waiting.empty() &&
           queue.added - static_cast<int64_t>(queue.waiting.size()) < count) {
      queue.waiting.front().copy();
      queue.waiting.pop_front();
    }
  }

  std::mutex turn_;
  std::map<const void*, Queue> queues_;
};

}  // namespace canter::cuda

#endif  // CANTER_TESTS_LATE_UPLOADS_H_
