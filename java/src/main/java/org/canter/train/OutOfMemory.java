// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import java.util.function.Supplier;
import org.canter.compute.DeviceException;
import org.canter.kernels.KernelMemoryException;

/** Says which settings memory goes with, where it cannot be had. */
final class OutOfMemory {
  private OutOfMemory() {}

  /** Does some work of a run; what lacks memory there is thrown with the settings to lower. */
  static <T> T explained(TrainConfig config, Supplier<T> work) {
    try {
      return work.get();
    } catch (KernelMemoryException lack) {
      throw new DeviceException(
          ("%s; a run's memory grows with rollout.environments = %s times rollout.horizon = %s,"
                  + " policy.hidden = %s and baseline.hidden = %s: lower one of them")
              .formatted(
                  lack.getMessage(),
                  config.rollout().environments(),
                  config.rollout().horizon(),
                  config.policy().hidden(),
                  config.baseline().hidden()),
          lack);
    }
  }
}
