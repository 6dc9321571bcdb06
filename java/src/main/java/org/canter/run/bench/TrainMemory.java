// SPDX-License-Identifier: Apache-2.0
package org.canter.run.bench;

import org.canter.kernels.LiveHandles;
import org.canter.rollout.bench.MemoryUse;

/**
 * What a training holds at a moment.
 *
 * @param resident bytes of the process
 * @param handles handles and slabs that are open
 */
public record TrainMemory(long resident, int handles) {
  /** What this process holds now. */
  static TrainMemory now() {
    return new TrainMemory(MemoryUse.resident(), LiveHandles.count());
  }
}
