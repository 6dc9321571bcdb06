// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "pool.h"
#include "status.h"

namespace canterp {

namespace {

void write_contact(const mjModel& model, const mjData& data, int index, double* row) {
  const mjContact& contact = data.contact[index];
  row[CANTERP_CONTACT_DISTANCE] = contact.dist;
  std::copy_n(contact.pos, 3, row + CANTERP_CONTACT_POSITION);
  std::copy_n(contact.frame, 9, row + CANTERP_CONTACT_FRAME);
  mj_contactForce(&model, &data, index, row + CANTERP_CONTACT_FORCE);
  row[CANTERP_CONTACT_GEOM1] = contact.geom1;
  row[CANTERP_CONTACT_GEOM2] = contact.geom2;
}

}  // namespace

}  // namespace canterp

canterp_status canterp_pool_contacts(const canterp_pool* pool, int32_t* counts, double* rows,
                                     int64_t capacity, int64_t first, int64_t count) {
  using canterp::need;
  return canterp::guarded([&] {
    canterp::need_slice(pool, first, count);
    need(counts, "counts");
    if (capacity < 0)
      canterp::fail(CANTERP_BAD_SHAPE, "capacity = %lld, expected at least 0",
                    static_cast<long long>(capacity));
    if (capacity > 0) need(rows, "rows");
    for (int64_t n = 0; n < count; ++n) {
      const mjData& data = *pool->simulations[static_cast<size_t>(first + n)].data.get();
      counts[n] = data.ncon;
      double* row = rows + n * capacity * CANTERP_CONTACT_WIDTH;
      for (int i = 0; i < std::min<int64_t>(data.ncon, capacity); ++i)
        canterp::write_contact(*pool->model, data, i, row + i * CANTERP_CONTACT_WIDTH);
    }
  });
}

canterp_fault canterp_pool_fault(const canterp_pool* pool, int64_t simulation) {
  if (pool == nullptr || simulation < 0 || simulation >= pool->size()) return CANTERP_FAULT_NONE;
  return static_cast<canterp_fault>(pool->simulations[static_cast<size_t>(simulation)].fault);
}

const char* canterp_pool_fault_text(const canterp_pool* pool, int64_t simulation) {
  if (pool == nullptr || simulation < 0 || simulation >= pool->size()) return nullptr;
  return pool->simulations[static_cast<size_t>(simulation)].text;
}
