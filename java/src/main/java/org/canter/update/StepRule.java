// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

/** How far a step along the natural gradient goes. */
public enum StepRule {
  /** to the KL bound by the quadratic model, then back until surrogate and KL agree */
  LINE_SEARCH,
  /** to the KL bound by the quadratic model, unchecked */
  KL_SCALED,
  /** a fixed multiple of the natural gradient */
  FIXED
}
