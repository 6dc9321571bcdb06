// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.env.ActionRescaling;
import org.canter.env.EnvironmentSlice;

/**
 * What happens to an action between the policy and the task; choices always go through as they are.
 */
public enum ActionMapping {
  /** the task gets what the policy chose, in the task's own units */
  NONE,
  /** -1..1 becomes the task's range; beyond it the task decides */
  RESCALED,
  /** cut to -1..1, which then becomes the task's range: the task never pays for more */
  CLIPPED;

  /** Puts the mapping before a slice; closing the result closes it. */
  EnvironmentSlice before(EnvironmentSlice slice) {
    return switch (this) {
      case NONE -> slice;
      case RESCALED -> ActionRescaling.around(slice);
      case CLIPPED -> ActionRescaling.clipped(slice);
    };
  }
}
