// SPDX-License-Identifier: Apache-2.0
#include "modes.h"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "../allocation.h"

namespace canter_test {
namespace {

void Judge(const Comparison& comparison, const std::string& where, Verdict& verdict) {
  const double residual = Residual(comparison);
  verdict.largest = std::max(verdict.largest, residual);
  if (verdict.its_bound == 0 ||
      residual / comparison.bound > verdict.worst_residual / verdict.its_bound) {
    verdict.worst_residual = residual;
    verdict.its_bound = comparison.bound;
  }
  if (!Agrees(comparison)) verdict.problems.push_back(where + Describe(comparison));
}

// every bit, NaN included: two conversions of equal floats to double are equal
bool SameBits(const std::vector<Output>& a, const std::vector<Output>& b, std::string* difference) {
  for (size_t i = 0; i < a.size(); ++i) {
    const auto &x = a[i].values, &y = b[i].values;
    for (size_t j = 0; j < x.size(); ++j) {
      if (std::memcmp(&x[j], &y[j], sizeof x[j]) == 0) continue;
      char text[256];
      std::snprintf(text, sizeof text, "%s[%zu] is %.17g, was %.17g", a[i].name.c_str(), j, y[j],
                    x[j]);
      *difference = text;
      return false;
    }
  }
  return true;
}

std::string Where(const Setting& setting) { return Name(setting) + ": "; }

// heap allocations of one more call
int64_t AllocationsOfACall(Workbench& bench) {
  const int64_t before = Allocations();
  Check(bench.call());
  return Allocations() - before;
}

// one call, its damage, and a second call where that should change nothing
std::vector<Output> RunTwice(const Case& made, const Setting& setting, Verdict& verdict) {
  Workbench bench(setting);
  made.prepare(bench);
  Check(bench.call());
  const std::vector<Output> outputs = bench.Outputs();
  int64_t allocated = AllocationsOfACall(bench);
  std::string difference;
  if (bench.repeatable() && !SameBits(outputs, bench.Outputs(), &difference)) {
    verdict.problems.push_back(Where(setting) + "at the second call " + difference);
  }
  // a thread of the pool may begin during any of the first calls, which allocates under a
  // sanitizer: then one of the calls after it must do without
  const bool counted = setting.real == CANTER_F32 && setting.isa != CANTER_ISA_CUDA;
  for (int i = 0; counted && allocated != 0 && setting.threads > 1 && i < 20; ++i) {
    allocated = AllocationsOfACall(bench);
  }
  if (counted && allocated != 0) {
    verdict.problems.push_back(Where(setting) + "the second call allocated " +
                               std::to_string(allocated) + " times");
  }
  const std::string damage = bench.Damage();
  if (!damage.empty()) verdict.problems.push_back(Where(setting) + "written to: " + damage);
  return outputs;
}

// of a result in a context of TF32 or float32
double BoundOf(const Output& output, bool tf32) {
  return tf32 ? std::max(output.bound, tolerance::kTensor) : output.bound;
}

}  // namespace

Verdict CompareWithOracle(const Case& made) {
  Verdict verdict;
  const std::vector<Output> wanted = RunTwice(made, kOracle, verdict);
  for (canter_isa isa : InstructionSets()) {
    const Setting alone = {CANTER_F32, isa, 1};
    const std::vector<Output> got = RunTwice(made, alone, verdict);
    for (size_t i = 0; i < got.size(); ++i) {
      Judge({got[i].name, got[i].values, wanted[i].values, got[i].bound, got[i].each}, Where(alone),
            verdict);
    }
    for (int32_t threads : {2, 3, 7}) {
      const Setting setting = {CANTER_F32, isa, threads};
      std::string difference;
      if (!SameBits(got, RunTwice(made, setting, verdict), &difference)) {
        verdict.problems.push_back(Where(setting) + "not the bits of one thread: " + difference);
      }
    }
  }
  return verdict;
}

Verdict CompareOnGpu(const Case& made, int runs, const std::function<void(int)>& before,
                     bool tf32) {
  Verdict verdict;
  const std::vector<Output> wanted = RunTwice(made, kOracle, verdict);
  const Setting setting = {CANTER_F32, CANTER_ISA_CUDA, 1, tf32};
  std::vector<Output> first;
  for (int run = 0; run < runs; ++run) {
    before(run);
    const std::vector<Output> got = RunTwice(made, setting, verdict);
    std::string difference;
    if (run == 0) {
      first = got;
    } else if (!SameBits(first, got, &difference)) {
      verdict.problems.push_back("run " + std::to_string(run) + " is another: " + difference);
    }
  }
  for (size_t i = 0; i < first.size(); ++i) {
    const double bound = BoundOf(first[i], tf32);
    Judge({first[i].name, first[i].values, wanted[i].values, bound, first[i].each}, Where(setting),
          verdict);
  }
  return verdict;
}

Verdict CompareWithDifferences(const Case& made) {
  Verdict verdict;
  for (const Comparison& comparison : made.difference()) Judge(comparison, "", verdict);
  return verdict;
}

std::vector<double> Time(Workbench& bench, int runs) {
  using Clock = std::chrono::steady_clock;
  Check(bench.call());
  bench.Finish();
  std::vector<double> seconds;
  for (int i = 0; i < runs; ++i) {
    const Clock::time_point start = Clock::now();
    const canter_status status = bench.call();
    bench.Finish();
    seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
    Check(status);
  }
  return seconds;
}

}  // namespace canter_test
