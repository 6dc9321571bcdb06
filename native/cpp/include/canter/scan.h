// SPDX-License-Identifier: Apache-2.0
//
// Backward scans over trajectories [T, N] (row t holds step t of all N environments; episodes may
// begin and end anywhere in a column). Pool calls; outputs must not overlap inputs.
//
// What follows step (t, n), v', depends on its kind:
//   CANTER_MID       value[t + 1, n]; in the last row (a cut) bootstrap[t, n]
//   CANTER_TERMINAL  0
//   CANTER_TIMEOUT   bootstrap[t, n], the value of the observation before the reset
//   CANTER_FAULT     bootstrap[t, n] (the caller puts V of the step's own observation there), and
//                    the reward counts as 0
// Sums never run across a step that is not CANTER_MID. bootstrap is real[T, N], read only at the
// places named; what lies elsewhere, NaN included, does not matter.
#ifndef CANTER_SCAN_H_
#define CANTER_SCAN_H_

#include "canter/context.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The kind of a transition, one byte each. */
typedef enum canter_step {
  /** the episode goes on */
  CANTER_MID = 0,
  /** the episode ended in a terminal state */
  CANTER_TERMINAL = 1,
  /** the episode was ended by its time limit */
  CANTER_TIMEOUT = 2,
  /** the simulator broke down */
  CANTER_FAULT = 3
} canter_step;

/**
 * Generalised advantage estimation (thesis 4.3): delta = r + gamma v' - v,
 * advantage[t] = delta[t] + gamma lambda advantage[t + 1] within an episode;
 * target (may be null) = advantage + value. advantage, target, reward, value, bootstrap are
 * real[T, N], step is uint8[T, N]; gamma and lambda lie in [0, 1].
 */
CANTER_API canter_status canter_scan_gae(canter_context* context, void* advantage, void* target,
                                         const void* reward, const void* value,
                                         const void* bootstrap, const uint8_t* step, double gamma,
                                         double lambda, int64_t steps, int64_t environments);

/**
 * Discounted sums of rewards to the end of the episode or of the column, plus the discounted
 * bootstrap there. A null bootstrap counts as 0: the sum just ends. gamma lies in [0, 1].
 */
CANTER_API canter_status canter_scan_returns(canter_context* context, void* returns,
                                             const void* reward, const void* bootstrap,
                                             const uint8_t* step, double gamma, int64_t steps,
                                             int64_t environments);

/**
 * n-step returns: r[t] + gamma r[t + 1] + ... + gamma^n v' after n (>= 1) steps, or fewer where the
 * episode or the column ends before. Windows are summed one by one: T n steps of work, T from n = T
 * on.
 */
CANTER_API canter_status canter_scan_n_step(canter_context* context, void* returns,
                                            const void* reward, const void* value,
                                            const void* bootstrap, const uint8_t* step,
                                            double gamma, int32_t n, int64_t steps,
                                            int64_t environments);

/** Temporal-difference residuals delta (real[T, N]) = r + gamma v' - value. */
CANTER_API canter_status canter_scan_td(canter_context* context, void* delta, const void* reward,
                                        const void* value, const void* bootstrap,
                                        const uint8_t* step, double gamma, int64_t steps,
                                        int64_t environments);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_SCAN_H_
