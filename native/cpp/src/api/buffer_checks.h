// SPDX-License-Identifier: Apache-2.0
//
// Checks of what buffers hold, collected and then made together: a device looks at all of them in
// one launch and answers with one wait. A call makes them last, before it writes anything.
#ifndef CANTER_API_BUFFER_CHECKS_H_
#define CANTER_API_BUFFER_CHECKS_H_

#include <array>

#include "api/checks.h"
#include "core/tape.h"

namespace canter {

class BufferChecks {
 public:
  explicit BufferChecks(const Context& context) : context_(context) {}
  BufferChecks(const BufferChecks&) = delete;
  BufferChecks& operator=(const BufferChecks&) = delete;

  // n numbers of the context's element type without NaN and infinity
  void finite(const void* x, int64_t n, const char* name);
  // the same for the picked rows of x[M, width]; bad picks are left to picks(), here and below
  void finite_rows(const void* x, const int32_t* index, int64_t source_rows, int64_t rows,
                   int64_t width, const char* name);
  // index (null: rows 0..B-1) has its entries in 0..M-1; the shapes are looked at once and now
  void picks(const int32_t* index, int64_t source_rows, int64_t rows);
  // each of index[m] is in 0..n-1
  void places(const int32_t* index, int64_t n, int64_t m);
  // the picked rows of action[M, A] are possible for the distribution: choices of a categorical are
  // whole numbers of their range; a Gaussian's actions are not looked at
  void actions(const Distribution& distribution, const void* action, const int32_t* index,
               int64_t source_rows, int64_t rows);
  // the tape holds the very rows of a batch
  void same_rows(const Tape& tape, const int32_t* index, int64_t source_rows, int64_t rows);

  // makes the checks in the order in which they were asked for; the first that fails is refused
  void run() const;

 private:
  struct Check {
    Inspection what;
    const char* name;
  };

  void add(const Inspection& what, const char* name);
  bool fails(const Check& check) const;
  [[noreturn]] void refuse(const Check& check, int64_t bad) const;

  const Context& context_;
  std::array<Check, kMostInspections> checks_;
  int count_ = 0;
};

}  // namespace canter

#endif  // CANTER_API_BUFFER_CHECKS_H_
