// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.canter.env.EnvironmentRegistry;
import org.junit.jupiter.api.Test;

/** Workers allocate nothing from step to step. */
class RolloutAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int STEPS = 4000;
  // a compiler may allocate on a worker now and then, and the windows are made once a batch
  private static final int ROUNDS = 10;

  @Test
  void stepsAllocateNothing() {
    assumeTrue(THREADS.isThreadAllocatedMemorySupported());
    THREADS.setThreadAllocatedMemoryEnabled(true);
    try (Rig rig = new Rig(EnvironmentRegistry.standard().find("tiny/LQR"))) {
      RolloutCollector collector = rig.collector(3, 1, Horizon.steps(STEPS));
      TrajectoryBatch batch = rig.batch(collector, true);
      long worker =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("canter-rollout-0"))
              .findFirst()
              .orElseThrow()
              .getId();
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        long before = THREADS.getThreadAllocatedBytes(worker);
        collector.collect(batch, rig.scaling);
        least = Math.min(least, THREADS.getThreadAllocatedBytes(worker) - before);
      }
      // far less than a byte for each of 12,000 steps
      assertThat(least).isLessThan(1000);
    }
  }
}
