// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import org.canter.kernels.KernelContext;

/**
 * Updates in one context of the processor and rollouts in another, as if updates ran on a GPU: all
 * that is copied then, is copied here, and the bits must be those of a single context.
 */
public final class TwoContexts {
  private TwoContexts() {}

  /** Floats in both; the caller closes it. */
  public static Compute open(int threads) {
    return new Compute(KernelContext.f32(threads), KernelContext.f32(threads));
  }
}
