// SPDX-License-Identifier: Apache-2.0
#include "oracle/families.h"

namespace canter::oracle {

namespace {

// one chain: this table has no speed to measure, only the call to answer
int64_t probe_fma(canter_context&, int64_t rounds) {
  volatile double x = 0.0;
  for (int64_t round = 0; round < rounds; ++round) x = x * 0.5 + 1.0;
  return 2 * rounds;
}

}  // namespace

void add_probe(KernelTable& table) { table.probe_fma = probe_fma; }

}  // namespace canter::oracle
