// SPDX-License-Identifier: Apache-2.0
//
// Checks of what buffers hold, collected and then made together. A call makes them last, before it
// writes anything. A device looks at all of them in one launch. It answers with one wait where
// memory depends on the answer (picks, choices); else the checks are late: the call goes on, and
// the next wait refuses it.
#ifndef CANTER_API_BUFFER_CHECKS_H_
#define CANTER_API_BUFFER_CHECKS_H_

#include <array>

#include "api/checks.h"
#include "core/tape.h"

namespace canter {

class BufferChecks {
 public:
  // `function` is what a late refusal names
  BufferChecks(const Context& context, const char* function)
      : context_(context), function_(function) {}
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

  // Makes the checks in the order in which they were asked for; the first that fails is refused.
  // Late ones answer with where kernels hear of it. Picks are late only for calls whose kernels
  // read no picked row once the alarm says stop.
  enum class Picks { kWaited, kStopped };
  Alarm run(Picks picks = Picks::kWaited) const;

 private:
  using Check = NamedCheck;

  void add(const Inspection& what, const char* name);
  bool fails(const Check& check) const;
  [[noreturn]] void refuse(const Check& check, int64_t bad) const;

  bool late(Picks picks) const;
  void run_on_host() const;

  const Context& context_;
  const char* function_;
  std::array<Check, kMostInspections> checks_;
  int count_ = 0;
};

}  // namespace canter

#endif  // CANTER_API_BUFFER_CHECKS_H_
