// SPDX-License-Identifier: Apache-2.0
//
// Small kernels, written by hand, that do what none may: each of them has to be noticed.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "small_kernel.h"

namespace canter::ptx {
namespace {

constexpr WarpOrder kOrders[] = {WarpOrder::kForward, WarpOrder::kBackward, WarpOrder::kScattered};

void ExpectFault(const std::string& body, const std::string& text, const Size& size = {}) {
  for (WarpOrder order : kOrders) {
    const std::string fault = Fault(body, size, nullptr, order);
    EXPECT_NE(fault.find(text), std::string::npos) << "it says: " << fault;
  }
}

void ExpectNone(const std::string& body, const Size& size = {}) {
  for (WarpOrder order : kOrders) EXPECT_EQ(Fault(body, size, nullptr, order), "");
}

constexpr char kWrite[] = "\tst.shared.u32 [%r2], %r1;\n";
constexpr char kReadOfNextWarp[] = "\txor.b32 %r3, %r2, 128;\n\tld.shared.u32 %r4, [%r3];\n";
constexpr char kReadOfNextLane[] = "\txor.b32 %r3, %r2, 4;\n\tld.shared.u32 %r4, [%r3];\n";
constexpr char kBarrier[] = "\tbar.sync \t0;\n";
constexpr char kWarpBarrier[] = "\tbar.warp.sync \t-1;\n";
const std::string kSkipUpperWarp = "\tsetp.gt.u32 %p1, %r1, 31;\n\t@%p1 bra $L_1;\n";

TEST(PtxMachine, RunsWhatIsRight) {
  for (WarpOrder order : kOrders) {
    std::vector<float> numbers(64);
    const std::string body = std::string(kWrite) + kBarrier + kReadOfNextWarp +
                             "\tcvt.rn.f32.u32 %f1, %r4;\n\tst.global.f32 [%rd2], %f1;\n";
    ASSERT_EQ(Fault(body, {}, &numbers, order), "");
    for (size_t i = 0; i < 64; ++i) EXPECT_EQ(numbers[i], static_cast<float>(i ^ 32));
  }
}

TEST(PtxMachine, RoundsOnceWhereFmaDoes) {
  const float x = 1 + 0x1p-12f;
  std::vector<float> numbers(64, x);
  ASSERT_EQ(Fault("\tld.global.f32 %f1, [%rd2];\n\tfma.rn.f32 %f2, %f1, %f1, 0fBF800000;\n"
                  "\tst.global.f32 [%rd2], %f2;\n",
                  {}, &numbers),
            "");
  EXPECT_EQ(numbers[63], std::fma(x, x, -1.0f));
  EXPECT_NE(numbers[63], x * x - 1.0f);
}

TEST(PtxMachine, SeesRacesOfWarps) {
  // what is read was written before, so that only the second write may disturb it
  const std::string written = std::string(kWrite) + kBarrier + kWrite;
  ExpectFault(written + kReadOfNextWarp, "race");
  ExpectFault(written + kWarpBarrier + kReadOfNextWarp, "race");
  // what was read is written anew
  const std::string reads = std::string(kWrite) + kBarrier + kReadOfNextWarp;
  ExpectFault(reads + kWrite, "race");
  ExpectNone(reads + kBarrier + kWrite);
  ExpectFault("\tst.shared.u32 [memory+4], %r1;\n", "race");
}

TEST(PtxMachine, SeesRacesOfLanes) {
  ExpectFault(std::string(kWrite) + kReadOfNextLane, "race");
  ExpectNone(std::string(kWrite) + kWarpBarrier + kReadOfNextLane);
  ExpectNone(std::string(kWrite) + kBarrier + kReadOfNextLane);
}

TEST(PtxMachine, SeesBarriersThatThreadsMiss) {
  ExpectFault(kSkipUpperWarp + kBarrier + "$L_1:\n", "a barrier that only 32 of 64 threads reach");
  ExpectFault(kSkipOddLanes + kBarrier + "$L_1:\n", "threads reach");
  ExpectFault(kSkipUpperWarp + kBarrier + "\tret;\n$L_1:\n" + kBarrier, "different barriers");
  ExpectFault(kSkipOddLanes + kBarrier + "\tret;\n$L_1:\n" + kBarrier, "different barriers");
  ExpectFault(kSkipOddLanes + kWarpBarrier + "$L_1:\n", "only 16 lanes of 32 come here");
  ExpectNone(kSkipOddLanes + kWrite + "$L_1:\n" + kBarrier);
}

TEST(PtxMachine, SeesMisalignedAccesses) {
  ExpectFault("\tld.global.v4.f32 {%f1, %f2, %f3, %f4}, [%rd2];\n", "16 bytes at an address");
  ExpectFault("\tld.shared.u64 %rd4, [memory+4];\n", "8 bytes at an address");
  ExpectFault("\tst.global.f32 [%rd1+2], 0f00000000;\n", "4 bytes at an address");
}

TEST(PtxMachine, SeesWhatLiesElsewhere) {
  ExpectFault("\tld.shared.u32 %r3, [%r2];\n", "nobody wrote");
  ExpectFault("\tst.shared.u32 [memory+1024], %r1;\n", "byte 1024 of shared memory");
  // the same by a generic address
  ExpectFault("\tcvta.shared.u64 %rd4, %rd3;\n\tst.u32 [%rd4+1024], %r1;\n", "of shared memory");
  ExpectFault("\tcvta.shared.u64 %rd4, %rd3;\n\tst.global.u32 [%rd4], %r1;\n", "taken for another");
  ExpectFault("\tld.param.u64 %rd4, [kernel_param_0+8];\n", "beyond the parameters");
}

TEST(PtxMachine, SeesCopiesThatAreNotWaitedFor) {
  // one thread copies, so that there is no race
  const std::string copy =
      "\tsetp.ne.u32 %p1, %r1, 0;\n\tmov.u32 %r3, 0;\n"
      "\t@%p1 bra $L_1;\n\tcp.async.cg.shared.global [%r3], [%rd1], 16;\n";
  const std::string read = "\tld.shared.u32 %r4, [memory+8];\n";
  ExpectFault(copy + read + "$L_1:\n", "before the copy to it was waited for");
  ExpectFault(copy + "$L_1:\n", "ends before its copies arrived");
  ExpectNone(copy + "\tcp.async.wait_all;\n" + read + "$L_1:\n");
  ExpectFault(std::string(kWrite) + kBarrier + copy + "\tcp.async.wait_all;\n$L_1:\n" + read,
              "race");
}

TEST(PtxMachine, RefusesLaunchesThatDoNotFit) {
  ExpectFault("", "parameters of 16 bytes, where the kernel reads 8", {64, 0, 16});
  ExpectFault("", "129 threads of at most 128", {129});
  ExpectFault("\tsetp.gt.u32 %p1, %r1, 7;\n\t@!%p1 bra.uni $L_1;\n$L_1:\n", "lanes part");
  ExpectFault("\tmov.u32 %r3, 0;\n\tdiv.u32 %r4, %r1, %r3;\n", "division by zero");
}

TEST(PtxModule, RefusesWhatItDoesNotKnow) {
  ExpectFault("\tlop3.b32 %r3, %r1, %r2, %r1, 128;\n",
              "test.ptx:21: unknown instruction: lop3.b32 %r3, %r1, %r2, %r1, 128");
  ExpectFault("\tex2.approx.f32 %f2, %f1;\n", "an approximate function");
  ExpectFault("\tdiv.full.f32 %f2, %f1, %f1;\n", "an approximate function");
  ExpectFault("\tadd.s32 %r3, %r1, %rd1;\n", "a register of another width, %rd1");
  ExpectFault("\tadd.s32 %r3, %r1, %q1;\n", "no register, %q1");
  ExpectFault("\tadd.s32 %r3, %r1, other;\n", "not an operand that is known, other");
  ExpectFault("\tadd.s32 %r3, %r1;\n", "not as many operands");
  ExpectFault("\tbra $L_2;\n", "a branch to nowhere, $L_2");
  ExpectFault("\tbar.sync 1;\n", "unknown instruction");
  ExpectFault("\tsetp.eq.u32 %p1, %r1, 1;\n\t@%p1 bar.sync 0;\n", "a guard where none is known");
}

}  // namespace
}  // namespace canter::ptx
