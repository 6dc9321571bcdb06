// SPDX-License-Identifier: Apache-2.0
#include "ptx_warp.h"

#include <algorithm>

namespace canter::ptx {

Warp::Warp(const Entry& entry, int number, SharedMemory& shared,
           const std::vector<std::byte>& parameters)
    : entry_(entry),
      number_(number),
      shared_(shared),
      parameters_(parameters),
      registers_(entry.registers),
      predicates_(entry.predicates),
      current_(entry.code.data()) {
  predicates_[kTrue] = kAllLanes;
  predicates_[kFalse] = 0;
  for_lanes(kAllLanes, [&](int lane) {
    row<uint64_t>(kParameterRow).put(lane, reinterpret_cast<uint64_t>(parameters.data()));
  });
}

void Warp::begin(const Place& place, uint32_t phase) {
  const int lanes = std::min(kLanes, place.threads - kLanes * number_);
  born_ = alive_ = lanes == kLanes ? kAllLanes : (uint32_t{1} << lanes) - 1;
  groups_.assign(1, Group{0, born_, Wait::kNone});
  copies_.clear();
  pass_barrier(phase);
  // in the order of kSpecialRegisters, but for the first, which differs from lane to lane
  const int64_t same[] = {0, place.threads, place.block, place.layer, place.blocks, place.layers};
  for (uint32_t i = 0; i < kSpecialRegisters.size(); ++i) {
    for_lanes(kAllLanes, [&](int lane) {
      const int64_t value = i == 0 ? number_ * kLanes + lane : same[i];
      row<uint32_t>(i * 4 * kLanes).put(lane, static_cast<uint32_t>(value));
    });
  }
}

bool Warp::waits_for_block() const {
  return std::all_of(groups_.begin(), groups_.end(),
                     [](const Group& group) { return group.wait == Wait::kBlock; });
}

void Warp::pass_barrier(uint32_t phase) {
  for (Group& group : groups_) {
    if (group.wait == Wait::kBlock) ++group.at;
    group.wait = Wait::kNone;
  }
  phase_ = phase;
  come_together();
}

void Warp::come_together() {
  ++turn_;
  apart_ = false;
}

void Warp::merge() {
  for (size_t i = 0; i < groups_.size(); ++i) {
    for (size_t j = groups_.size() - 1; j > i; --j) {
      if (groups_[i].at != groups_[j].at || groups_[i].wait != groups_[j].wait) continue;
      groups_[i].mask |= groups_[j].mask;
      groups_.erase(groups_.begin() + static_cast<ptrdiff_t>(j));
    }
  }
}

int Warp::next_group() const {
  int next = -1;
  for (size_t i = 0; i < groups_.size(); ++i) {
    if (groups_[i].wait != Wait::kNone) continue;
    if (next < 0 || groups_[i].at < groups_[static_cast<size_t>(next)].at)
      next = static_cast<int>(i);
  }
  return next;
}

// lets lanes go on that waited for each other; whether there were any
bool Warp::release() {
  if (waits_for_block()) {
    if (groups_.size() > 1) throw Misuse("lanes of a warp wait at different barriers");
    return false;
  }
  Group& group = groups_.front();
  current_ = &entry_.code[static_cast<size_t>(group.at)];
  if (groups_.size() > 1) throw Misuse("lanes of a warp wait for each other at different places");
  if (group.mask != wanted(*current_)) {
    throw Misuse("only " + std::to_string(std::popcount(group.mask)) + " lanes of " +
                 std::to_string(std::popcount(wanted(*current_))) + " come here");
  }
  pass(group);
  return true;
}

void Warp::run(int64_t instructions) {
  while (instructions > 0) {
    merge();
    const int next = next_group();
    if (next < 0 && !release()) return;
    if (next >= 0) instructions -= advance(static_cast<size_t>(next), instructions);
  }
}

// one group, until it waits, parts, ends, or comes to where another one is
int64_t Warp::advance(size_t which, int64_t instructions) {
  Group group = groups_[which];
  groups_.erase(groups_.begin() + static_cast<ptrdiff_t>(which));
  int other = std::numeric_limits<int>::max();
  for (const Group& waiting : groups_) {
    if (waiting.wait == Wait::kNone) other = std::min(other, waiting.at);
  }
  for (int64_t done = 1;; ++done) {
    if (!step(group)) return done;
    if (group.at < other && done < instructions) continue;
    groups_.push_back(group);
    return done;
  }
}

// one instruction; false if the group is no more, or waits
bool Warp::step(Group& group) {
  const Instruction& in = entry_.code[static_cast<size_t>(group.at)];
  current_ = &in;
  const uint32_t guard = predicates_[in.guard];
  const uint32_t mask = group.mask & (in.unless ? ~guard : guard);
  switch (in.kind) {
    case Kind::kPlain:
      if (mask != 0) execute(mask);
      ++group.at;
      return true;
    case Kind::kBranch:
      return branch(group, mask);
    case Kind::kReturn:
      leave(group);
      return false;
    default:
      return meet(group);
  }
}

void Warp::execute(uint32_t mask) {
  active_ = mask;
  current_->run(*this, *current_);
}

bool Warp::branch(Group& group, uint32_t mask) {
  if (mask == group.mask) {
    group.at = current_->target;
    return true;
  }
  if (mask == 0) {
    ++group.at;
    return true;
  }
  if (current_->uniform) throw Misuse("lanes part where the compiler says that none do");
  apart_ = true;
  groups_.push_back({current_->target, mask, Wait::kNone});
  groups_.push_back({group.at + 1, group.mask & ~mask, Wait::kNone});
  return false;
}

// the lanes that a barrier of a warp, or a product, waits for
uint32_t Warp::wanted(const Instruction& in) const {
  return in.kind == Kind::kProduct ? kAllLanes : born_;
}

// barriers, and products, at which lanes wait until all of them are there
bool Warp::meet(Group& group) {
  const bool of_block = current_->kind == Kind::kBarrier;
  if (of_block || group.mask != wanted(*current_)) {
    groups_.push_back({group.at, group.mask, of_block ? Wait::kBlock : Wait::kLanes});
    return false;
  }
  pass(group);
  return true;
}

void Warp::pass(Group& group) {
  if (current_->kind == Kind::kWarpBarrier) {
    come_together();
  } else if (apart_) {
    throw Misuse("lanes parted and did not wait for each other before a product");
  } else {
    execute(group.mask);
  }
  group.wait = Wait::kNone;
  ++group.at;
}

void Warp::leave(const Group& group) {
  alive_ &= ~group.mask;
  for (const Copy& copy : copies_) {
    if ((group.mask >> copy.lane & 1) != 0) throw Misuse("a thread ends before its copies arrived");
  }
}

}  // namespace canter::ptx
