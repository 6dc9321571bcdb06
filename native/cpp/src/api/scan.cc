// SPDX-License-Identifier: Apache-2.0
#include "canter/scan.h"

#include <cinttypes>
#include <cstring>

#include "api/guard.h"
#include "api/host_copy.h"
#include "core/buffer_texts.h"

using namespace canter;

namespace {

[[noreturn]] void refuse_first_step(const uint8_t* step, int64_t count, int64_t environments) {
  int64_t i = 0;
  while (i + 1 < count && step[i] <= CANTER_FAULT) ++i;
  refuse_step(i, step[i], environments);
}

// every byte is a canter_step: the bits above them are gathered, 32 bytes at a time
void need_steps(const uint8_t* step, int64_t count, int64_t environments) {
  uint64_t bits[4] = {};
  int64_t i = 0;
  for (; i + 32 <= count; i += 32) {
    uint64_t words[4];
    std::memcpy(words, step + i, sizeof(words));
    for (int w = 0; w < 4; ++w) bits[w] |= words[w];
  }
  for (; i < count; ++i) bits[0] |= step[i];
  const uint64_t all = bits[0] | bits[1] | bits[2] | bits[3];
  if ((all & 0xFCFCFCFCFCFCFCFCu) != 0) refuse_first_step(step, count, environments);
}

// The kinds of steps of one scan. The host looks before it begins; on a device the scan itself
// notes kinds that do not exist, which end a sum and lead nowhere else.
class Kinds {
 public:
  Kinds(Context& context, const char* function, const uint8_t* step, int64_t count,
        int64_t environments) {
    if (context.device == nullptr) {
      need_steps(step, count, environments);
    } else {
      look_on_device(context, function, step, count, environments);
    }
  }
  ~Kinds() {
    if (open_ != nullptr) open_->end_open_checks();
  }
  Kinds(const Kinds&) = delete;
  Kinds& operator=(const Kinds&) = delete;

 private:
  void look_on_device(Context& context, const char* function, const uint8_t* step, int64_t count,
                      int64_t environments) {
    Inspection what = {};
    what.wanted = Wanted::kSteps;
    what.data = step;
    what.count = count;
    what.width = environments;
    if (count > kMostLatePlaces) return wait_for(context, what);
    const NamedCheck check = {what, "step"};
    context.alarm = context.device->check_later(function, &check, 1, Look::kWithinTheCall);
    open_ = context.device.get();
  }
  // the host gets a copy where one is wrong
  static void wait_for(const Context& context, const Inspection& what) {
    int64_t bad = 0;
    context.device->inspect(&what, 1, &bad);
    if (bad == 0) return;
    const auto* step = static_cast<const uint8_t*>(what.data);
    need_steps(HostCopy<uint8_t>(context, step, what.count).get(), what.count, what.width);
  }

  Device* open_ = nullptr;
};

// what all scans check: the shape, the buffers that may not be null, gamma; the number of steps
int64_t need_scan(const void* out, const char* out_name, const void* reward, const uint8_t* step,
                  double gamma, int64_t steps, int64_t environments) {
  need(out, out_name);
  need(reward, "reward");
  need(step, "step");
  need_area(steps, "steps", environments, "environments");
  need_unit(gamma, "gamma");
  return steps * environments;
}

}  // namespace

canter_status canter_scan_gae(canter_context* context, void* advantage, void* target,
                              const void* reward, const void* value, const void* bootstrap,
                              const uint8_t* step, double gamma, double lambda, int64_t steps,
                              int64_t environments) {
  return pool_call(context, [&](Context& c) {
    need(value, "value");
    need(bootstrap, "bootstrap");
    need_unit(lambda, "lambda");
    const int64_t n = need_scan(advantage, "advantage", reward, step, gamma, steps, environments);
    const Reals reals(c);
    need_disjoint({reals(advantage, n, "advantage"), reals(target, n, "target")},
                  {reals(reward, n, "reward"), reals(value, n, "value"),
                   reals(bootstrap, n, "bootstrap"), span(step, n, "step")});
    const Kinds kinds(c, "canter_scan_gae", step, n, environments);
    c.kernels->scan_gae(c, advantage, target, reward, value, bootstrap, step, gamma, lambda,
                        ScanShape{steps, environments});
  });
}

canter_status canter_scan_returns(canter_context* context, void* returns, const void* reward,
                                  const void* bootstrap, const uint8_t* step, double gamma,
                                  int64_t steps, int64_t environments) {
  return pool_call(context, [&](Context& c) {
    const int64_t n = need_scan(returns, "returns", reward, step, gamma, steps, environments);
    const Reals reals(c);
    need_disjoint(
        {reals(returns, n, "returns")},
        {reals(reward, n, "reward"), reals(bootstrap, n, "bootstrap"), span(step, n, "step")});
    const Kinds kinds(c, "canter_scan_returns", step, n, environments);
    c.kernels->scan_returns(c, returns, reward, bootstrap, step, gamma,
                            ScanShape{steps, environments});
  });
}

canter_status canter_scan_n_step(canter_context* context, void* returns, const void* reward,
                                 const void* value, const void* bootstrap, const uint8_t* step,
                                 double gamma, int32_t n, int64_t steps, int64_t environments) {
  return pool_call(context, [&](Context& c) {
    need(value, "value");
    need(bootstrap, "bootstrap");
    if (n < 1) fail(CANTER_BAD_VALUE, "n >= 1: %d; pass a positive number of steps", n);
    const int64_t all = need_scan(returns, "returns", reward, step, gamma, steps, environments);
    const Reals reals(c);
    need_disjoint({reals(returns, all, "returns")},
                  {reals(reward, all, "reward"), reals(value, all, "value"),
                   reals(bootstrap, all, "bootstrap"), span(step, all, "step")});
    const Kinds kinds(c, "canter_scan_n_step", step, all, environments);
    c.kernels->scan_n_step(c, returns, reward, value, bootstrap, step, gamma, n,
                           ScanShape{steps, environments});
  });
}

canter_status canter_scan_td(canter_context* context, void* delta, const void* reward,
                             const void* value, const void* bootstrap, const uint8_t* step,
                             double gamma, int64_t steps, int64_t environments) {
  return pool_call(context, [&](Context& c) {
    need(value, "value");
    need(bootstrap, "bootstrap");
    const int64_t n = need_scan(delta, "delta", reward, step, gamma, steps, environments);
    const Reals reals(c);
    need_disjoint({reals(delta, n, "delta")},
                  {reals(reward, n, "reward"), reals(value, n, "value"),
                   reals(bootstrap, n, "bootstrap"), span(step, n, "step")});
    const Kinds kinds(c, "canter_scan_td", step, n, environments);
    c.kernels->scan_td(c, delta, reward, value, bootstrap, step, gamma,
                       ScanShape{steps, environments});
  });
}
