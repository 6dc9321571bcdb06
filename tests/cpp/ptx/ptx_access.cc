// SPDX-License-Identifier: Apache-2.0
#include "ptx_access.h"

#include <algorithm>
#include <type_traits>

#include "ptx_warp.h"

namespace canter::ptx {
namespace {

constexpr size_t kCopyBytes = 16;

uint64_t address_of(Warp& warp, const Address& at, int lane) {
  const auto offset = static_cast<uint64_t>(at.offset);
  if (at.bits == 64) return warp.row<uint64_t>(at.row)[lane] + offset;
  if (at.bits == 32) return static_cast<uint32_t>(warp.row<uint32_t>(at.row)[lane] + offset);
  return offset;
}

void check_alignment(uint64_t address, size_t bytes) {
  if (address % bytes == 0) return;
  throw Misuse("an access of " + std::to_string(bytes) + " bytes at an address that is " +
               std::to_string(address % bytes) + " bytes beyond a multiple of that");
}

// of a generic address, what it would be in shared memory; other addresses stay
Space settle(const SharedMemory& shared, Space space, uint64_t* address) {
  const bool holds = space != Space::kShared && shared.holds(*address);
  if (!holds) return space;
  if (space != Space::kGeneric) throw Misuse("an address of shared memory, taken for another one");
  *address -= shared.window();
  return Space::kShared;
}

void check_parameters(const Warp& warp, uint64_t address, size_t bytes) {
  const auto first = reinterpret_cast<uint64_t>(warp.parameters().data());
  const bool inside = address >= first && address + bytes <= first + warp.parameters().size();
  if (!inside) throw Misuse("a load beyond the parameters");
}

const void* source(Warp& warp, Space space, uint64_t address, size_t bytes, int lane) {
  check_alignment(address, bytes);
  space = settle(warp.shared(), space, &address);
  if (space == Space::kShared) return warp.shared().read(address, bytes, warp.moment(lane));
  if (space == Space::kParameters) check_parameters(warp, address, bytes);
  return reinterpret_cast<const void*>(address);
}

void* target(Warp& warp, Space space, uint64_t address, size_t bytes, int lane) {
  check_alignment(address, bytes);
  space = settle(warp.shared(), space, &address);
  if (space == Space::kShared) return warp.shared().write(address, bytes, warp.moment(lane));
  if (space == Space::kParameters) throw Misuse("a store to the parameters");
  return reinterpret_cast<void*>(address);
}

// In memory lies an M, in a register an R, which is as large or larger: signed numbers keep their
// sign.
template <typename M, typename R>
void load(Warp& warp, const Instruction& in) {
  const auto count = static_cast<size_t>(in.count);
  for_lanes(warp.active(), [&](int lane) {
    M numbers[4];
    const uint64_t address = address_of(warp, in.at, lane);
    std::memcpy(numbers, source(warp, in.space, address, sizeof(M) * count, lane),
                sizeof(M) * count);
    for (size_t i = 0; i < count; ++i) {
      warp.row<R>(in.rows[i]).put(lane, static_cast<R>(numbers[i]));
    }
  });
}

template <typename M, typename R>
void store(Warp& warp, const Instruction& in) {
  const auto count = static_cast<size_t>(in.count);
  for_lanes(warp.active(), [&](int lane) {
    M numbers[4];
    for (size_t i = 0; i < count; ++i) {
      numbers[i] = static_cast<M>(warp.row<R>(in.rows[i])[lane]);
    }
    const uint64_t address = address_of(warp, in.at, lane);
    std::memcpy(target(warp, in.space, address, sizeof(M) * count, lane), numbers,
                sizeof(M) * count);
  });
}

template <typename M>
Operation of_width(bool stores, int bits) {
  if (bits == 64) return stores ? store<M, uint64_t> : load<M, uint64_t>;
  if constexpr (sizeof(M) <= 4) {
    if (bits == 32) return stores ? store<M, uint32_t> : load<M, uint32_t>;
  }
  if constexpr (sizeof(M) <= 2) {
    if (bits == 16) return stores ? store<M, uint16_t> : load<M, uint16_t>;
  }
  return nullptr;
}

// what was there, which the register gets, put together with an operand; threads come one by one
template <typename Combine>
void atomic(Warp& warp, const Instruction& in, const Combine& combine) {
  for_lanes(warp.active(), [&](int lane) {
    void* const at = target(warp, in.space, address_of(warp, in.at, lane), 8, lane);
    uint64_t old;
    std::memcpy(&old, at, sizeof old);
    const uint64_t combined = combine(old, warp.row<uint64_t>(in.rows[1])[lane]);
    std::memcpy(at, &combined, sizeof combined);
    warp.row<uint64_t>(in.rows[0]).put(lane, old);
  });
}

}  // namespace

Operation find_access(bool stores, std::string_view type, int bits) {
  if (type == "u8" || type == "b8") return of_width<uint8_t>(stores, bits);
  if (type == "u16" || type == "b16") return of_width<uint16_t>(stores, bits);
  if (type == "s32") return of_width<int32_t>(stores, bits);
  if (type == "u32" || type == "b32") return of_width<uint32_t>(stores, bits);
  if (type == "f32" && bits == 32) return of_width<uint32_t>(stores, bits);
  const bool whole = type == "u64" || type == "b64" || type == "s64" || type == "f64";
  return whole ? of_width<uint64_t>(stores, bits) : nullptr;
}

void start_copy(Warp& warp, const Instruction& in) {
  for_lanes(warp.active(), [&](int lane) {
    const uint64_t to = address_of(warp, in.at, lane), from = address_of(warp, in.from, lane);
    check_alignment(to, kCopyBytes);
    source(warp, Space::kGlobal, from, kCopyBytes, lane);
    warp.shared().expect(to, kCopyBytes, warp.moment(lane));
    warp.copies().push_back({lane, to, from});
  });
}

void await_copies(Warp& warp, const Instruction&) {
  std::erase_if(warp.copies(), [&](const Copy& copy) {
    const bool mine = (warp.active() >> copy.lane & 1) != 0;
    if (mine) {
      warp.shared().arrive(copy.to, reinterpret_cast<const void*>(copy.from), kCopyBytes,
                           warp.moment(copy.lane));
    }
    return mine;
  });
}

void atomic_add(Warp& warp, const Instruction& in) {
  atomic(warp, in, [](uint64_t a, uint64_t b) { return a + b; });
}

void atomic_max(Warp& warp, const Instruction& in) {
  atomic(warp, in, [](uint64_t a, uint64_t b) { return std::max(a, b); });
}

}  // namespace canter::ptx
