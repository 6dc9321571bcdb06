// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.EnvironmentRandom;
import org.canter.env.Observation;
import org.canter.env.Readings;

/** Hopper-v4: hop forward on one leg without falling. */
final class Hopper extends GymTask {
  private static final int FRAME_SKIP = 4;
  private static final int MAX_STEPS = 1000;
  private static final double HEALTHY_REWARD = 1;
  private static final double CONTROL_WEIGHT = 1e-3;
  private static final double MIN_Z = 0.7; // m
  private static final double MAX_ANGLE = 0.2; // rad
  private static final double MAX_STATE = 100; // any other number of the state
  private static final double MAX_OBSERVED_SPEED = 10;
  private static final double NOISE = 0.005;

  Hopper() {
    super("hopper.xml", FRAME_SKIP, MAX_STEPS, 11, "hop, a planar body on one leg");
  }

  @Override
  public void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
    random.addUniform(qpos, NOISE);
    random.addUniform(qvel, NOISE);
  }

  @Override
  public void observe(Readings now, Observation out) {
    out.addQpos(now, 1).addClippedQvel(now, MAX_OBSERVED_SPEED);
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    // v4 pays the healthy reward on the terminal step too
    return speed(before, after) + HEALTHY_REWARD - CONTROL_WEIGHT * sumOfSquares(action);
  }

  @Override
  public boolean terminal(Readings after) {
    double angle = after.qpos(2);
    boolean healthy = after.qpos(1) > MIN_Z && Math.abs(angle) < MAX_ANGLE;
    for (int i = 2; i < after.positions(); i++) {
      healthy &= Math.abs(after.qpos(i)) < MAX_STATE;
    }
    for (int i = 0; i < after.velocities(); i++) {
      healthy &= Math.abs(after.qvel(i)) < MAX_STATE;
    }
    return !healthy;
  }
}
