// SPDX-License-Identifier: Apache-2.0
package org.canter.env.tiny;

import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;

/**
 * One step, two independent choices, of three arms and of two. The observation marks one of two
 * rooms, each as likely; the arms pay by the tables below, plus normal noise.
 */
public final class Bandit extends ArrayEnvironment {
  /** The mean return of the best policy: (1.0 + 0.5 + 0.8 + 0.6) / 2. */
  public static final double BEST_RETURN = 1.45;

  /** The mean return of choosing evenly: (1.5 / 3 + 0.5 / 2 + 1.2 / 3 + 0.6 / 2) / 2. */
  public static final double RANDOM_RETURN = 0.725;

  /** The best mean return without telling the rooms apart, of arms 2 and 1: (1.1 + 0.6) / 2. */
  public static final double BLIND_RETURN = 0.85;

  // [room][arm]
  private static final double[][] FIRST_ARMS = {{1.0, 0.2, 0.3}, {0.0, 0.4, 0.8}};
  private static final double[][] SECOND_ARMS = {{0.5, 0.0}, {0.0, 0.6}};
  // standard deviation of the pay
  private static final double NOISE = 0.1;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "tiny/Bandit",
          Space.box(2, 0, 1),
          Space.discrete(3, 2),
          0,
          0,
          "one step, two factors of choices that depend on the room");

  /** Creates the world. */
  public Bandit() {
    super(SPEC, 1);
  }

  @Override
  protected void begin(EnvironmentRandom numbers) {
    state[0] = numbers.choice(2);
  }

  @Override
  protected void observe(double[] observation) {
    observation[0] = 1 - state[0];
    observation[1] = state[0];
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    int room = (int) state[0];
    double pay = FIRST_ARMS[room][(int) action[0]] + SECOND_ARMS[room][(int) action[1]];
    reward = pay + NOISE * random.normal();
    observe(observation);
    return StepKind.TERMINAL;
  }
}
