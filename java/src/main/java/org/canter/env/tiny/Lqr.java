// SPDX-License-Identifier: Apache-2.0
package org.canter.env.tiny;

import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;

/**
 * The linear quadratic regulator with a golden answer: x' = x + u, reward -(x^2 + u^2), x from -1
 * to 1 at first, {@value #STEPS} steps.
 *
 * <p>With k steps to go the best return from x is -P(k) x^2, where P(0) = 0 and P(k + 1) = 1 + P(k)
 * / (1 + P(k)), got by u = -P(k - 1) / (1 + P(k - 1)) x. P(k) is the ratio of Fibonacci numbers
 * F(2k) / F(2k - 1), and tends to the golden ratio. The linear policy u = -K x earns -(1 + K^2) x^2
 * (1 - q^k) / (1 - q) with q = (1 - K)^2.
 */
public final class Lqr extends ArrayEnvironment {
  /** Steps of an episode. */
  public static final int STEPS = 20;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "tiny/LQR",
          Space.unbounded(1),
          Space.box(1, -1, 1),
          STEPS,
          0,
          "scalar linear quadratic regulator with a known Riccati value");

  /** Creates the world. */
  public Lqr() {
    super(SPEC, 1);
  }

  /**
   * The best return from a state.
   *
   * @param x the state
   * @param stepsToGo how many steps are left
   * @return -P(stepsToGo) x^2
   */
  public static double bestReturn(double x, int stepsToGo) {
    return -riccati(stepsToGo) * x * x;
  }

  /**
   * The best action in a state.
   *
   * @param x the state
   * @param stepsToGo how many steps are left, this one included
   * @return u
   */
  public static double bestAction(double x, int stepsToGo) {
    double after = riccati(stepsToGo - 1);
    return -after / (1 + after) * x;
  }

  private static double riccati(int stepsToGo) {
    double p = 0;
    for (int k = 0; k < stepsToGo; k++) {
      p = 1 + p / (1 + p);
    }
    return p;
  }

  @Override
  protected void begin(EnvironmentRandom numbers) {
    state[0] = numbers.uniform(-1, 1);
  }

  @Override
  protected void observe(double[] observation) {
    observation[0] = state[0];
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    double x = state[0];
    double u = action[0];
    reward = -(x * x + u * u);
    state[0] = x + u;
    observe(observation);
    return StepKind.MID;
  }
}
