// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.kernels.Slab;
import org.canter.rollout.UpdateBatch;

/** Values of zero. */
final class NoBaseline extends BatchBaseline {
  @Override
  public void predict(UpdateBatch batch, Slab value, Slab bootstrap) {
    value.fill(0);
  }
}
