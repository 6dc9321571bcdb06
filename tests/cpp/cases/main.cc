// SPDX-License-Identifier: Apache-2.0
//
// canter_cases --mode oracle|difference|speed [--filter REGEX] [--scale S] [--threads N] [--runs R]
//              [--cuda LIBRARY] [--tf32]
#include <regex.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "modes.h"

namespace canter_test {
namespace {

struct Options {
  std::string mode;
  std::string filter = ".*";
  std::string cuda;
  bool tf32 = false;
  int threads = 1;
  int runs = 15;
};

// an extended regular expression of POSIX
class Filter {
 public:
  explicit Filter(const std::string& pattern) {
    if (regcomp(&compiled_, pattern.c_str(), REG_EXTENDED | REG_NOSUB) != 0) {
      throw std::runtime_error("not a regular expression: " + pattern);
    }
  }
  ~Filter() { regfree(&compiled_); }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  bool Matches(const std::string& name) const {
    return regexec(&compiled_, name.c_str(), 0, nullptr, 0) == 0;
  }

 private:
  regex_t compiled_;
};

int Usage() {
  std::fputs(
      "usage: canter_cases --mode oracle|difference|speed [--filter REGEX]\n"
      "                    [--scale S] [--threads N] [--runs R] [--cuda LIBRARY]\n"
      "                    [--tf32]\n"
      "oracle      float32 against the double-precision oracle, every instruction set\n"
      "difference  derivatives of the oracle against central differences\n"
      "speed       checks, then prints the median time of R runs with N threads, without a GPU\n"
      "--cuda      on the first GPU, with the kernels of libcanter_cuda at this path\n"
      "--tf32      with --cuda: matrices are multiplied in TF32, within wider bounds\n"
      "--scale 0   makes every tolerance zero, which shows the residuals as failures\n",
      stderr);
  return 2;
}

bool Parse(int count, char** words, Options* options) {
  for (int i = 1; i < count; ++i) {
    const std::string name = words[i];
    if (name == "--tf32") {
      options->tf32 = true;
      continue;
    }
    if (++i == count) return false;
    const char* value = words[i];
    if (name == "--mode") {
      options->mode = value;
    } else if (name == "--filter") {
      options->filter = value;
    } else if (name == "--scale") {
      tolerance::SetScale(std::atof(value));
    } else if (name == "--threads") {
      options->threads = std::atoi(value);
    } else if (name == "--cuda") {
      options->cuda = value;
    } else if (name == "--runs") {
      options->runs = std::max(1, std::atoi(value));
    } else {
      return false;
    }
  }
  const std::string& mode = options->mode;
  if (options->tf32 && options->cuda.empty()) return false;
  // its buffers lie with the host, whose bus would be timed
  if (mode == "speed" && !options->cuda.empty()) return false;
  return mode == "oracle" || mode == "difference" || mode == "speed";
}

void PrintVerdict(const Case& made, const Verdict& verdict) {
  std::printf("%-72s %10.2e %10.2e %s\n", made.name.c_str(), std::sqrt(verdict.worst_residual),
              std::sqrt(verdict.its_bound), verdict.problems.empty() ? "ok" : "FAILED");
  for (const std::string& problem : verdict.problems) std::printf("    %s\n", problem.c_str());
}

// the context whose pinned memory all buffers lie in: a GPU reaches it over its bus, and it lies
// still, so a sanitizer sees nothing but what kernels do
canter_context* shared_context = nullptr;

void* AllocatePinned(size_t bytes) {
  void* block = nullptr;
  Check(canter_cuda_allocate(&block, shared_context, CANTER_CUDA_PINNED,
                             static_cast<int64_t>(bytes)));
  return block;
}

void ReleasePinned(void* block) { canter_cuda_free(shared_context, CANTER_CUDA_PINNED, block); }

// fills what the device has free, as far as it hands it out again, with NaN before one run and with
// small numbers before the other: a kernel that reads what nobody wrote differs, or fails
void PoisonDevice(int run) {
  constexpr int64_t kBytes = int64_t{64} << 20;
  void* block = nullptr;
  Check(canter_cuda_allocate(&block, shared_context, CANTER_CUDA_DEVICE, kBytes));
  Check(canter_cuda_fill(shared_context, block, run == 0 ? 0xff : 0x3c, kBytes));
  Check(canter_cuda_free(shared_context, CANTER_CUDA_DEVICE, block));
}

// residuals and bounds are printed as roots: relative errors
bool RunChecks(const std::vector<Case>& cases, const Options& options) {
  const bool differences = options.mode == "difference", gpu = !options.cuda.empty();
  std::printf("%-72s %10s %10s\n", "case", "error", "bound");
  size_t failed = 0;
  for (const Case& made : cases) {
    const Verdict verdict = differences ? CompareWithDifferences(made)
                            : gpu       ? CompareOnGpu(made, 2, PoisonDevice, options.tf32)
                                        : CompareWithOracle(made);
    PrintVerdict(made, verdict);
    failed += verdict.problems.empty() ? 0 : 1;
  }
  std::printf("%zu cases, %zu failed\n", cases.size(), failed);
  return failed == 0;
}

// true where the outputs agree with the oracle: wrong results have no speed
bool Correct(const Case& made, Workbench& bench) {
  Workbench oracle(kOracle);
  made.prepare(oracle);
  Check(oracle.call());
  Check(bench.call());
  const std::vector<Output> got = bench.Outputs(), wanted = oracle.Outputs();
  bool correct = true;
  for (size_t i = 0; i < got.size(); ++i) {
    const Comparison c = {got[i].name, got[i].values, wanted[i].values, got[i].bound, got[i].each};
    if (Agrees(c)) continue;
    std::printf("%-72s WRONG: %s\n", made.name.c_str(), Describe(c).c_str());
    correct = false;
  }
  return correct;
}

bool RunSpeed(const std::vector<Case>& cases, const Options& options) {
  std::printf("%-72s %-7s %11s %11s %9s %8s\n", "case", "isa", "median us", "spread us", "GFLOP/s",
              "GB/s");
  bool correct = true;
  for (const Case& made : cases) {
    for (canter_isa isa : InstructionSets()) {
      Workbench bench({CANTER_F32, isa, options.threads});
      made.prepare(bench);
      if (!Correct(made, bench)) {
        correct = false;
        continue;
      }
      std::vector<double> seconds = Time(bench, options.runs);
      std::sort(seconds.begin(), seconds.end());
      const double median = seconds[seconds.size() / 2];
      const double spread = seconds[seconds.size() * 3 / 4] - seconds[seconds.size() / 4];
      std::printf("%-72s %-7s %11.2f %11.2f", made.name.c_str(), canter_isa_name(isa), median * 1e6,
                  spread * 1e6);
      auto rate = [&](int width, double amount) {
        if (amount > 0) {
          std::printf(" %*.2f", width, amount / median * 1e-9);
        } else {
          std::printf(" %*s", width, "-");
        }
      };
      rate(9, bench.operations);
      rate(8, bench.bytes);
      std::printf("\n");
    }
  }
  return correct;
}

void UseGpu(const std::string& library) {
  Check(canter_cuda_load(library.c_str()));
  Check(canter_cuda_context_create(&shared_context, CudaDevice(), nullptr));
  Memory() = {AllocatePinned, ReleasePinned};
}

int Main(int count, char** words) {
  Options options;
  if (!Parse(count, words, &options)) return Usage();
  if (!options.cuda.empty()) UseGpu(options.cuda);
  std::vector<Case> cases;
  const Filter filter(options.filter);
  for (const Case& made : AllCases()) {
    const bool has_mode = options.mode == "difference" ? made.difference != nullptr
                                                       : options.mode == "speed" || !made.heavy;
    if (has_mode && filter.Matches(made.name)) cases.push_back(made);
  }
  if (cases.empty()) {
    std::fprintf(stderr, "no case matches \"%s\"\n", options.filter.c_str());
    return 2;
  }
  const bool good = options.mode == "speed" ? RunSpeed(cases, options) : RunChecks(cases, options);
  return good ? 0 : 1;
}

}  // namespace
}  // namespace canter_test

int main(int count, char** words) {
  try {
    return canter_test::Main(count, words);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "canter_cases: %s\n", failure.what());
    return 1;
  }
}
