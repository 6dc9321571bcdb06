// SPDX-License-Identifier: Apache-2.0
#include "pool.h"

#include <cstring>

#include "fields.h"
#include "plan.h"
#include "status.h"

namespace canterp {

int64_t kept_bytes(const mjModel& model) {
  return state_width(model) * static_cast<int64_t>(sizeof(double)) +
         static_cast<int64_t>(sizeof(Simulation));
}

void need_slice(const canterp_pool* pool, int64_t first, int64_t count) {
  need(pool, "pool");
  if (first < 0 || count < 1 || first > pool->size() - count) [[unlikely]]
    fail(CANTERP_BAD_SHAPE,
         "slice [%lld, %lld + %lld): the pool has simulations 0..%lld; take at least one of them",
         static_cast<long long>(first), static_cast<long long>(first),
         static_cast<long long>(count), static_cast<long long>(pool->size() - 1));
}

namespace {

std::unique_ptr<canterp_pool> make_pool(const canterp_model& model, const canterp_plan& plan) {
  auto pool = std::make_unique<canterp_pool>();
  pool->model = model_with(*model.mujoco, plan);
  pool->fingerprint = model.fingerprint;
  // refuses what MuJoCo's counters do not hold, before MuJoCo wraps around
  data_bytes(*pool->model);
  const int64_t width = state_width(*pool->model);
  pool->simulations = std::vector<Simulation>(static_cast<size_t>(plan.simulations));
  pool->starts.resize(static_cast<size_t>(plan.simulations * width));
  double* start = pool->starts.data();
  for (Simulation& simulation : pool->simulations) {
    make_data(*pool->model, simulation.data);
    simulation.start = start;
    start += width;
  }
  return pool;
}

Part need_part(const canterp_pool& pool, int32_t field, int32_t offset, int32_t length) {
  if (field < 0 || field >= kFields)
    fail(CANTERP_BAD_VALUE, "field = %d, expected 0..%d; use an enumerator of field.h", field,
         kFields - 1);
  const int64_t width = kFieldTable[field].width(pool.model.get());
  if (offset < 0 || length < 0 || int64_t{offset} + length > width)
    fail(CANTERP_BAD_SHAPE, "numbers %d .. %d + %d of %s: the field has %lld", offset, offset,
         length, kFieldTable[field].name, static_cast<long long>(width));
  return {kFieldTable[field].data, offset, length};
}

const Field& need_state_field(const canterp_field& field) {
  const Field& entry = need_field(field);
  if (number_of(field) >= kStateFields)
    fail(CANTERP_BAD_VALUE, "field %s: it is derived from the state; write qpos, qvel and so on",
         entry.name);
  return entry;
}

}  // namespace

}  // namespace canterp

using canterp::fail;
using canterp::guarded;
using canterp::need;
using canterp::Simulation;

canterp_status canterp_pool_create(canterp_pool** out, const canterp_model* model,
                                   const canterp_plan* plan) {
  return guarded([&] {
    need(out, "out");
    need(model, "model");
    need(plan, "plan");
    canterp::need_plan(*plan);
    canterp::publish(out, canterp::make_pool(*model, *plan));
  });
}

void canterp_pool_destroy(canterp_pool* pool) { canterp::retire(pool); }

int64_t canterp_pool_simulations(const canterp_pool* pool) {
  return pool == nullptr ? 0 : pool->size();
}

canterp_status canterp_pool_set_readings(canterp_pool* pool, const int32_t* fields,
                                         const int32_t* offsets, const int32_t* lengths,
                                         int32_t parts) {
  return guarded([&] {
    need(pool, "pool");
    if (parts < 0) fail(CANTERP_BAD_SHAPE, "parts = %d, expected at least 0", parts);
    if (parts > 0) {
      need(fields, "fields");
      need(offsets, "offsets");
      need(lengths, "lengths");
    }
    std::vector<canterp::Part> fresh;
    int64_t width = 0;
    for (int32_t i = 0; i < parts; ++i) {
      fresh.push_back(canterp::need_part(*pool, fields[i], offsets[i], lengths[i]));
      width += lengths[i];
    }
    pool->parts = std::move(fresh);
    pool->readings_width = width;
  });
}

int64_t canterp_pool_readings_width(const canterp_pool* pool) {
  return pool == nullptr ? 0 : pool->readings_width;
}

canterp_status canterp_pool_advance(canterp_pool* pool, double* readings, uint8_t* faults,
                                    const double* ctrl, const uint8_t* active, int32_t frame_skip,
                                    int32_t flags, int64_t first, int64_t count) {
  return guarded([&] {
    canterp::need_slice(pool, first, count);
    need(faults, "faults");
    const mjModel& model = *pool->model;
    if (model.nu > 0) need(ctrl, "ctrl");
    if (frame_skip < 1) fail(CANTERP_BAD_VALUE, "frame_skip = %d, expected at least 1", frame_skip);
    for (int64_t n = 0; n < count; ++n) {
      faults[n] = CANTERP_FAULT_NONE;
      if (active != nullptr && active[n] == 0) continue;
      Simulation& simulation = pool->simulations[static_cast<size_t>(first + n)];
      const double* row = model.nu > 0 ? ctrl + n * model.nu : nullptr;
      faults[n] = canterp::advance(model, simulation, row, frame_skip, flags);
      if (readings != nullptr)
        canterp::gather_row(*pool, simulation.data.get(), readings + n * pool->readings_width);
    }
  });
}

canterp_status canterp_pool_reset(canterp_pool* pool, uint8_t* faults, const double* qpos,
                                  const double* qvel, int64_t first, int64_t count) {
  return guarded([&] {
    canterp::need_slice(pool, first, count);
    need(faults, "faults");
    const mjModel& model = *pool->model;
    for (int64_t n = 0; n < count; ++n) {
      faults[n] = canterp::reset(model, pool->simulations[static_cast<size_t>(first + n)],
                                 qpos == nullptr ? nullptr : qpos + n * model.nq,
                                 qvel == nullptr ? nullptr : qvel + n * model.nv);
    }
  });
}

canterp_status canterp_pool_forward(canterp_pool* pool, uint8_t* faults, int32_t flags,
                                    int64_t first, int64_t count) {
  return guarded([&] {
    canterp::need_slice(pool, first, count);
    need(faults, "faults");
    for (int64_t n = 0; n < count; ++n) {
      Simulation& simulation = pool->simulations[static_cast<size_t>(first + n)];
      faults[n] = canterp::forward(*pool->model, simulation, flags);
    }
  });
}

canterp_status canterp_pool_gather(const canterp_pool* pool, double* readings, int64_t first,
                                   int64_t count) {
  return guarded([&] {
    canterp::need_slice(pool, first, count);
    need(readings, "readings");
    for (int64_t n = 0; n < count; ++n) {
      const Simulation& simulation = pool->simulations[static_cast<size_t>(first + n)];
      canterp::gather_row(*pool, simulation.data.get(), readings + n * pool->readings_width);
    }
  });
}

canterp_status canterp_pool_read(const canterp_pool* pool, double* out, canterp_field field,
                                 int64_t first, int64_t count) {
  return guarded([&] {
    canterp::need_slice(pool, first, count);
    need(out, "out");
    const canterp::Field& entry = canterp::need_field(field);
    const int64_t width = entry.width(pool->model.get());
    if (width == 0) return;
    for (int64_t n = 0; n < count; ++n) {
      const Simulation& simulation = pool->simulations[static_cast<size_t>(first + n)];
      std::memcpy(out + n * width, entry.data(simulation.data.get()),
                  static_cast<size_t>(width) * sizeof(double));
    }
  });
}

canterp_status canterp_pool_write(canterp_pool* pool, const double* in, canterp_field field,
                                  int64_t first, int64_t count) {
  return guarded([&] {
    canterp::need_slice(pool, first, count);
    need(in, "in");
    const canterp::Field& entry = canterp::need_state_field(field);
    const int64_t width = entry.width(pool->model.get());
    if (width == 0) return;
    for (int64_t n = 0; n < count; ++n) {
      const Simulation& simulation = pool->simulations[static_cast<size_t>(first + n)];
      std::memcpy(entry.data(simulation.data.get()), in + n * width,
                  static_cast<size_t>(width) * sizeof(double));
    }
  });
}
