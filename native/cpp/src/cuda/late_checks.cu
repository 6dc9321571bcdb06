// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <string>

#include "core/buffer_texts.h"
#include "cuda/gpu.h"
#include "cuda/late_checks.h"

namespace canter::cuda {

Alarm LateChecks::add(const LateCall& call, bool open) {
  const size_t at = place(next_);
  calls_[at] = call;
  if (open) open_ = next_;
  ++next_;
  LateSlot* slot = slots_ + at;
  return Alarm{slot->found, &slot->stop, halted(), raised_ + at};
}

int64_t LateChecks::take(int64_t end) {
  if (open_ != kNone && open_ < end) end = open_;
  while (oldest_ < end) {
    const int64_t ticket = oldest_++;
    int32_t& raised = raised_[place(ticket)];
    if (raised == 0) continue;
    raised = 0;
    return ticket;
  }
  return kNone;
}

void refuse_late(const LateCall& call, const LateSlot& slot, int64_t now) {
  int i = 0;
  while (i + 1 < call.count && slot.found[i].bad == 0) ++i;
  const NamedCheck& check = call.checks[static_cast<size_t>(i)];
  const unsigned long long key = ~slot.found[i].first;
  const auto place = static_cast<int64_t>(key >> 32);
  const auto bits = static_cast<uint32_t>(key);
  std::string later;
  if (call.number != now) {
    later = std::string("; ") + call.function + " found this, a call before that did not wait";
  }
  const Inspection& what = check.what;
  switch (what.wanted) {
    case Wanted::kPicks:
      refuse_pick(check.name, place, static_cast<int32_t>(bits), what.source_rows, what.width > 0,
                  later.c_str());
    case Wanted::kSteps:
      refuse_step(place, static_cast<uint8_t>(bits), what.width, later.c_str());
    default:
      refuse_number(check.name, place, std::bit_cast<float>(bits),
                    static_cast<int64_t>(slot.found[i].bad), what.count, later.c_str());
  }
}

void Gpu::end_open_checks() noexcept {
  const std::lock_guard<std::mutex> lock(late_guard_);
  late_.close();
}

int64_t Gpu::late_end() {
  const std::lock_guard<std::mutex> lock(late_guard_);
  return late_.end();
}

// the first of them is refused; what followed from it is forgotten with it
void Gpu::look_at_late(int64_t end) {
  const std::lock_guard<std::mutex> lock(late_guard_);
  const int64_t first = late_.take(end);
  if (first == LateChecks::kNone) return;
  LateSlot slot;
  fetch(&slot, late_.slot(first), sizeof slot);
  wait();
  const LateCall call = late_.call(first);
  for (int64_t ticket = first; ticket != LateChecks::kNone; ticket = late_.take(end)) {
    fill(late_.slot(ticket), 0, sizeof slot);
  }
  fill(late_.halted(), 0, sizeof(int32_t));
  refuse_late(call, slot, calls());
}

}  // namespace canter::cuda
