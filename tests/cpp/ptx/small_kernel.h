// SPDX-License-Identifier: Apache-2.0
//
// Kernels written by hand, for tests of the machine that runs them.
#ifndef CANTER_TESTS_SMALL_KERNEL_H_
#define CANTER_TESTS_SMALL_KERNEL_H_

#include <stdexcept>
#include <string>
#include <vector>

#include "ptx_machine.h"

namespace canter::ptx {

// a kernel of up to 128 threads with a pointer as its parameter; %rd1 is that, %r1 the thread, %r2
// its word in shared memory, %rd2 its word behind the pointer
inline std::string Kernel(const std::string& body) {
  return ".version 9.0\n.target sm_90\n.address_size 64\n\n"
         ".extern .shared .align 16 .b8 memory[];\n\n"
         ".visible .entry kernel(\n\t.param .align 8 .b8 kernel_param_0[8]\n)\n"
         ".maxntid 128, 1, 1\n{\n"
         "\t.reg .pred %p<9>;\n\t.reg .b32 %r<30>;\n\t.reg .f32 %f<30>;\n\t.reg .b64 %rd<9>;\n"
         "\tld.param.u64 %rd1, [kernel_param_0];\n\tmov.u32 %r1, %tid.x;\n"
         "\tshl.b32 %r2, %r1, 2;\n\tcvt.u64.u32 %rd3, %r2;\n\tadd.s64 %rd2, %rd1, %rd3;\n" +
         body + "\tret;\n}\n";
}

// odd lanes go on at $L_1
inline const std::string kSkipOddLanes =
    "\tand.b32 %r5, %r1, 1;\n\tsetp.eq.u32 %p1, %r5, 1;\n\t@%p1 bra $L_1;\n";

struct Size {
  int threads = 64;
  size_t shared_bytes = 1024;
  size_t parameter_bytes = 8;
};

// what is said of a kernel, "" if nothing is; numbers may be read and written by it
inline std::string Fault(const std::string& body, const Size& size = {},
                         std::vector<float>* numbers = nullptr,
                         WarpOrder order = WarpOrder::kForward) {
  std::vector<float> own(256);
  const void* const data = numbers != nullptr ? numbers->data() : own.data();
  try {
    const Module module("test.ptx", Kernel(body));
    Machine(module.entries().front(),
            {&data, size.parameter_bytes, 1, 1, size.threads, size.shared_bytes, order})
        .run();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

}  // namespace canter::ptx

#endif  // CANTER_TESTS_SMALL_KERNEL_H_
