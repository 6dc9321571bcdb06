// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.EnvironmentRandom;
import org.canter.env.Observation;
import org.canter.env.Readings;

/** Swimmer-v4: swim along x, three links in a viscous fluid. */
final class Swimmer extends GymTask {
  private static final int FRAME_SKIP = 4;
  private static final int MAX_STEPS = 1000;
  private static final double CONTROL_WEIGHT = 1e-4;
  private static final double NOISE = 0.1;

  Swimmer() {
    super("swimmer.xml", FRAME_SKIP, MAX_STEPS, 8, "swim, three links in a viscous fluid");
  }

  @Override
  public void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
    random.addUniform(qpos, NOISE);
    random.addUniform(qvel, NOISE);
  }

  @Override
  public void observe(Readings now, Observation out) {
    // neither x nor y
    out.addQpos(now, 2).addQvel(now);
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    return speed(before, after) - CONTROL_WEIGHT * sumOfSquares(action);
  }
}
