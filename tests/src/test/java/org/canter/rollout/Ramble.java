// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;

/**
 * A world that ends in every way: a random walk pushed by the action, over when it leaves -2..2,
 * broken down now and then, and timed out after 12 steps. Observes (steps, place, last action).
 */
final class Ramble extends ArrayEnvironment {
  static final int LIMIT = 12;

  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "test/Ramble", Space.unbounded(3), Space.box(1, -3, 3), LIMIT, 0.1, "rambles");

  private final double faults;
  private final Runnable beforeStep;

  private Ramble(double faults, Runnable beforeStep) {
    super(SPEC, 3);
    this.faults = faults;
    this.beforeStep = beforeStep;
  }

  static EnvironmentFactory factory() {
    return factory(0.05, () -> {});
  }

  /** Worlds that break down with a probability, and run something before each step. */
  static EnvironmentFactory factory(double faults, Runnable beforeStep) {
    return EnvironmentFactory.of(() -> new Ramble(faults, beforeStep));
  }

  @Override
  protected void begin(EnvironmentRandom numbers) {
    state[0] = 0;
    state[1] = numbers.uniform(-1, 1);
    state[2] = 0;
  }

  @Override
  protected void observe(double[] observation) {
    System.arraycopy(state, 0, observation, 0, 3);
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    beforeStep.run();
    if (random.uniform() < faults) {
      return StepKind.FAULT;
    }
    state[0]++;
    state[1] += 0.2 * action[0] + 0.3 * random.normal();
    state[2] = action[0];
    reward = 1 - state[1] * state[1];
    observe(observation);
    return Math.abs(state[1]) > 2 ? StepKind.TERMINAL : StepKind.MID;
  }
}
