// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;

/**
 * Pendulum-v1: swing a rod up with a torque that is too weak to lift it. The angle is 0 upright;
 * the cost is that of the state before the step.
 *
 * <p>Observations are rounded to float, as the reference hands them out; the state is not.
 */
final class Pendulum extends ArrayEnvironment {
  private static final double GRAVITY = 10.0; // m/s^2
  private static final double MASS = 1.0; // kg
  private static final double LENGTH = 1.0; // m
  private static final double DT = 0.05; // s
  private static final double MAX_TORQUE = 2.0; // N m
  private static final double MAX_SPEED = 8.0; // rad/s
  private static final double SPEED_WEIGHT = 0.1;
  private static final double TORQUE_WEIGHT = 0.001;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "gym/Pendulum-v1",
          Space.box(new double[] {-1, -1, -MAX_SPEED}, new double[] {1, 1, MAX_SPEED}),
          Space.box(1, -MAX_TORQUE, MAX_TORQUE),
          200,
          DT,
          "swing a pendulum up and hold it");

  Pendulum() {
    super(SPEC, 2);
  }

  @Override
  protected void begin(EnvironmentRandom numbers) {
    state[0] = numbers.uniform(-Math.PI, Math.PI);
    state[1] = numbers.uniform(-1, 1);
  }

  @Override
  protected void observe(double[] observation) {
    observation[0] = (float) StrictMath.cos(state[0]);
    observation[1] = (float) StrictMath.sin(state[0]);
    observation[2] = (float) state[1];
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    double angle = state[0];
    double speed = state[1];
    double torque = clip(action[0], MAX_TORQUE);
    double off = wrapped(angle);
    reward = -(off * off + SPEED_WEIGHT * (speed * speed) + TORQUE_WEIGHT * (torque * torque));

    // a rod about its end: 3 g / (2 l) sin + 3 / (m l^2) torque
    double acceleration =
        3 * GRAVITY / (2 * LENGTH) * StrictMath.sin(angle)
            + 3.0 / (MASS * LENGTH * LENGTH) * torque;
    state[1] = clip(speed + acceleration * DT, MAX_SPEED);
    state[0] = angle + state[1] * DT;
    observe(observation);
    return StepKind.MID;
  }

  /** The same angle from -pi to pi. */
  private static double wrapped(double angle) {
    double turns = (angle + Math.PI) % (2 * Math.PI);
    return (turns < 0 ? turns + 2 * Math.PI : turns) - Math.PI;
  }

  private static double clip(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }
}
