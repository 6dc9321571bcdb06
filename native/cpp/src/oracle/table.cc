// SPDX-License-Identifier: Apache-2.0
#include "oracle/families.h"

namespace canter {

const KernelTable* oracle_kernels() {
  static const KernelTable table = [] {
    KernelTable entries = {};
    oracle::add_mlp(entries);
    oracle::add_policy(entries);
    oracle::add_fisher(entries);
    oracle::add_value(entries);
    oracle::add_distribution(entries);
    oracle::add_scan(entries);
    oracle::add_vector(entries);
    oracle::add_optimizer(entries);
    oracle::add_moments(entries);
    oracle::add_random(entries);
    oracle::add_probe(entries);
    return entries;
  }();
  return &table;
}

}  // namespace canter
