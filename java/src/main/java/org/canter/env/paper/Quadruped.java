// SPDX-License-Identifier: Apache-2.0
package org.canter.env.paper;

import org.canter.env.Observation;
import org.canter.env.PhysicsSetup;
import org.canter.env.Reading;
import org.canter.env.Readings;
import org.canter.env.TaskModel;

/** The quadruped: a small dog-like robot, running in space. */
final class Quadruped extends PaperTask {
  private static final int FRAME_SKIP = 1; // of 0.01 s
  private static final int MAX_STEPS = 2000;
  private static final double TORQUE_WEIGHT = 1e-6;
  private static final double IMPACT_WEIGHT = 1e-3;
  private static final double STEP_REWARD = 0.05;
  private static final double MIN_CENTRE_OF_MASS = 0.2; // m
  private static final double NOISE = 0.02;

  private static final String[] PAW_SENSORS = {
    "front_right_paw", "front_left_paw", "hind_right_paw", "hind_left_paw"
  };

  private final Reading[] paws = new Reading[PAW_SENSORS.length];
  private Reading centreOfMass;

  Quadruped() {
    super(
        new PhysicsSetup(
            model("quadruped.xml"), FRAME_SKIP, MAX_STEPS, 29, "run on four legs, torques in N m"),
        NOISE);
  }

  @Override
  public void bind(TaskModel model) {
    super.bind(model);
    for (int i = 0; i < paws.length; i++) {
      paws[i] = model.sensor(PAW_SENSORS[i]);
    }
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
        - IMPACT_WEIGHT * squaredImpacts(after, paws)
        + STEP_REWARD;
  }

  @Override
  public boolean terminal(Readings after) {
    return !(after.get(centreOfMass, 2) >= MIN_CENTRE_OF_MASS);
  }
}
