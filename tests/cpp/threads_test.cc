// SPDX-License-Identifier: Apache-2.0
//
// Contexts, their pools, calls at the same time, and what stays the same between calls.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <set>
#include <thread>

#include "allocation.h"
#include "cases/modes.h"
#include "cases/problem.h"

namespace canter_test {
namespace {

TEST(Context, SaysWhatItIs) {
  EXPECT_EQ(canter_isa_available(CANTER_ISA_PLAIN), 1);
  EXPECT_EQ(canter_isa_available(static_cast<canter_isa>(99)), 0);
  EXPECT_EQ(canter_isa_available(canter_isa_best()), 1);
  EXPECT_NE(canter_isa_best(), CANTER_ISA_AUTO);
  EXPECT_STREQ(canter_isa_name(CANTER_ISA_AVX2), "avx2");
  for (int32_t threads : {1, 2, 3, 7, 32}) {
    const Context fast = MakeContext(CANTER_F32, CANTER_ISA_AUTO, threads);
    EXPECT_EQ(canter_context_threads(fast.get()), threads);
    EXPECT_EQ(canter_context_real(fast.get()), CANTER_F32);
    EXPECT_EQ(canter_context_isa(fast.get()), canter_isa_best());
    EXPECT_EQ(canter_context_workspace_bytes(fast.get()), 0);
  }
  for (canter_isa isa : {CANTER_ISA_AUTO, CANTER_ISA_PLAIN}) {
    const Context oracle = MakeContext(CANTER_F64, isa, 3);
    EXPECT_EQ(canter_context_real(oracle.get()), CANTER_F64);
    EXPECT_EQ(canter_context_isa(oracle.get()), CANTER_ISA_PLAIN);
  }
  for (canter_isa isa : InstructionSets()) {
    EXPECT_EQ(canter_context_isa(MakeContext(CANTER_F32, isa).get()), isa);
  }
}

TEST(Context, CountsLiveHandles) {
  const int64_t before = canter_live_handles();
  {
    const Context context = MakeContext(CANTER_F32, CANTER_ISA_AUTO, 3);
    const Network network = MakeNetwork({2, 1});
    const Distribution distribution = MakeGaussian(1);
    const Policy policy = MakePolicy(network.get(), distribution.get());
    const Tape tape = MakeTape(context.get(), network.get(), 3);
    EXPECT_EQ(canter_live_handles(), before + 5);
  }
  EXPECT_EQ(canter_live_handles(), before);
}

TEST(Context, ComesAndGoesOften) {
  for (int repeat = 0; repeat < 200; ++repeat) {
    const Context context = MakeContext(CANTER_F32, CANTER_ISA_AUTO, 1 + repeat % 7);
    if (repeat % 2 == 0) continue;
    // some end right after work
    const std::vector<float> x(10000, 1);
    double sum = 0;
    Check(canter_vector_sum(context.get(), &sum, x.data(), 10000));
    ASSERT_EQ(sum, 10000);
  }
}

TEST(Status, HasNamesAndATextPerThread) {
  EXPECT_STREQ(canter_status_name(CANTER_OK), "CANTER_OK");
  EXPECT_STREQ(canter_status_name(CANTER_INTERNAL), "CANTER_INTERNAL");
  EXPECT_NE(canter_status_name(static_cast<canter_status>(99)), nullptr);
  EXPECT_NE(std::string(canter_version()), "");
  canter_network* network = nullptr;
  EXPECT_EQ(canter_network_create(&network, nullptr, 1, CANTER_TANH, CANTER_TANH),
            CANTER_NULL_POINTER);
  const std::string mine = canter_last_error();
  EXPECT_NE(mine, "");
  std::string of_a_new_thread = "?";
  std::thread([&] { of_a_new_thread = canter_last_error(); }).join();
  EXPECT_EQ(of_a_new_thread, "");
  EXPECT_EQ(canter_last_error(), mine);
}

// the oracle has one thread at work whatever it was asked for
TEST(Threads, OracleHasTheSameBits) {
  for (const Case& made : AllCases()) {
    if (made.heavy || made.name.find("2049") != std::string::npos) continue;
    std::vector<Output> first;
    for (int32_t threads : {1, 3}) {
      Workbench bench({CANTER_F64, CANTER_ISA_PLAIN, threads});
      made.prepare(bench);
      Check(bench.call());
      if (threads == 1) {
        first = bench.Outputs();
        continue;
      }
      const auto outputs = bench.Outputs();
      for (size_t i = 0; i < first.size(); ++i) {
        const auto &a = first[i].values, &b = outputs[i].values;
        ASSERT_EQ(std::memcmp(a.data(), b.data(), a.size() * sizeof(double)), 0) << made.name;
      }
    }
  }
}

// a product that calls into the very context that runs the solve
canter_status SumInside(void* self, void* out, const void* v) {
  (void)out;
  double sum = 0;
  return canter_vector_sum(static_cast<canter_context*>(self), &sum, v, 3);
}

TEST(Threads, APoolCallInsideAPoolCallIsRefused) {
  for (const Setting& setting : AllSettings()) {
    for (int32_t threads : {1, 3}) {
      Workbench bench({setting.real, setting.isa, threads});
      canter_cg_result result;
      const canter_status status =
          canter_conjugate_gradient(bench.context(), bench.Out("x", 3), nullptr, &result, SumInside,
                                    bench.context(), bench.Input({1, 2, 3}), 3, 5, 0);
      EXPECT_EQ(status, CANTER_BUSY) << Name(setting);
      EXPECT_NE(std::string(canter_last_error()), "");
      // and the context works again afterwards
      const std::vector<double> x = {1, 2, 3};
      double sum = 0;
      Check(canter_vector_sum(bench.context(), &sum, bench.Input(x), 3));
      EXPECT_EQ(sum, 6);
    }
  }
}

// two threads on one context: one after the other, or one of them refused; what succeeds is right
TEST(Threads, PoolCallsAtTheSameTimeAreRefusedOrRight) {
  const Context context = MakeContext(CANTER_F32, CANTER_ISA_AUTO, 3);
  std::vector<float> x(30000);
  for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i % 7);
  double want = 0;
  Check(canter_vector_sum(context.get(), &want, x.data(), 30000));
  std::atomic<int> right{0}, busy{0}, wrong{0};
  auto work = [&] {
    for (int i = 0; i < 500; ++i) {
      double sum = -1;
      const canter_status status = canter_vector_sum(context.get(), &sum, x.data(), 30000);
      if (status == CANTER_OK && sum == want) {
        ++right;
      } else if (status == CANTER_BUSY && sum == -1) {
        ++busy;
      } else {
        ++wrong;
      }
    }
  };
  std::thread first(work), second(work);
  first.join();
  second.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(right, 0);
  EXPECT_EQ(right + busy, 1000);
}

TEST(Threads, RowCallsOfFourThreadsHaveEqualBits) {
  const PolicyShape shape = PolicyShapes()[2];
  Generator generator(1);
  const auto theta64 = MakeTheta(shape.network, generator);
  std::vector<float> theta(theta64.begin(), theta64.end());
  theta.resize(theta.size() + 6, -0.5f);
  const auto x64 = generator.Normals(33 * 17);
  const std::vector<float> x(x64.begin(), x64.end());
  const std::vector<uint32_t> key(33 * 3, 5);
  const Network network = shape.network.Make();
  const Distribution distribution = shape.distribution.Make();
  const Policy policy = MakePolicy(network.get(), distribution.get());
  for (canter_isa isa : InstructionSets()) {
    const Context context = MakeContext(CANTER_F32, isa, 2);
    const int64_t bytes = canter_policy_scratch_bytes(context.get(), policy.get(), 33);
    using Actions = std::vector<float>;
    auto act = [&](int repeats, Actions* action) {
      std::vector<float> log_probability(33), parameters(33 * 6);
      std::vector<char> scratch(static_cast<size_t>(bytes));
      for (int i = 0; i < repeats; ++i) {
        Check(canter_policy_act(context.get(), policy.get(), action->data(), log_probability.data(),
                                parameters.data(), theta.data(), x.data(), 7, 0, key.data(), 33,
                                scratch.data(), bytes));
      }
    };
    Actions alone(33 * 6);
    act(1, &alone);
    std::vector<Actions> together(4, Actions(33 * 6));
    std::vector<std::thread> threads;
    for (Actions& actions : together) threads.emplace_back(act, 100, &actions);
    // a pool call of the same context does not disturb them
    double sum = 0;
    Check(canter_vector_sum(context.get(), &sum, x.data(), 33 * 17));
    for (std::thread& thread : threads) thread.join();
    for (const Actions& actions : together) EXPECT_EQ(actions, alone);
  }
}

// NaN left in the work memory by one call does not reach the next
TEST(Threads, WorkMemoryHoldsNothingOver) {
  std::set<std::string> seen;
  for (const Case& made : AllCases()) {
    // one case of each function, by the part of the name before the first slash
    const std::string function = made.name.substr(0, made.name.find('/'));
    if (made.heavy || !seen.insert(function).second) continue;
    for (const Setting& setting : AllSettings()) {
      Workbench fresh(setting), used(setting);
      made.prepare(fresh);
      Check(fresh.call());
      // one large call whose every intermediate number is NaN
      const NetworkShape shape = {{17, 64, 64, 6}};
      const canter_network* network = used.Keep(shape.Make());
      canter_tape* tape = used.Keep(MakeTape(used.context(), network, 300));
      const void* theta =
          used.Input(std::vector<double>(static_cast<size_t>(shape.parameters()), 0.1));
      const std::vector<double> nan(300 * 17, std::numeric_limits<double>::quiet_NaN());
      Check(canter_mlp_record(used.context(), network, tape, nullptr, theta, used.Input(nan),
                              nullptr, 300, 300));
      std::vector<double> spoilt(static_cast<size_t>(shape.parameters()));
      Check(canter_gauss_newton_product(used.context(), network, spoilt.data(), tape, theta, theta,
                                        0));
      made.prepare(used);
      Check(used.call());
      const auto a = fresh.Outputs(), b = used.Outputs();
      for (size_t i = 0; i < a.size(); ++i) {
        ASSERT_EQ(std::memcmp(a[i].values.data(), b[i].values.data(),
                              a[i].values.size() * sizeof(double)),
                  0)
            << made.name << " " << Name(setting);
      }
    }
  }
  EXPECT_GT(seen.size(), 40u);
}

TEST(Threads, WorkMemoryGrowsToTheLargestCallAndStays) {
  for (const Setting& setting : AllSettings()) {
    Workbench bench(setting);
    const NetworkShape shape = {{17, 64, 64, 6}};
    Generator generator(2);
    const canter_network* network = bench.Keep(shape.Make());
    canter_tape* tape = bench.Keep(MakeTape(bench.context(), network, 2000));
    const void* theta = bench.Input(MakeTheta(shape, generator));
    const void* v = bench.Input(generator.Normals(shape.parameters()));
    const void* x = bench.Input(generator.Normals(2000 * 17));
    void* out = bench.Out("out", shape.parameters());
    int64_t largest = 0;
    for (int64_t rows : {2000, 3, 500, 2000}) {
      Check(canter_mlp_record(bench.context(), network, tape, nullptr, theta, x, nullptr, 2000,
                              rows));
      Check(canter_gauss_newton_product(bench.context(), network, out, tape, theta, v, 0));
      const int64_t bytes = canter_context_workspace_bytes(bench.context());
      if (largest == 0) largest = bytes;
      EXPECT_EQ(bytes, largest) << Name(setting) << rows;
    }
  }
}

// the cases count on this: zero allocations mean nothing where none are seen
TEST(Allocations, AreSeen) {
  const int64_t before = Allocations();
  if (before < 0) GTEST_SKIP() << "the heap of this platform cannot be watched";
  delete[] new std::vector<double>[ 3 ];
  void* volatile memory = std::malloc(10);
  std::free(memory);
  EXPECT_GE(Allocations(), before + 2);
}

}  // namespace
}  // namespace canter_test
