// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.EnvironmentRandom;
import org.canter.env.Observation;
import org.canter.env.Readings;

/** InvertedPendulum-v4: keep a pole upright on a cart. */
final class InvertedPendulum extends GymTask {
  private static final int FRAME_SKIP = 2;
  private static final int MAX_STEPS = 1000;
  private static final double MAX_ANGLE = 0.2; // rad
  private static final double NOISE = 0.01;

  InvertedPendulum() {
    super("inverted_pendulum.xml", FRAME_SKIP, MAX_STEPS, 4, "keep a pole upright on a cart");
  }

  @Override
  public void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
    random.addUniform(qpos, NOISE);
    random.addUniform(qvel, NOISE);
  }

  @Override
  public void observe(Readings now, Observation out) {
    out.addQpos(now, 0).addQvel(now);
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    return 1;
  }

  @Override
  public boolean terminal(Readings after) {
    return !(Math.abs(after.qpos(1)) <= MAX_ANGLE);
  }
}
