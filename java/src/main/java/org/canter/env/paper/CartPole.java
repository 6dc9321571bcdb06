// SPDX-License-Identifier: Apache-2.0
package org.canter.env.paper;

import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;

/**
 * The cart-pole of Barto, Sutton and Anderson (1983), with friction, and with a continuous force,
 * so that a linear policy has six parameters: four weights, a bias, a log standard deviation.
 */
final class CartPole extends ArrayEnvironment {
  private static final double GRAVITY = 9.8; // m/s^2
  private static final double POLE_MASS = 0.1; // kg
  private static final double TOTAL_MASS = 1.0 + POLE_MASS; // kg
  private static final double HALF_LENGTH = 0.5; // m
  private static final double POLE_MOMENT = POLE_MASS * HALF_LENGTH; // kg m
  private static final double CART_FRICTION = 0.0005; // N
  private static final double POLE_FRICTION = 0.000002; // N m s
  private static final double MAX_FORCE = 10.0; // N
  private static final double DT = 0.02; // s
  private static final double MAX_X = 2.4; // m
  private static final double MAX_ANGLE = 12 * Math.PI / 180; // rad
  private static final double NOISE = 0.05;
  private static final int MAX_STEPS = 1000;

  // numbers of the state
  private static final int X = 0;
  private static final int X_DOT = 1;
  private static final int ANGLE = 2;
  private static final int ANGLE_DOT = 3;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "paper/cart-pole",
          Space.unbounded(4),
          Space.box(1, -MAX_FORCE, MAX_FORCE),
          MAX_STEPS,
          DT,
          "keep a pole upright on a cart (Barto, Sutton, Anderson 1983), force in N");

  CartPole() {
    super(SPEC, 4);
  }

  @Override
  protected void begin(EnvironmentRandom numbers) {
    for (int i = 0; i < state.length; i++) {
      state[i] = numbers.uniform(-NOISE, NOISE);
    }
  }

  @Override
  protected void observe(double[] observation) {
    System.arraycopy(state, 0, observation, 0, state.length);
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    move(Math.max(-MAX_FORCE, Math.min(MAX_FORCE, action[0])));
    boolean fallen = !(Math.abs(state[X]) <= MAX_X && Math.abs(state[ANGLE]) <= MAX_ANGLE);
    reward = fallen ? 0 : 1;
    observe(observation);
    return fallen ? StepKind.TERMINAL : StepKind.MID;
  }

  /** One explicit Euler step of the equations in the paper's appendix. */
  private void move(double force) {
    double cos = StrictMath.cos(state[ANGLE]);
    double sin = StrictMath.sin(state[ANGLE]);
    double rate = state[ANGLE_DOT];
    double push = force - CART_FRICTION * Math.signum(state[X_DOT]);
    double angleAcceleration =
        (GRAVITY * sin
                - cos * (push + POLE_MOMENT * rate * rate * sin) / TOTAL_MASS
                - POLE_FRICTION * rate / POLE_MOMENT)
            / (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * cos * cos / TOTAL_MASS));
    double acceleration =
        (push + POLE_MOMENT * (rate * rate * sin - angleAcceleration * cos)) / TOTAL_MASS;
    state[X] += DT * state[X_DOT];
    state[X_DOT] += DT * acceleration;
    state[ANGLE] += DT * rate;
    state[ANGLE_DOT] += DT * angleAcceleration;
  }
}
