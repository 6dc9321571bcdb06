// SPDX-License-Identifier: Apache-2.0
package org.canter.advantage;

/** How much of the rewards is taken as it came, and where values step in. */
public enum AdvantageKind {
  /** generalised advantage estimation: the exponentially weighted mean of all n-step estimates */
  GAE,
  /** the discounted rewards to the end of the episode, less the value */
  MONTE_CARLO,
  /** n rewards, then the value of what follows */
  N_STEP,
  /** one reward, then the value of what follows: the residual */
  TD
}
