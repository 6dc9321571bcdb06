// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.kernels.RandomStream;

/**
 * What a collector is made of.
 *
 * @param environments N, how many environments, at least 1
 * @param threads how many worker threads, at least 1; more than environments are not started. Has
 *     no influence on any bit
 * @param horizon how much a collection gathers
 * @param mapping from the policy's actions to the task's
 * @param seed of the environments' random numbers, any number
 * @param stream of the environments' random numbers: ENVIRONMENT for training, EVALUATION for
 *     measuring
 */
public record RolloutConfig(
    int environments,
    int threads,
    Horizon horizon,
    ActionMapping mapping,
    long seed,
    RandomStream stream) {
  /**
   * Checks the sizes.
   *
   * @param environments N
   * @param threads worker threads
   * @param horizon how much a collection gathers
   * @param mapping from the policy's actions to the task's
   * @param seed any number
   * @param stream of the random numbers
   */
  public RolloutConfig {
    if (environments < 1 || threads < 1) {
      throw new RolloutException(
          environments + " environments on " + threads + " threads; at least 1 of each is needed");
    }
    if (horizon == null || mapping == null || stream == null) {
      throw new RolloutException(
          "horizon = "
              + horizon
              + ", mapping = "
              + mapping
              + ", stream = "
              + stream
              + "; none may be null");
    }
    if ((long) environments * horizon.steps() > Integer.MAX_VALUE) {
      throw new RolloutException(
          horizon.steps()
              + " steps of "
              + environments
              + " environments are more than 2^31 - 1"
              + " rows; collect several smaller batches");
    }
  }

  /**
   * The usual: actions in -1..1 rescaled, seed 0, for training.
   *
   * @param environments N
   * @param threads how many worker threads
   * @param horizon how much a collection gathers
   * @return the configuration
   */
  public static RolloutConfig of(int environments, int threads, Horizon horizon) {
    return new RolloutConfig(
        environments, threads, horizon, ActionMapping.RESCALED, 0, RandomStream.ENVIRONMENT);
  }

  /**
   * The same with other threads.
   *
   * @param count how many
   * @return a copy
   */
  public RolloutConfig withThreads(int count) {
    return new RolloutConfig(environments, count, horizon, mapping, seed, stream);
  }

  /**
   * The same with another mapping of actions.
   *
   * @param other the mapping
   * @return a copy
   */
  public RolloutConfig withMapping(ActionMapping other) {
    return new RolloutConfig(environments, threads, horizon, other, seed, stream);
  }

  /**
   * The same with other random numbers.
   *
   * @param newSeed any number
   * @param newStream ENVIRONMENT or EVALUATION
   * @return a copy
   */
  public RolloutConfig withRandom(long newSeed, RandomStream newStream) {
    return new RolloutConfig(environments, threads, horizon, mapping, newSeed, newStream);
  }
}
