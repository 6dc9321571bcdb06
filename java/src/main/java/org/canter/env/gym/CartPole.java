// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;

/**
 * CartPole-v1: a pole on a cart that is pushed left or right with full force.
 *
 * <p>Observations are rounded to float, as the reference hands them out; the state is not.
 */
final class CartPole extends ArrayEnvironment {
  private static final double GRAVITY = 9.8; // m/s^2
  private static final double POLE_MASS = 0.1; // kg
  private static final double TOTAL_MASS = 1.0 + POLE_MASS; // kg
  private static final double HALF_LENGTH = 0.5; // m
  private static final double POLE_MOMENT = POLE_MASS * HALF_LENGTH; // kg m
  private static final double FORCE = 10.0; // N
  private static final double DT = 0.02; // s
  private static final double MAX_X = 2.4; // m
  private static final double MAX_ANGLE = 12 * 2 * Math.PI / 360; // rad
  private static final double NOISE = 0.05;

  // numbers of the state
  private static final int X = 0;
  private static final int X_DOT = 1;
  private static final int ANGLE = 2;
  private static final int ANGLE_DOT = 3;
  private static final int OVER = 4;

  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double[] HIGH = {2 * MAX_X, INFINITY, 2 * MAX_ANGLE, INFINITY};
  private static final double[] LOW = {-2 * MAX_X, -INFINITY, -2 * MAX_ANGLE, -INFINITY};
  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "gym/CartPole-v1",
          Space.box(LOW, HIGH),
          Space.discrete(2),
          500,
          DT,
          "keep a pole upright on a cart that is pushed left or right");

  CartPole() {
    super(SPEC, 5);
  }

  @Override
  protected void begin(EnvironmentRandom numbers) {
    for (int i = X; i <= ANGLE_DOT; i++) {
      state[i] = numbers.uniform(-NOISE, NOISE);
    }
    state[OVER] = 0;
  }

  @Override
  protected void observe(double[] observation) {
    for (int i = X; i <= ANGLE_DOT; i++) {
      observation[i] = (float) state[i];
    }
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    move(action[0] == 1 ? FORCE : -FORCE);
    boolean fallen = !(Math.abs(state[X]) <= MAX_X && Math.abs(state[ANGLE]) <= MAX_ANGLE);
    // the step that ends the episode is paid, steps after it are not
    reward = fallen && state[OVER] == 1 ? 0 : 1;
    if (fallen) {
      state[OVER] = 1;
    }
    observe(observation);
    return fallen ? StepKind.TERMINAL : StepKind.MID;
  }

  /** One explicit Euler step. */
  private void move(double force) {
    double cos = StrictMath.cos(state[ANGLE]);
    double sin = StrictMath.sin(state[ANGLE]);
    double rate = state[ANGLE_DOT];
    double push = (force + POLE_MOMENT * (rate * rate) * sin) / TOTAL_MASS;
    double angleAcceleration =
        (GRAVITY * sin - cos * push)
            / (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * (cos * cos) / TOTAL_MASS));
    double acceleration = push - POLE_MOMENT * angleAcceleration * cos / TOTAL_MASS;
    state[X] += DT * state[X_DOT];
    state[X_DOT] += DT * acceleration;
    state[ANGLE] += DT * rate;
    state[ANGLE_DOT] += DT * angleAcceleration;
  }
}
