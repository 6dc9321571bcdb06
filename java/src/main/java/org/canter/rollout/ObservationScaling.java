// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.kernels.KernelContext;
import org.canter.kernels.Moments;
import org.canter.kernels.Slab;

/**
 * How observations are scaled before the policy sees them: y = (x - shift) * scale, limited. Frozen
 * for a collection; owns neither slab.
 *
 * @param shift real[O], from {@link Moments#freeze}
 * @param scale real[O], from {@link Moments#freeze}
 * @param limit above 0; infinity for none
 */
public record ObservationScaling(Slab shift, Slab scale, double limit) {
  /**
   * Scales rows: a row call.
   *
   * @param context where shift and scale lie
   * @param y out, real[B, O]; may be x
   * @param x real[B, O]
   */
  public void apply(KernelContext context, Slab y, Slab x) {
    Moments.normalize(context, y, x, shift, scale, limit);
  }
}
