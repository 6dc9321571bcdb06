// SPDX-License-Identifier: Apache-2.0
package org.canter.env.paper;

import org.canter.env.Observation;
import org.canter.env.PhysicsSetup;
import org.canter.env.Reading;
import org.canter.env.Readings;
import org.canter.env.TaskModel;

/** The biped: a person with fixed arms, walking in space. */
final class Biped extends PaperTask {
  private static final int FRAME_SKIP = 1; // of 0.01 s
  private static final int MAX_STEPS = 2000;
  private static final double TORQUE_WEIGHT = 1e-5;
  private static final double IMPACT_WEIGHT = 1e-5;
  private static final double STEP_REWARD = 0.2;
  private static final double MIN_CENTRE_OF_MASS = 0.8; // m, of 0.96 standing
  private static final double NOISE = 0.02;

  private Reading rightSole;
  private Reading leftSole;
  private Reading centreOfMass;

  Biped() {
    super(
        new PhysicsSetup(
            model("biped.xml"), FRAME_SKIP, MAX_STEPS, 33, "walk, a person, torques in N m"),
        NOISE);
  }

  @Override
  public void bind(TaskModel model) {
    super.bind(model);
    rightSole = model.sensor("right_sole");
    leftSole = model.sensor("left_sole");
    centreOfMass = model.sensor("centre_of_mass");
  }

  @Override
  public void observe(Readings now, Observation out) {
    observeBody(now, out);
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    return speed(before, after)
        - TORQUE_WEIGHT * squaredTorques(action)
        - IMPACT_WEIGHT * squaredImpacts(after, rightSole, leftSole)
        + STEP_REWARD;
  }

  @Override
  public boolean terminal(Readings after) {
    return !(after.get(centreOfMass, 2) >= MIN_CENTRE_OF_MASS);
  }
}
