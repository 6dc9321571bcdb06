// SPDX-License-Identifier: Apache-2.0
package org.canter.env.paper;

import org.canter.env.Observation;
import org.canter.env.PhysicsSetup;
import org.canter.env.Readings;

/** The swimmer: three links in water, moving in the horizontal plane. */
final class Swimmer extends PaperTask {
  private static final int FRAME_SKIP = 4; // of 0.01 s
  private static final int MAX_STEPS = 1000;
  private static final double TORQUE_WEIGHT = 1e-5;
  private static final double NOISE = 0.1;

  Swimmer() {
    super(
        new PhysicsSetup(
            model("swimmer.xml"), FRAME_SKIP, MAX_STEPS, 10, "swim, three links, torques in N m"),
        NOISE);
  }

  @Override
  public void observe(Readings now, Observation out) {
    // y, heading, bends, velocities
    observePlanarBody(now, out);
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    return speed(before, after) - TORQUE_WEIGHT * squaredTorques(action);
  }
}
