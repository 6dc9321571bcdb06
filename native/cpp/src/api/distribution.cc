// SPDX-License-Identifier: Apache-2.0
#include "canter/distribution.h"

#include <cinttypes>

#include "api/guard.h"
#include "canter/network.h"
#include "core/handles.h"

using namespace canter;

namespace {

void need_sizes(canter_distribution_kind kind, const int32_t* sizes, int32_t factors) {
  const bool gaussian = kind == CANTER_GAUSSIAN;
  const int32_t most = gaussian ? 1 : CANTER_MAX_FACTORS, least = gaussian ? 1 : 2;
  if (factors < 1 || factors > most) {
    fail(CANTER_BAD_SHAPE, "factors in 1..%d for %s: %d; %s", most,
         gaussian ? "CANTER_GAUSSIAN" : "CANTER_CATEGORICAL", factors,
         gaussian ? "its one size is the number of dimensions" : "use fewer factors");
  }
  int64_t width = 0;
  for (int32_t j = 0; j < factors; ++j) {
    if (sizes[j] < least) {
      fail(CANTER_BAD_SHAPE, "sizes[%d] >= %d: %d; %s", j, least, sizes[j],
           gaussian ? "a Gaussian has a dimension" : "a factor has at least two choices");
    }
    width += sizes[j];
  }
  if (width > CANTER_MAX_WIDTH) {
    fail(CANTER_BAD_SHAPE, "sum of sizes <= %d: %" PRId64 "; no layer is wider", CANTER_MAX_WIDTH,
         width);
  }
}

}  // namespace

canter_status canter_distribution_create(canter_distribution** out, canter_distribution_kind kind,
                                         const int32_t* sizes, int32_t factors) {
  return guarded([&] {
    need(out, "out");
    need(sizes, "sizes");
    need_enumerator(kind, CANTER_CATEGORICAL, "kind", "distribution.h");
    need_sizes(kind, sizes, factors);
    publish(out, std::make_unique<Distribution>(make_distribution(kind, sizes, factors)));
  });
}

void canter_distribution_destroy(canter_distribution* distribution) { retire(distribution); }

int32_t canter_distribution_width(const canter_distribution* distribution) {
  return distribution != nullptr ? distribution->width : 0;
}

int32_t canter_distribution_actions(const canter_distribution* distribution) {
  return distribution != nullptr ? distribution->actions : 0;
}

int32_t canter_distribution_free(const canter_distribution* distribution) {
  return distribution != nullptr ? distribution->free : 0;
}
