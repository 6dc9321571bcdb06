// SPDX-License-Identifier: Apache-2.0
//
// Runs a launch: block after block, the warps of a block in turns between barriers. Any of the
// orders is one that a device may choose.
#ifndef CANTER_TESTS_PTX_MACHINE_H_
#define CANTER_TESTS_PTX_MACHINE_H_

#include <deque>
#include <random>
#include <vector>

#include "ptx_warp.h"

namespace canter::ptx {

enum class WarpOrder {
  // first to last, each as far as it comes
  kForward,
  // last to first
  kBackward,
  // in short turns, blocks and warps in an order that is mixed up
  kScattered
};

struct Launch {
  const void* parameters;
  size_t parameter_bytes;
  int64_t blocks;
  int layers;
  int threads;
  size_t shared_bytes;
  WarpOrder order = WarpOrder::kForward;
};

class Machine {
 public:
  // the kernel must outlive it
  Machine(const Entry& entry, const Launch& launch);

  // throws std::runtime_error with the kernel, the line of PTX and what is wrong where a kernel
  // does what it must not
  void run();

 private:
  void check() const;
  void run_block(int64_t number);
  void run_to_barrier();
  void run_in_turns();
  bool pass_barrier();
  [[noreturn]] void refuse(const Misuse& misuse) const;

  const Entry& entry_;
  const Launch launch_;
  const std::vector<std::byte> parameters_;
  SharedMemory shared_;
  std::deque<Warp> warps_;
  // in the order in which they run
  std::vector<Warp*> queue_;
  std::minstd_rand random_;
  const Warp* running_ = nullptr;
  uint32_t phase_ = 0;
  int64_t block_ = 0;
};

}  // namespace canter::ptx

#endif  // CANTER_TESTS_PTX_MACHINE_H_
