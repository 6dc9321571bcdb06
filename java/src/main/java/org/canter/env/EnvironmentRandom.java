// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import org.canter.kernels.Philox;

/**
 * The random numbers of an environment. What is drawn is a pure function of (seed, stream,
 * environment, episode, step) and of how many numbers of that step were drawn before: a reset is
 * step 0, the first step is 1. No thread, batch or other environment has a say in it.
 *
 * <p>An environment may keep the object that {@code reset} hands over and draw from it in its
 * steps; its slice moves it to the right place before each call.
 */
public final class EnvironmentRandom {
  private final long seed;
  private final int stream;
  private final Philox numbers;

  /**
   * Creates the numbers of one seed and stream, at environment 0, episode 0, step 0.
   *
   * @param seed any number
   * @param stream a code of {@link org.canter.kernels.RandomStream}
   */
  public EnvironmentRandom(long seed, int stream) {
    this.seed = seed;
    this.stream = stream;
    this.numbers = new Philox(seed, stream);
  }

  /**
   * Moves to the first number of a step.
   *
   * @param environment which environment
   * @param episode which of its episodes
   * @param step 0 for the reset, then the number of the step
   * @return this
   */
  public EnvironmentRandom at(int environment, int episode, int step) {
    numbers.at(environment, episode, step);
    return this;
  }

  /**
   * The seed.
   *
   * @return as given
   */
  public long seed() {
    return seed;
  }

  /**
   * The stream.
   *
   * @return as given
   */
  public int stream() {
    return stream;
  }

  /**
   * A uniform number.
   *
   * @return above 0, below 1
   */
  public double uniform() {
    return numbers.nextUniform();
  }

  /**
   * A uniform number of an interval.
   *
   * @param low its lower end
   * @param high its upper end
   * @return above low, below high
   */
  public double uniform(double low, double high) {
    return low + (high - low) * numbers.nextUniform();
  }

  /**
   * A standard normal number.
   *
   * @return mean 0, deviation 1
   */
  public double normal() {
    return numbers.nextNormal();
  }

  /**
   * A whole number.
   *
   * @param bound at least 1
   * @return 0 to bound - 1
   */
  public int choice(int bound) {
    return numbers.nextInt(bound);
  }

  /**
   * Adds uniform noise to every element.
   *
   * @param values changed in place
   * @param scale noise lies between -scale and scale
   */
  public void addUniform(double[] values, double scale) {
    for (int i = 0; i < values.length; i++) {
      values[i] += uniform(-scale, scale);
    }
  }

  /**
   * Adds normal noise to every element.
   *
   * @param values changed in place
   * @param deviation the noise's standard deviation
   */
  public void addNormal(double[] values, double deviation) {
    for (int i = 0; i < values.length; i++) {
      values[i] += deviation * numbers.nextNormal();
    }
  }
}
