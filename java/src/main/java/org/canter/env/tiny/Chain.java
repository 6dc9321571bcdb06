// SPDX-License-Identifier: Apache-2.0
package org.canter.env.tiny;

import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;

/**
 * A walk on places 0 to {@value #PLACES} - 1 that costs 1 a step and ends at the last place. Choice
 * 0 goes back (and stays at place 0), choice 1 goes on. The start is any place but the last; the
 * observation marks the place by a 1.
 *
 * <p>From place s the best return is s - ({@value #PLACES} - 1), and a policy that tosses a coin
 * gets s (s + 1) - ({@value #PLACES} - 1) {@value #PLACES} on average (without the time limit,
 * which hardly any episode meets).
 */
public final class Chain extends ArrayEnvironment {
  /** How many places there are. */
  public static final int PLACES = 5;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "tiny/Chain",
          Space.box(PLACES, 0, 1),
          Space.discrete(2),
          200,
          0,
          "walk along a chain, two choices, known values of the best and the random policy");

  /** Creates the world. */
  public Chain() {
    super(SPEC, 1);
  }

  /**
   * The best return from a place.
   *
   * @param place 0 to {@value #PLACES} - 1
   * @return minus the distance to the end
   */
  public static double bestReturn(int place) {
    return place - (PLACES - 1);
  }

  /**
   * The mean return of tossing a coin at each step, from a place.
   *
   * @param place 0 to {@value #PLACES} - 1
   * @return minus the expected number of steps to the end
   */
  public static double randomReturn(int place) {
    return place * (place + 1) - (PLACES - 1) * PLACES;
  }

  @Override
  protected void begin(EnvironmentRandom numbers) {
    state[0] = numbers.choice(PLACES - 1);
  }

  @Override
  protected void observe(double[] observation) {
    for (int i = 0; i < PLACES; i++) {
      observation[i] = i == state[0] ? 1 : 0;
    }
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    double move = 2 * action[0] - 1;
    state[0] = Math.max(0, Math.min(PLACES - 1, state[0] + move));
    reward = -1;
    observe(observation);
    return state[0] == PLACES - 1 ? StepKind.TERMINAL : StepKind.MID;
  }
}
