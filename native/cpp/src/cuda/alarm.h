// SPDX-License-Identifier: Apache-2.0
//
// How kernels note what late checks find. Only what is wrong costs anything; no order of threads or
// blocks shows, because counts are added and the first place wins.
#ifndef CANTER_CUDA_ALARM_H_
#define CANTER_CUDA_ALARM_H_

#include "core/device.h"
#include "cuda/block.h"

namespace canter::cuda {

#if defined(CANTER_CUDA_EMULATED)

CANTER_DEVICE void add_to(unsigned long long* total, unsigned long long more) {
  __atomic_fetch_add(total, more, __ATOMIC_RELAXED);
}
CANTER_DEVICE void raise_to(unsigned long long* largest, unsigned long long value) {
  unsigned long long old = __atomic_load_n(largest, __ATOMIC_RELAXED);
  while (old < value && !__atomic_compare_exchange_n(largest, &old, value, true, __ATOMIC_RELAXED,
                                                     __ATOMIC_RELAXED)) {
  }
}
CANTER_DEVICE void set_flag(int32_t* flag) { __atomic_store_n(flag, 1, __ATOMIC_RELAXED); }

#else

CANTER_DEVICE void add_to(unsigned long long* total, unsigned long long more) {
  atomicAdd(total, more);
}
CANTER_DEVICE void raise_to(unsigned long long* largest, unsigned long long value) {
  atomicMax(largest, value);
}
CANTER_DEVICE void set_flag(int32_t* flag) { *reinterpret_cast<volatile int32_t*>(flag) = 1; }

#endif

// `bad` places of a check are wrong, of which this one comes first; bits say what lies there
CANTER_DEVICE void note(const Alarm& alarm, int64_t check, int64_t place, uint32_t bits,
                        int64_t bad) {
  const auto key = static_cast<unsigned long long>(place) << 32 | bits;
  add_to(&alarm.found[check].bad, static_cast<unsigned long long>(bad));
  raise_to(&alarm.found[check].first, ~key);
  set_flag(alarm.stop);
  set_flag(alarm.halted);
  set_flag(alarm.raised);
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_ALARM_H_
