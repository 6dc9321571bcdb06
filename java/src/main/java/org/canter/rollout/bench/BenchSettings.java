// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import java.util.List;
import org.canter.rollout.RolloutException;

/**
 * What is measured.
 *
 * @param threads the numbers of worker threads, each measured in turn in every round
 * @param environments N, how many environments, shared out among the threads
 * @param steps environment steps of one measurement, all environments together
 * @param rounds how often each measurement is repeated, of which the median counts
 * @param seed of policy and environments
 */
public record BenchSettings(
    List<Integer> threads, int environments, int steps, int rounds, long seed) {
  /**
   * Checks the sizes.
   *
   * @param threads the numbers of worker threads
   * @param environments N
   * @param steps environment steps of one measurement
   * @param rounds how often each is repeated
   * @param seed of policy and environments
   */
  public BenchSettings {
    threads = List.copyOf(threads);
    if (threads.isEmpty() || threads.stream().anyMatch(count -> count < 1)) {
      throw new RolloutException("threads = " + threads + "; name at least one number, from 1");
    }
    if (environments < threads.stream().mapToInt(count -> count).max().orElseThrow()) {
      throw new RolloutException(
          environments + " environments for " + threads + " threads; each needs at least one");
    }
    if (steps < environments || rounds < 1) {
      throw new RolloutException(
          steps
              + " steps of "
              + environments
              + " environments in "
              + rounds
              + " rounds; give at least a step to each, and a round");
    }
  }

  /** T, the rows of a batch. */
  int horizon() {
    return steps / environments;
  }
}
