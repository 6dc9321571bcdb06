// SPDX-License-Identifier: Apache-2.0
#include "core/handles.h"

#include <atomic>

namespace canter {

namespace {
std::atomic<int64_t> living{0};
}  // namespace

int64_t live_handles() { return living.load(std::memory_order_relaxed); }

void count_handles(int64_t change) { living.fetch_add(change, std::memory_order_relaxed); }

}  // namespace canter
