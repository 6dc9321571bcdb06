// SPDX-License-Identifier: Apache-2.0
//
// A place to make one call of the C API: a context, guarded buffers in its element type, handles,
// and afterwards a look at everything that should and should not have changed.
#ifndef CANTER_TESTS_WORKBENCH_H_
#define CANTER_TESTS_WORKBENCH_H_

#include <deque>

#include "guarded.h"
#include "support.h"

namespace canter_test {

// where a call is made
struct Setting {
  canter_real real = CANTER_F32;
  canter_isa isa = CANTER_ISA_AUTO;
  int32_t threads = 1;
  bool tf32 = false;  // on a GPU
};

inline constexpr Setting kOracle = {CANTER_F64, CANTER_ISA_PLAIN, 1};

// "float, avx2, 3 threads"
std::string Name(const Setting& setting);

// the oracle and float32 with every instruction set, on one thread
std::vector<Setting> AllSettings();
// float32 with every instruction set
std::vector<Setting> FloatSettings();

// a named result with the bound of its error against the oracle
struct Output {
  std::string name;
  std::vector<double> values;
  double bound;
  bool each;
};

class Workbench {
 public:
  explicit Workbench(Setting setting)
      : setting_(setting),
        context_(MakeContext(setting.real, setting.isa, setting.threads, setting.tf32)) {}
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  canter_context* context() { return context_.get(); }
  canter_real real() const { return setting_.real; }

  // inputs in the context's element type, and inputs of a fixed type; null for an empty index
  void* Input(const std::vector<double>& values);
  const int32_t* Index(const std::vector<int32_t>& index);
  template <class T>
  T* Fixed(const std::vector<T>& values) {
    auto buffer = std::make_unique<Guarded<T>>(values);
    T* data = buffer->get();
    inputs_.push_back(std::move(buffer));
    return data;
  }

  // outputs: poisoned ones, and ones that are updated in place
  void* Out(const std::string& name, int64_t n, double bound = tolerance::kFloat,
            bool each = false);
  double* Doubles(const std::string& name, int64_t n, double bound = tolerance::kFloat,
                  bool each = true);
  void* InOut(const std::string& name, const std::vector<double>& values,
              double bound = tolerance::kFloat);
  double* DoublesInOut(const std::string& name, const std::vector<double>& values,
                       double bound = tolerance::kFloat);
  // results that are no buffers
  void Report(const std::string& name, std::function<std::vector<double>()> values,
              double bound = tolerance::kFloat);
  void* Scratch(int64_t bytes);

  canter_network* Keep(Network network);
  canter_distribution* Keep(Distribution distribution);
  canter_policy* Keep(Policy policy);
  canter_tape* Keep(Tape tape);

  // the call; may be made again and again, to the same end where nothing is updated in place
  std::function<canter_status()> call;
  // floating-point operations and bytes of one call, 0 where nobody counted
  double operations = 0;
  double bytes = 0;
  bool repeatable() const { return repeatable_; }

  // waits for a device; what follows does so itself
  void Finish() const;
  std::vector<Output> Outputs() const;
  // "" or the name of what was changed that should not have been
  std::string Damage() const;
  // true while every output holds its poison or its first value
  bool OutputsUntouched() const;
  // bytes of the buffer that begins at this address, 0 where none does
  int64_t BytesAt(const void* data) const;

 private:
  struct Result {
    std::string name;
    std::unique_ptr<Buffer> buffer;
    std::function<std::vector<double>()> report;
    double bound;
    bool each;
  };

  Setting setting_;
  Context context_;
  std::deque<std::unique_ptr<Buffer>> inputs_;
  std::deque<Result> results_;
  std::deque<std::unique_ptr<Buffer>> scratch_;
  std::deque<Network> networks_;
  std::deque<Distribution> distributions_;
  std::deque<Policy> policies_;
  std::deque<Tape> tapes_;
  bool repeatable_ = true;
};

}  // namespace canter_test

#endif  // CANTER_TESTS_WORKBENCH_H_
