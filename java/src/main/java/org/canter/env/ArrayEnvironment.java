// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.nio.ByteBuffer;

/**
 * An environment whose whole state is an array of numbers, which makes saving and restoring a
 * matter of course. A subclass keeps everything that decides about the future in {@link #state},
 * and sets {@link #reward} in its steps.
 */
public abstract class ArrayEnvironment implements Environment {
  /** All that decides about the future. */
  protected final double[] state;

  /** The reward of the last step. */
  protected double reward;

  /** This episode's random numbers, from the first reset on. */
  protected EnvironmentRandom random;

  private final EnvironmentSpec spec;

  /**
   * Creates the environment.
   *
   * @param spec what is fixed about it
   * @param numbers how many numbers the state has
   */
  protected ArrayEnvironment(EnvironmentSpec spec, int numbers) {
    this.spec = spec;
    this.state = new double[numbers];
  }

  /**
   * Puts a new episode's first state into {@link #state}.
   *
   * @param numbers this episode's random numbers
   */
  protected abstract void begin(EnvironmentRandom numbers);

  /**
   * Writes what is seen of the state.
   *
   * @param observation every element of it
   */
  protected abstract void observe(double[] observation);

  @Override
  public final EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public final void reset(EnvironmentRandom numbers, double[] observation) {
    random = numbers;
    begin(numbers);
    observe(observation);
  }

  @Override
  public final double reward() {
    return reward;
  }

  @Override
  public final int stateBytes() {
    return state.length * Double.BYTES;
  }

  @Override
  public final void save(ByteBuffer out) {
    for (double number : state) {
      out.putDouble(number);
    }
  }

  @Override
  public final void restore(EnvironmentRandom numbers, ByteBuffer in) {
    random = numbers;
    for (int i = 0; i < state.length; i++) {
      state[i] = in.getDouble();
    }
  }
}
