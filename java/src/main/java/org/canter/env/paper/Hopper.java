// SPDX-License-Identifier: Apache-2.0
package org.canter.env.paper;

import org.canter.env.Observation;
import org.canter.env.PhysicsSetup;
import org.canter.env.Readings;

/** The hopper: a torso on one leg in the vertical plane. */
final class Hopper extends PaperTask {
  private static final int FRAME_SKIP = 2; // of 0.005 s
  private static final int MAX_STEPS = 1000;
  private static final double TORQUE_WEIGHT = 1e-5;
  private static final double UPRIGHT_REWARD = 1;
  private static final double MIN_Z = 0.7; // m, of 1.03 standing
  private static final double MAX_PITCH = 0.6; // rad
  private static final double NOISE = 0.02;

  Hopper() {
    super(
        new PhysicsSetup(
            model("hopper.xml"), FRAME_SKIP, MAX_STEPS, 12, "hop on one leg, torques in N m"),
        NOISE);
  }

  @Override
  public void observe(Readings now, Observation out) {
    observePlanarBody(now, out);
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    double bonus = terminal(after) ? 0 : UPRIGHT_REWARD;
    return speed(before, after) - TORQUE_WEIGHT * squaredTorques(action) + bonus;
  }

  @Override
  public boolean terminal(Readings after) {
    return !(after.qpos(1) >= MIN_Z && Math.abs(after.qpos(2)) <= MAX_PITCH);
  }
}
