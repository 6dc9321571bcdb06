// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.EnvironmentRandom;
import org.canter.env.Observation;
import org.canter.env.Readings;

/** Walker2d-v4: walk forward on two legs without falling. */
final class Walker2d extends GymTask {
  private static final int FRAME_SKIP = 4;
  private static final int MAX_STEPS = 1000;
  private static final double HEALTHY_REWARD = 1;
  private static final double CONTROL_WEIGHT = 1e-3;
  private static final double MIN_Z = 0.8; // m
  private static final double MAX_Z = 2; // m
  private static final double MAX_ANGLE = 1; // rad
  private static final double MAX_OBSERVED_SPEED = 10;
  private static final double NOISE = 0.005;

  Walker2d() {
    super("walker2d.xml", FRAME_SKIP, MAX_STEPS, 17, "walk, a planar body on two legs");
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
    double z = after.qpos(1);
    return !(MIN_Z < z && z < MAX_Z && Math.abs(after.qpos(2)) < MAX_ANGLE);
  }
}
