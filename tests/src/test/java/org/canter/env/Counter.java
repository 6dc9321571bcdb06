// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import org.canter.kernels.StepKind;

/**
 * A world for tests of what surrounds worlds: counts its steps, observes (count, noise of the
 * episode, last action), pays the noise of the step, and ends after `lastStep` steps.
 */
class Counter extends ArrayEnvironment {
  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "test/Counter", Space.unbounded(3), Space.box(1, -2, 6), 5, 0.1, "counts");

  private final int lastStep;

  Counter(EnvironmentSpec spec, int lastStep) {
    super(spec, 3);
    this.lastStep = lastStep;
  }

  static EnvironmentFactory factory(int lastStep) {
    return EnvironmentFactory.of(() -> new Counter(SPEC, lastStep));
  }

  @Override
  protected void begin(EnvironmentRandom numbers) {
    state[0] = 0;
    state[1] = numbers.uniform();
    state[2] = 0;
  }

  @Override
  protected void observe(double[] observation) {
    System.arraycopy(state, 0, observation, 0, 3);
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    state[0]++;
    state[2] = action[0];
    reward = random.normal();
    observe(observation);
    return state[0] == lastStep ? StepKind.TERMINAL : StepKind.MID;
  }
}
