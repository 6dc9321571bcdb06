// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSlice;
import org.canter.kernels.RandomStream;
import org.canter.physics.PoolPlan;

/**
 * The memory of an environment.
 *
 * @param environment its id
 * @param simulation bytes of MuJoCo's data and our bookkeeping for each environment; 0 without
 *     physics
 * @param shared bytes that the environments of one thread share; 0 without physics
 * @param saved bytes of a saved state
 */
public record MemoryUse(String environment, long simulation, long shared, int saved) {
  /**
   * Opens an environment and asks.
   *
   * @param factory opens it
   * @return what it takes
   */
  public static MemoryUse of(EnvironmentFactory factory) {
    try (EnvironmentSlice slice = factory.open(0, RandomStream.ENVIRONMENT, 0, 1)) {
      PoolPlan plan = slice.physics().map(physics -> physics.pool().plan()).orElse(null);
      return new MemoryUse(
          factory.id(),
          plan == null ? 0 : plan.bytesPerSimulation(),
          plan == null ? 0 : plan.sharedBytes(),
          slice.stateBytes());
    }
  }

  /**
   * The resident set of this process.
   *
   * @return bytes; 0 where the system does not tell
   */
  public static long resident() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException unknown) {
      return 0;
    }
  }
}
