// SPDX-License-Identifier: Apache-2.0
//
// Checks whose answers the host has not looked at yet: a ring of calls, each with what its texts
// need. What kernels find of a call lies in its slot on the device; that they found something, in
// the host's memory, where a look costs nothing.
#ifndef CANTER_CUDA_LATE_CHECKS_H_
#define CANTER_CUDA_LATE_CHECKS_H_

#include <array>

#include "core/device.h"

namespace canter::cuda {

// what kernels write, zeros before
struct LateSlot {
  Found found[kMostInspections];
  int32_t stop;
  int32_t unused[3];
};

// A call with late checks.
struct LateCall {
  const char* function;
  int64_t number;  // of the call
  std::array<NamedCheck, kMostInspections> checks;
  int count;
};

class LateChecks {
 public:
  static constexpr int64_t kSlots = 64;

  // memory for kSlots slots and one that all share, of the device; for as many flags, pinned
  void lie(LateSlot* slots, int32_t* raised) {
    slots_ = slots;
    raised_ = raised;
  }
  bool full() const { return next_ - oldest_ == kSlots; }
  // takes a slot, where one is free; an open one is not looked at before it is closed
  Alarm add(const LateCall& call, bool open);
  void close() { open_ = kNone; }

  // calls are numbered by tickets; those before end() are added
  int64_t end() const { return next_; }
  // takes out the oldest call before `end` of which something was found; its ticket, or kNone where
  // there is none any more. The work of all calls before `end` is done.
  static constexpr int64_t kNone = -1;
  int64_t take(int64_t end);
  const LateCall& call(int64_t ticket) const { return calls_[place(ticket)]; }
  LateSlot* slot(int64_t ticket) const { return slots_ + place(ticket); }
  // not zero once any call has found something
  int32_t* halted() const { return &slots_[kSlots].stop; }

 private:
  static size_t place(int64_t ticket) { return static_cast<size_t>(ticket % kSlots); }

  LateSlot* slots_ = nullptr;
  int32_t* raised_ = nullptr;
  std::array<LateCall, kSlots> calls_;
  int64_t oldest_ = 0, next_ = 0, open_ = kNone;
};

// refuses the first check of a call of which something was found; `now` is the number of the call
// under way
[[noreturn]] void refuse_late(const LateCall& call, const LateSlot& slot, int64_t now);

}  // namespace canter::cuda

#endif  // CANTER_CUDA_LATE_CHECKS_H_
