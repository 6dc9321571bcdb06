// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.PhysicsSetup;
import org.canter.env.PhysicsTask;
import org.canter.env.Readings;
import org.canter.env.TaskModel;
import org.canter.physics.ModelSource;

/** What the tasks of this package have in common. */
abstract class GymTask implements PhysicsTask {
  private final PhysicsSetup setup;
  private double dt;

  /** A model of this family, steps per action, steps per episode, observation width, a line. */
  GymTask(String model, int frameSkip, int timeLimit, int observationWidth, String description) {
    ModelSource source = ModelSource.builtIn("gym/" + model);
    setup = new PhysicsSetup(source, frameSkip, timeLimit, observationWidth, description);
  }

  @Override
  public final PhysicsSetup setup() {
    return setup;
  }

  @Override
  public void bind(TaskModel model) {
    dt = model.dt();
  }

  /** A velocity from two positions, in m/s. */
  final double speed(double before, double after) {
    return (after - before) / dt;
  }

  /** The forward velocity of a body whose first coordinate is that along the track, in m/s. */
  final double speed(Readings before, Readings after) {
    return speed(before.qpos(0), after.qpos(0));
  }

  static double sumOfSquares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}
