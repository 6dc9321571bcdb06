// SPDX-License-Identifier: Apache-2.0
//
// The checks of what buffers hold, which are counts: all that a call asks for in one launch, a
// check a layer of the grid, and one wait, or none where the kernel notes what it finds. 2 KiB of
// shared memory, 30 to 38 registers, 6 blocks of 256 threads or more to a multiprocessor; bound by
// memory.
#include <algorithm>

#include "canter/scan.h"
#include "cuda/alarm.h"
#include "cuda/categorical.h"
#include "cuda/flat.h"

namespace canter::cuda {

namespace {

// One check, as a sum of ones over its terms.
struct Looking {
  Wanted wanted;
  const void* data;
  const int32_t* index;
  int64_t terms, source_rows, width;

  CANTER_DEVICE bool is_pick(int64_t b) const {
    return index == nullptr || (index[b] >= 0 && index[b] < source_rows);
  }
  CANTER_DEVICE const float* numbers() const { return static_cast<const float*>(data); }
  CANTER_DEVICE int64_t row(int64_t b) const { return index != nullptr ? index[b] : b; }

  // wrong numbers of row b
  CANTER_DEVICE int32_t bad_choices(int64_t b, const FactorSizes& factors) const {
    if (!is_pick(b)) return 0;
    const float* action = numbers() + row(b) * factors.count;
    int32_t bad = 0;
    for (int32_t j = 0; j < factors.count; ++j) {
      bad += categorical::is_known(action[j], factors.size[j]) ? 0 : 1;
    }
    return bad;
  }
  CANTER_DEVICE bool good_number(int64_t i) const {
    const int64_t b = i / width;
    return !is_pick(b) || is_finite(numbers()[row(b) * width + i % width]);
  }
  CANTER_DEVICE bool same(int64_t b) const {
    const int32_t* other = static_cast<const int32_t*>(data);
    return row(b) == (other != nullptr ? other[b] : b);
  }

  // of the checks that may be late
  CANTER_DEVICE bool wrong(int64_t i) const {
    if (wanted == Wanted::kPicks) return !is_pick(i);
    if (wanted == Wanted::kSteps) return static_cast<const uint8_t*>(data)[i] > CANTER_FAULT;
    return !is_finite(numbers()[i]);
  }

  CANTER_DEVICE int32_t bad(int64_t i, const FactorSizes& factors) const {
    switch (wanted) {
      case Wanted::kFiniteRows:
        return good_number(i) ? 0 : 1;
      case Wanted::kChoices:
        return bad_choices(i, factors);
      case Wanted::kSamePicks:
        return same(i) ? 0 : 1;
      default:
        return wrong(i) ? 1 : 0;
    }
  }
  // what lies at a place of a late check
  CANTER_DEVICE uint32_t bits(int64_t i) const {
    if (wanted == Wanted::kPicks) return static_cast<uint32_t>(index[i]);
    if (wanted == Wanted::kSteps) return static_cast<const uint8_t*>(data)[i];
    return static_cast<const uint32_t*>(data)[i];
  }
};

// counts[check, chunk]
struct Inspect {
  static constexpr int kThreads = kBlockThreads;
  // without a wish the compiler takes 32 registers and spills
  static constexpr int kBlocks = 6;
  Looking look[kMostInspections];
  FactorSizes factors;
  double* counts;

  CANTER_DEVICE void operator()(const Block& block) const {
    double* memory = reinterpret_cast<double*>(block.shared());
    const Looking mine = look[block.layer()];
    const int64_t c = block.index(), chunks = block.count();
    const int64_t begin = mine.terms * c / chunks, end = mine.terms * (c + 1) / chunks;
    block_sum(block, memory, end - begin,
              [&](int64_t i) { return static_cast<double>(mine.bad(begin + i, factors)); });
    block.items(1, [&](int) { counts[block.layer() * chunks + c] = memory[0]; });
  }
};

// the same for late checks: what is wrong is noted with its first place
struct InspectLate {
  static constexpr int kThreads = kBlockThreads;
  Looking look[kMostInspections];
  Alarm alarm;

  CANTER_DEVICE void operator()(const Block& block) const {
    double* memory = reinterpret_cast<double*>(block.shared());
    const Looking mine = look[block.layer()];
    const int64_t c = block.index(), chunks = block.count();
    const int64_t begin = mine.terms * c / chunks, end = mine.terms * (c + 1) / chunks;
    block_sum(block, memory, end - begin,
              [&](int64_t i) { return mine.wrong(begin + i) ? 1.0 : 0.0; });
    if (memory[0] == 0.0) return;
    block.items(1, [&](int) {
      int64_t first = begin;
      while (!mine.wrong(first)) ++first;
      note(alarm, block.layer(), first, mine.bits(first), static_cast<int64_t>(memory[0]));
    });
  }
};

// enough blocks that each has little to do: nobody adds up what they find
int64_t late_chunks(int64_t terms) { return std::clamp<int64_t>((terms + 1023) / 1024, 1, 1024); }

Looking looking(const Inspection& w) {
  const int64_t terms = w.wanted == Wanted::kFiniteRows ? w.count * w.width : w.count;
  return Looking{w.wanted, w.data, w.index, terms, w.source_rows, w.width};
}

}  // namespace

void Gpu::inspect(const Inspection* what, int count, int64_t* bad) {
  use();
  const std::lock_guard<std::recursive_mutex> lock(turn_);
  Inspect all = {};
  all.counts = results_;
  int64_t chunks = 1;
  for (int i = 0; i < count; ++i) {
    const Inspection& w = what[i];
    all.look[i] = looking(w);
    if (w.distribution != nullptr) all.factors = factor_sizes(*w.distribution);
    chunks = std::max(chunks, flat_chunks(all.look[i].terms));
  }
  launch(*this, all, Grid{chunks, kBlockThreads, kReductionBytes, count});
  std::vector<double> counts(static_cast<size_t>(count * chunks));
  copy_out(counts.data(), results_, counts.size() * sizeof(double));
  for (int i = 0; i < count; ++i) {
    double sum = 0.0;
    for (int64_t c = 0; c < chunks; ++c) sum += counts[static_cast<size_t>(i * chunks + c)];
    bad[i] = static_cast<int64_t>(sum);
  }
}

Alarm Gpu::check_later(const char* function, const NamedCheck* checks, int count, Look look) {
  use();
  LateCall call = {function, calls(), {}, count};
  std::copy_n(checks, count, call.checks.begin());
  std::unique_lock<std::mutex> lock(late_guard_);
  while (late_.full()) {
    lock.unlock();
    synchronize();
    lock.lock();
  }
  const Alarm alarm = late_.add(call, look == Look::kWithinTheCall);
  if (look == Look::kWithinTheCall) return alarm;
  // before the lock is given back: who waits must find this launch under way
  InspectLate all = {};
  all.alarm = alarm;
  int64_t chunks = 1;
  for (int i = 0; i < count; ++i) {
    all.look[i] = looking(checks[i].what);
    chunks = std::max(chunks, late_chunks(all.look[i].terms));
  }
  launch(*this, all, Grid{chunks, kBlockThreads, kReductionBytes, count});
  return alarm;
}

}  // namespace canter::cuda
