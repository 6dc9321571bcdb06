// SPDX-License-Identifier: Apache-2.0
#include "canter_physics/replay.h"

#include <cstring>

#include "pool.h"
#include "status.h"
#include "trap.h"

namespace canterp {

namespace {

// One replay, inside the trap. Plain data: a fatal error leaves by longjmp.
struct Replaying {
  const mjModel* model;
  const Simulation* simulations;
  const double* ctrl;
  const uint8_t* resets;
  const double* states;
  int64_t frames;
  int64_t count;
  int frame_skip;
};

void copy(mjtNum* to, const double* from, int numbers) {
  if (numbers > 0) std::memcpy(to, from, static_cast<size_t>(numbers) * sizeof(double));
}

void place(const mjModel* m, mjData* d, const double* state) {
  copy(d->qpos, state, m->nq);
  copy(d->qvel, state + m->nq, m->nv);
}

void replay_body(void* argument) {
  const Replaying& replay = *static_cast<Replaying*>(argument);
  const mjModel* m = replay.model;
  const double* state = replay.states;
  for (int64_t row = 0; row < replay.frames * replay.count; ++row) {
    mjData* d = replay.simulations[row % replay.count].data.get();
    if (replay.resets != nullptr && replay.resets[row] != 0) {
      mj_resetData(m, d);
      place(m, d, state);
      mj_forward(m, d);
      place(m, d, state);
      copy(d->qacc_warmstart, state + m->nq + m->nv, m->nv);
      state += m->nq + 2 * m->nv;
    }
    copy(d->ctrl, replay.ctrl + row * m->nu, m->nu);
    for (int step = 0; step < replay.frame_skip; ++step) mj_step(m, d);
  }
}

}  // namespace

}  // namespace canterp

canterp_status canterp_pool_replay(canterp_pool* pool, const double* ctrl, const uint8_t* resets,
                                   const double* states, int64_t frames, int32_t frame_skip,
                                   int64_t first, int64_t count) {
  return canterp::guarded([&] {
    canterp::need_slice(pool, first, count);
    if (pool->model->nu > 0) canterp::need(ctrl, "ctrl");
    if (resets != nullptr) canterp::need(states, "states");
    if (frames < 1 || frame_skip < 1)
      canterp::fail(CANTERP_BAD_VALUE,
                    "frames = %lld, frame_skip = %d, expected at least 1 of each",
                    static_cast<long long>(frames), frame_skip);
    canterp::Replaying replay = {pool->model.get(),
                                 &pool->simulations[static_cast<size_t>(first)],
                                 ctrl,
                                 resets,
                                 states,
                                 frames,
                                 count,
                                 frame_skip};
    char text[128] = "";
    if (canterp_trap(canterp::replay_body, &replay, text, sizeof(text)) != 0)
      canterp::fail(CANTERP_ENGINE, "replay: MuJoCo: %s; reset the simulations", text);
    for (int64_t n = 0; n < count; ++n)
      canterp::clear(pool->simulations[static_cast<size_t>(first + n)]);
  });
}
