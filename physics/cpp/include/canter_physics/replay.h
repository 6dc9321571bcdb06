// SPDX-License-Identifier: Apache-2.0
//
// The simulator alone: what mj_step costs without anything around it. For benchmarks.
#ifndef CANTER_PHYSICS_REPLAY_H_
#define CANTER_PHYSICS_REPLAY_H_

#include <canter_physics/pool.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Replays `frames` frames of every simulation of a slice in a tight loop over mj_step: no readings,
 * no search for faults, nothing kept. ctrl is [frames, count, nu] (null where nu is 0), resets is
 * uint8[frames, count] (null: none). Where a flag is not 0 an episode begins before the frame, from
 * the next row of states[flags set, nq + 2 nv] (null if none is): qpos, qvel, qacc_warmstart as
 * they were after canterp_pool_reset; rows follow the frames, then the simulations. It begins as
 * there, with mj_resetData and mj_forward, and then takes the row once more: the forward pass
 * brings quaternions to unit length, and twice is not once. A fatal error of MuJoCo is
 * CANTERP_ENGINE; the simulations of the slice must then be reset.
 */
CANTERP_API canterp_status canterp_pool_replay(canterp_pool* pool, const double* ctrl,
                                               const uint8_t* resets, const double* states,
                                               int64_t frames, int32_t frame_skip, int64_t first,
                                               int64_t count);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_PHYSICS_REPLAY_H_
