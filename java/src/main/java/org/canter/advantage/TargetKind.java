// SPDX-License-Identifier: Apache-2.0
package org.canter.advantage;

/** What a value function is fitted to. */
public enum TargetKind {
  /** discounted sums of the rewards that came */
  RETURNS,
  /** TD(lambda): the old value plus the advantage with a lambda of its own */
  TD_LAMBDA
}
