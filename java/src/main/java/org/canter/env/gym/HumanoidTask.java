// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.EnvironmentRandom;
import org.canter.env.Observation;
import org.canter.env.Reading;
import org.canter.env.Readings;
import org.canter.env.TaskModel;
import org.canter.physics.FieldKind;

/** What the two tasks of the humanoid have in common: its reset and its long observation. */
abstract class HumanoidTask extends GymTask {
  static final double CONTROL_WEIGHT = 0.1;
  private static final int FRAME_SKIP = 5;
  private static final int MAX_STEPS = 1000;
  private static final double NOISE = 0.01;

  private Reading inertias;
  private Reading bodyVelocities;
  private Reading actuatorForces;
  private Reading bodyForces;

  HumanoidTask(String model, String description) {
    super(model, FRAME_SKIP, MAX_STEPS, 376, description);
  }

  @Override
  public void bind(TaskModel model) {
    super.bind(model);
    inertias = model.all(FieldKind.CINERT);
    bodyVelocities = model.all(FieldKind.CVEL);
    actuatorForces = model.all(FieldKind.QFRC_ACTUATOR);
    bodyForces = model.all(FieldKind.CFRC_EXT);
  }

  @Override
  public void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
    random.addUniform(qpos, NOISE);
    random.addUniform(qvel, NOISE);
  }

  @Override
  public void observe(Readings now, Observation out) {
    // neither x nor y; then 22 + 23 + 140 + 84 + 23 + 84 numbers
    out.addQpos(now, 2)
        .addQvel(now)
        .addAll(now, inertias)
        .addAll(now, bodyVelocities)
        .addAll(now, actuatorForces)
        .addAll(now, bodyForces);
  }

  /** The external forces on all bodies, contacts included. */
  final Reading bodyForces() {
    return bodyForces;
  }
}
