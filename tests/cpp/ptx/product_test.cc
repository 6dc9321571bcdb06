// SPDX-License-Identifier: Apache-2.0
//
// Products of matrices on a warp: which lane holds which number, and who has to be there.
#include <gtest/gtest.h>

#include <string>

#include "small_kernel.h"

namespace canter::ptx {
namespace {

// A product of small whole numbers, which every way to round gives alike. Lane after lane finds its
// share of the left factor, of the right one and of what is added, laid out as the PTX ISA says.
constexpr char kProduct[] = "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 ";

std::string Product(const std::string& left) {
  std::string body =
      "\tmul.lo.s32 %r3, %r1, 40;\n\tcvt.u64.u32 %rd4, %r3;\n"
      "\tadd.s64 %rd5, %rd1, %rd4;\n";
  for (int i = 0; i < 6; ++i) {
    body +=
        "\tld.global.u32 %r" + std::to_string(10 + i) + ", [%rd5+" + std::to_string(4 * i) + "];\n";
  }
  for (int i = 0; i < 4; ++i) {
    body +=
        "\tld.global.f32 %f" + std::to_string(i) + ", [%rd5+" + std::to_string(24 + 4 * i) + "];\n";
  }
  body += std::string("\t") + kProduct + "{%f4,%f5,%f6,%f7}, " + left +
          ", {%r14,%r15}, {%f0,%f1,%f2,%f3};\n";
  for (int i = 0; i < 4; ++i) {
    body += "\tst.global.f32 [%rd5+" + std::to_string(24 + 4 * i) + "], %f" +
            std::to_string(4 + i) + ";\n";
  }
  return body;
}

float Left(int row, int column) { return static_cast<float>(row * 3 - column * 5); }
float Right(int row, int column) { return static_cast<float>(row * 7 + column); }
float Added(int row, int column) { return static_cast<float>(row - column * 11); }

// ten numbers a lane
std::vector<float> Shares() {
  std::vector<float> shares;
  for (int lane = 0; lane < 32; ++lane) {
    const int g = lane >> 2, c = lane & 3;
    shares.insert(shares.end(), {Left(g, c), Left(g + 8, c), Left(g, c + 4), Left(g + 8, c + 4),
                                 Right(c, g), Right(c + 4, g), Added(g, 2 * c), Added(g, 2 * c + 1),
                                 Added(g + 8, 2 * c), Added(g + 8, 2 * c + 1)});
  }
  return shares;
}

// how many numbers of the product are what a product of matrices is
int RightOnes(const std::vector<float>& shares) {
  int right = 0;
  for (int lane = 0; lane < 32; ++lane) {
    for (int i = 0; i < 4; ++i) {
      const int row = (lane >> 2) + (i >= 2 ? 8 : 0), column = 2 * (lane & 3) + (i & 1);
      float sum = Added(row, column);
      for (int k = 0; k < 8; ++k) sum += Left(row, k) * Right(k, column);
      right += shares[static_cast<size_t>(10 * lane + 6 + i)] == sum ? 1 : 0;
    }
  }
  return right;
}

TEST(PtxProduct, IsAProductOfMatrices) {
  std::vector<float> shares = Shares();
  ASSERT_EQ(Fault(Product("{%r10,%r11,%r12,%r13}"), {32}, &shares), "");
  EXPECT_EQ(RightOnes(shares), 128);
}

TEST(PtxProduct, DependsOnTheLaneThatHoldsANumber) {
  std::vector<float> shares = Shares();
  ASSERT_EQ(Fault(Product("{%r10,%r12,%r11,%r13}"), {32}, &shares), "");
  EXPECT_LT(RightOnes(shares), 64);
}

TEST(PtxProduct, WantsAllLanesTogether) {
  const std::string product = Product("{%r10,%r11,%r12,%r13}");
  const auto fault = [&](const std::string& body, int threads) {
    std::vector<float> shares = Shares();
    return Fault(body, {threads}, &shares);
  };
  EXPECT_NE(fault(kSkipOddLanes + product + "$L_1:\n", 32).find("only 16 lanes of 32 come here"),
            std::string::npos);
  EXPECT_NE(fault(product, 8).find("only 8 lanes of 32 come here"), std::string::npos);
  // lanes that parted have to wait for each other before
  const std::string parts = kSkipOddLanes + "\tmov.u32 %r6, 0;\n$L_1:\n";
  EXPECT_NE(fault(parts + product, 32).find("lanes parted"), std::string::npos);
  EXPECT_EQ(fault(parts + "\tbar.warp.sync \t-1;\n" + product, 32), "");
}

TEST(PtxProduct, WantsFactorsOfTenBits) {
  std::vector<float> shares = Shares();
  shares[0] = 1 + 0x1p-11f;
  const std::string fault = Fault(Product("{%r10,%r11,%r12,%r13}"), {32}, &shares);
  EXPECT_NE(fault.find("no TF32"), std::string::npos);
}

}  // namespace
}  // namespace canter::ptx
