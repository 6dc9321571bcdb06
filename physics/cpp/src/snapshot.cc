// SPDX-License-Identifier: Apache-2.0
#include "canter_physics/snapshot.h"

#include <cstring>

#include "fields.h"
#include "pool.h"
#include "status.h"

namespace canterp {

namespace {

// What a snapshot begins with; state and derived fields follow as doubles. Version 1.
struct Header {
  uint64_t magic;
  uint64_t fingerprint;
  // 0: the derived fields were not kept
  uint64_t has_derived;
};
constexpr uint64_t kMagic = 0x3170616e73636e63u;

int64_t derived_width(const mjModel& model) {
  int64_t width = 0;
  for (int f = kStateFields; f < kFields; ++f) width += kFieldTable[f].width(&model);
  return width;
}

int64_t snapshot_bytes(const mjModel& model) {
  return static_cast<int64_t>(sizeof(Header)) +
         (state_width(model) + derived_width(model)) * static_cast<int64_t>(sizeof(double));
}

// The caller's bytes may lie at any address: everything goes through memcpy.
class Writer {
 public:
  explicit Writer(void* out) : at_(static_cast<char*>(out)) {}
  void put(const void* data, size_t bytes) {
    if (bytes > 0) std::memcpy(at_, data, bytes);
    at_ += bytes;
  }
  void zeros(size_t bytes) { std::memset(at_, 0, bytes); }

 private:
  char* at_;
};

size_t bytes_of(int64_t numbers) { return static_cast<size_t>(numbers) * sizeof(double); }

void write(const canterp_pool& pool, mjData* data, void* out) {
  const mjModel* model = pool.model.get();
  const Header header = {kMagic, pool.fingerprint, 1};
  Writer writer(out);
  writer.put(&header, sizeof(header));
  for (const Field& field : kFieldTable) writer.put(field.data(data), bytes_of(field.width(model)));
}

void write_start(const canterp_pool& pool, const Simulation& simulation, void* out) {
  const Header header = {kMagic, pool.fingerprint, 0};
  Writer writer(out);
  writer.put(&header, sizeof(header));
  writer.put(simulation.start, bytes_of(state_width(*pool.model)));
  writer.zeros(bytes_of(derived_width(*pool.model)));
}

Header header_of(const void* in) {
  Header header;
  std::memcpy(&header, in, sizeof(header));
  return header;
}

void check(const canterp_pool& pool, const void* in) {
  const Header header = header_of(in);
  if (header.magic != kMagic || header.has_derived > 1)
    fail(CANTERP_BAD_STATE,
         "snapshot: these bytes are none; pass what canterp_pool_snapshot wrote");
  if (header.fingerprint != pool.fingerprint)
    fail(
        CANTERP_BAD_STATE,
        "snapshot of model %016llx, pool of model %016llx: restore it into a pool of its own model "
        "and MuJoCo version",
        static_cast<unsigned long long>(header.fingerprint),
        static_cast<unsigned long long>(pool.fingerprint));
}

void restore(const canterp_pool& pool, Simulation& simulation, const void* in) {
  const mjModel* model = pool.model.get();
  mjData* data = simulation.data.get();
  const bool derived = header_of(in).has_derived != 0;
  const char* at = static_cast<const char*>(in) + sizeof(Header);
  clear(simulation);
  for (int f = 0; f < (derived ? kFields : kStateFields); ++f) {
    const size_t bytes = bytes_of(kFieldTable[f].width(model));
    if (bytes > 0) std::memcpy(kFieldTable[f].data(data), at, bytes);
    at += bytes;
  }
  // contacts are not part of a snapshot, and those of another state are none of this one's
  data->ncon = 0;
}

}  // namespace

}  // namespace canterp

using canterp::guarded;
using canterp::need;

int64_t canterp_snapshot_bytes(const canterp_model* model) {
  return model == nullptr ? 0 : canterp::snapshot_bytes(*model->mujoco);
}

canterp_status canterp_pool_snapshot(const canterp_pool* pool, void* out, int64_t first,
                                     int64_t count) {
  return guarded([&] {
    canterp::need_slice(pool, first, count);
    need(out, "out");
    const int64_t bytes = canterp::snapshot_bytes(*pool->model);
    for (int64_t n = 0; n < count; ++n) {
      mjData* data = pool->simulations[static_cast<size_t>(first + n)].data.get();
      canterp::write(*pool, data, static_cast<char*>(out) + n * bytes);
    }
  });
}

canterp_status canterp_pool_restore(canterp_pool* pool, const void* in, int64_t first,
                                    int64_t count) {
  return guarded([&] {
    canterp::need_slice(pool, first, count);
    need(in, "in");
    const int64_t bytes = canterp::snapshot_bytes(*pool->model);
    const char* from = static_cast<const char*>(in);
    for (int64_t n = 0; n < count; ++n) canterp::check(*pool, from + n * bytes);
    for (int64_t n = 0; n < count; ++n)
      canterp::restore(*pool, pool->simulations[static_cast<size_t>(first + n)], from + n * bytes);
  });
}

canterp_status canterp_pool_frame_start(const canterp_pool* pool, void* out, int64_t simulation) {
  return guarded([&] {
    canterp::need_slice(pool, simulation, 1);
    need(out, "out");
    const canterp::Simulation& owner = pool->simulations[static_cast<size_t>(simulation)];
    if (!owner.has_start)
      canterp::fail(CANTERP_BAD_STATE,
                    "frame start of simulation %lld: there was no frame since its last reset or "
                    "restore; ask before that",
                    static_cast<long long>(simulation));
    canterp::write_start(*pool, owner, out);
  });
}
