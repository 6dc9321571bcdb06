// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.EnvironmentRandom;
import org.canter.env.Observation;
import org.canter.env.Readings;

/** HalfCheetah-v4: run forward; nothing ends an episode but its limit. */
final class HalfCheetah extends GymTask {
  private static final int FRAME_SKIP = 5;
  private static final int MAX_STEPS = 1000;
  private static final double CONTROL_WEIGHT = 0.1;
  private static final double NOISE = 0.1;

  HalfCheetah() {
    super("half_cheetah.xml", FRAME_SKIP, MAX_STEPS, 17, "run, a planar cheetah of two legs");
  }

  @Override
  public void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
    random.addUniform(qpos, NOISE);
    random.addNormal(qvel, NOISE);
  }

  @Override
  public void observe(Readings now, Observation out) {
    out.addQpos(now, 1).addQvel(now);
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    return speed(before, after) - CONTROL_WEIGHT * sumOfSquares(action);
  }
}
