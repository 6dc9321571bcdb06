// SPDX-License-Identifier: Apache-2.0
//
// All kernels as nvcc compiled them, and what happened to each.
#ifndef CANTER_TESTS_PTX_LIBRARY_H_
#define CANTER_TESTS_PTX_LIBRARY_H_

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "emulated_runtime.h"
#include "ptx_machine.h"

namespace canter::ptx {

class Library {
 public:
  explicit Library(const std::vector<std::string>& paths);

  // Runs a launch of the emulated runtime. What the kernel does wrong is kept rather than thrown:
  // there are C functions between a test and this.
  void run(const cuda::EmulatedLaunch& launch, WarpOrder order);

  // what was kept, which is forgotten
  std::vector<std::string> take_faults();
  // "moments.ptx: void canter::cuda::run<T>(T)" of all that have not run yet
  std::vector<std::string> never_run() const;
  size_t size() const { return size_; }

 private:
  struct Kernel {
    const Entry* entry;
    int64_t launches = 0;
  };

  Kernel& find(const cuda::EmulatedLaunch& launch);

  std::deque<Module> modules_;
  // by name: a template that several files use is in each of them
  std::map<std::string, std::vector<Kernel>> kernels_;
  std::vector<std::string> faults_;
  size_t size_ = 0;
};

}  // namespace canter::ptx

#endif  // CANTER_TESTS_PTX_LIBRARY_H_
