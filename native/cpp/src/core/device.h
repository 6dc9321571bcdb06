// SPDX-License-Identifier: Apache-2.0
//
// The device of a context whose buffers lie in memory of their own: what the checks and the calls
// of the C API need there, beyond the kernel table. Contexts and tapes of one device share it.
//
// Everything is ordered by one stream. What copies to the host or answers with a number waits for
// the stream; everything else returns when it is under way. Texts of refusals name numbers, so the
// checks count on the device, and only where something is wrong does the caller copy and look.
// Checks that no memory depends on are late: the device notes what it finds, and the next wait
// refuses it.
#ifndef CANTER_CORE_DEVICE_H_
#define CANTER_CORE_DEVICE_H_

#include <atomic>
#include <cstdint>

#include "canter/conjugate_gradient.h"
#include "canter/trust_region.h"
#include "core/layout.h"
#include "core/memory.h"

struct canter_context;
struct canter_tape;

namespace canter {

struct LinearSystem;

// A policy's step as canter_trust_region_step is asked for; all pointers are checked.
struct TrustRegionProblem {
  const Policy& policy;
  const canter_tape& fisher_tape;
  const void* fisher_action;  // null: analytic
  const void* gradient;
  double objective_before;
  const canter_batch& batch;
  const canter_objective& objective;
  const canter_trust_region_settings& settings;
};

// A damped curvature matrix over a recorded batch: Fisher where policy is set, Gauss-Newton else.
struct CurvatureMatrix {
  const Policy* policy;
  const Network* network;
  const canter_tape& tape;
  const void* theta;
  const void* action;  // null: analytic
  double damping;
};

// what a check wants of a buffer
enum class Wanted : int32_t { kFinite, kFiniteRows, kPicks, kChoices, kSteps, kSamePicks };

// One look at a buffer of a device, and what it is compared with.
struct Inspection {
  Wanted wanted;
  const void* data;      // numbers, actions, steps, or other picks (null: 0, 1, 2, ...)
  const int32_t* index;  // picks, or null
  int64_t count;         // of picks or rows, else of elements
  int64_t source_rows;   // picks lie below it; what others pick wrongly is not looked at
  int64_t width;         // of a row; for steps: environments
  const Distribution* distribution;  // of choices
  const canter_tape* tape;           // whose picks are compared
};
// the most that one call asks for
constexpr int kMostInspections = 8;

// A look at a buffer, and what the texts call it.
struct NamedCheck {
  Inspection what;
  const char* name;
};

// What a late check found, all zeros where nothing is wrong.
struct Found {
  unsigned long long bad;    // how many
  unsigned long long first;  // ~(place << 32 | bits of what lies there): the largest is the first
};
// places of a late check have 31 bits
constexpr int64_t kMostLatePlaces = INT32_MAX;

// Where the kernels of a call note what its late checks find; all null where there are none.
struct Alarm {
  Found* found = nullptr;     // of each check, on the device
  int32_t* stop = nullptr;    // on the device; not zero: this call's buffers are not to be read
  int32_t* halted = nullptr;  // the same of any call that was not refused yet
  int32_t* raised = nullptr;  // of this call, in the host's memory
};
// who looks: a kernel of its own, or those of the call, whose checks are open until they end
enum class Look : int32_t { kNow, kWithinTheCall };

class Device : public MemorySource {
 public:
  // copies; from and to the host they return when the host's memory may be used again,
  // but for pinned memory that is read: that is after the next wait
  virtual void copy_in(void* to, const void* from_host, size_t bytes) = 0;
  virtual void copy_out(void* to_host, const void* from, size_t bytes) = 0;
  virtual void copy_within(void* to, const void* from, size_t bytes) = 0;
  // waits, and refuses what late checks have found until then
  virtual void synchronize() = 0;

  // how many entries each of `count` checks would refuse; one launch, one wait
  virtual void inspect(const Inspection* what, int count, int64_t* bad) = 0;
  // `function`'s checks of numbers, kinds of steps and picks, without a wait; refuses what earlier
  // calls' found only if too many are on their way
  virtual Alarm check_later(const char* function, const NamedCheck* checks, int count,
                            Look look) = 0;
  // the kernels of the call whose checks are open are under way
  virtual void end_open_checks() noexcept = 0;

  // the context ends, its tapes may live on: waits for its work, after which the caller may end a
  // stream that is the caller's
  virtual void end_context() noexcept = 0;

  // a call of the C API begins; what late checks of other calls find is said to be theirs
  void begin_call() { ++calls_; }

  // out[n] = matrix[n, n] v, sums in double
  virtual void dense_product(void* out, const void* matrix, const void* v, int64_t n) = 0;
  // solves without waiting for the host; `product` of the system enqueues its work
  virtual void conjugate_gradient(canter_context&, void* x, double* residuals,
                                  canter_cg_result* result, const LinearSystem&) = 0;
  virtual void conjugate_gradient_of(canter_context&, void* x, double* residuals,
                                     canter_cg_result* result, const CurvatureMatrix&,
                                     const LinearSystem&) = 0;
  // direction, step and candidates of a trust-region step, all on the device
  virtual void trust_region_step(canter_context&, void* theta, void* direction,
                                 canter_trust_region_result* result, const TrustRegionProblem&) = 0;

 protected:
  int64_t calls() const { return calls_; }

 private:
  std::atomic<int64_t> calls_{0};
};

}  // namespace canter

#endif  // CANTER_CORE_DEVICE_H_
