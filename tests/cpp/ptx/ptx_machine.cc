// SPDX-License-Identifier: Apache-2.0
#include "ptx_machine.h"

#include <algorithm>
#include <numeric>

namespace canter::ptx {
namespace {

// the most instructions of a turn, where warps take turns
constexpr int64_t kTurn = 300;

std::vector<std::byte> copied(const Launch& launch) {
  const auto* const first = static_cast<const std::byte*>(launch.parameters);
  return std::vector<std::byte>(first, first + launch.parameter_bytes);
}

}  // namespace

Machine::Machine(const Entry& entry, const Launch& launch)
    : entry_(entry), launch_(launch), parameters_(copied(launch)) {
  const int warps = (launch.threads + kLanes - 1) / kLanes;
  for (int i = 0; i < warps; ++i)
    queue_.push_back(&warps_.emplace_back(entry, i, shared_, parameters_));
  if (launch.order == WarpOrder::kBackward) std::reverse(queue_.begin(), queue_.end());
}

void Machine::refuse(const Misuse& misuse) const {
  const Instruction& in = running_ != nullptr ? running_->current() : entry_.code.front();
  throw std::runtime_error(entry_.name + " in block " + std::to_string(block_) + ", " +
                           entry_.file + ".ptx:" + std::to_string(in.line) + " `" +
                           std::string(in.text) + "`: " + misuse.what());
}

void Machine::check() const {
  if (launch_.parameter_bytes != entry_.parameter_bytes) {
    throw Misuse("parameters of " + std::to_string(launch_.parameter_bytes) +
                 " bytes, where the kernel reads " + std::to_string(entry_.parameter_bytes));
  }
  if (launch_.threads > entry_.most_threads) {
    throw Misuse(std::to_string(launch_.threads) + " threads of at most " +
                 std::to_string(entry_.most_threads));
  }
}

void Machine::run() {
  std::vector<int64_t> blocks(static_cast<size_t>(launch_.blocks * launch_.layers));
  std::iota(blocks.begin(), blocks.end(), 0);
  if (launch_.order == WarpOrder::kBackward) std::reverse(blocks.begin(), blocks.end());
  if (launch_.order == WarpOrder::kScattered) std::shuffle(blocks.begin(), blocks.end(), random_);
  try {
    check();
    for (const int64_t block : blocks) run_block(block);
  } catch (const Misuse& misuse) {
    refuse(misuse);
  }
}

void Machine::run_block(int64_t number) {
  block_ = number;
  shared_.begin(launch_.shared_bytes, ++phase_);
  const Place place = {number % launch_.blocks, static_cast<int>(number / launch_.blocks),
                       launch_.blocks, launch_.layers, launch_.threads};
  for (Warp& warp : warps_) warp.begin(place, phase_);
  do {
    run_to_barrier();
  } while (pass_barrier());
}

void Machine::run_to_barrier() {
  if (launch_.order == WarpOrder::kScattered) return run_in_turns();
  for (Warp* const warp : queue_) {
    running_ = warp;
    warp->run(Warp::kWithoutEnd);
  }
}

void Machine::run_in_turns() {
  std::vector<Warp*> left = queue_;
  while (!left.empty()) {
    std::swap(left[random_() % left.size()], left.back());
    running_ = left.back();
    left.back()->run(1 + static_cast<int64_t>(random_() % kTurn));
    if (!left.back()->waits_for_block()) continue;
    // looks where its lanes wait
    left.back()->run(1);
    left.pop_back();
  }
}

// whether any thread waited, and all others did, too
bool Machine::pass_barrier() {
  int reached = 0;
  for (const Warp& warp : warps_) {
    if (warp.is_gone()) continue;
    // what waits at another barrier than the first warp that waits
    if (reached > 0 && warp.waits_at() != running_->waits_at()) {
      throw Misuse("threads of a block wait at different barriers");
    }
    running_ = &warp;
    reached += warp.lanes();
  }
  if (reached == 0) return false;
  if (reached != launch_.threads) {
    throw Misuse("a barrier that only " + std::to_string(reached) + " of " +
                 std::to_string(launch_.threads) + " threads reach");
  }
  ++phase_;
  for (Warp& warp : warps_) warp.pass_barrier(phase_);
  return true;
}

}  // namespace canter::ptx
