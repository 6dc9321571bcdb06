// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import java.util.Arrays;

/**
 * What was measured of one environment with one number of threads.
 *
 * @param environment its id
 * @param threads the worker threads
 * @param environments N
 * @param steps environment steps of each round
 * @param rollout seconds of each round's rollout
 * @param raw seconds of each round's replay by the simulator alone
 * @param resets episodes that began in a round
 * @param bytesPerEnvironment what the plan of a simulation takes
 */
public record Measurement(
    String environment,
    int threads,
    int environments,
    int steps,
    double[] rollout,
    double[] raw,
    int resets,
    long bytesPerEnvironment) {

  /**
   * The speed of the rollouts.
   *
   * @return environment steps a second, by the median of the rounds
   */
  public double rate() {
    return steps / Median.of(rollout);
  }

  /**
   * The speed of the simulator alone.
   *
   * @return environment steps a second, by the median of the rounds
   */
  public double rawRate() {
    return steps / Median.of(raw);
  }

  /**
   * The rollouts' speed as a part of the simulator's: the median of the rounds' ratios, each of two
   * neighbouring times.
   *
   * @return 1 if all that is not physics came for free
   */
  public double share() {
    double[] ratios = new double[raw.length];
    Arrays.setAll(ratios, round -> raw[round] / rollout[round]);
    return Median.of(ratios);
  }
}
