// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.Reading;
import org.canter.env.Readings;
import org.canter.env.TaskModel;
import org.canter.physics.FieldKind;

/**
 * Humanoid-v4: walk along x without falling. The velocity is that of the centre of mass as MuJoCo
 * computed it within the last step, a little behind qpos.
 */
final class Humanoid extends HumanoidTask {
  private static final double FORWARD_WEIGHT = 1.25;
  private static final double HEALTHY_REWARD = 5;
  private static final double MIN_Z = 1; // m
  private static final double MAX_Z = 2; // m

  private Reading centres;
  private double[] masses;
  private double mass;

  Humanoid() {
    super("humanoid.xml", "walk, a human body in space");
  }

  @Override
  public void bind(TaskModel model) {
    super.bind(model);
    centres = model.all(FieldKind.XIPOS);
    masses = model.array("body_mass");
    for (double one : masses) {
      mass += one;
    }
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    double speed = speed(centreOfMass(before), centreOfMass(after));
    // v4 pays the healthy reward on the terminal step too
    return FORWARD_WEIGHT * speed + HEALTHY_REWARD - CONTROL_WEIGHT * sumOfSquares(action);
  }

  /** Along x, in m. */
  private double centreOfMass(Readings readings) {
    double sum = 0;
    for (int body = 0; body < masses.length; body++) {
      sum += masses[body] * readings.get(centres, 3 * body);
    }
    return sum / mass;
  }

  @Override
  public boolean terminal(Readings after) {
    double z = after.qpos(2);
    return !(MIN_Z < z && z < MAX_Z);
  }
}
