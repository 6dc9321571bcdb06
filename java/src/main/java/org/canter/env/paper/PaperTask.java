// SPDX-License-Identifier: Apache-2.0
package org.canter.env.paper;

import org.canter.env.EnvironmentRandom;
import org.canter.env.Observation;
import org.canter.env.PhysicsSetup;
import org.canter.env.PhysicsTask;
import org.canter.env.Reading;
import org.canter.env.Readings;
import org.canter.env.TaskModel;
import org.canter.physics.ModelSource;

/**
 * What the tasks of this package have in common: the velocity of the root, the torques as applied,
 * the impacts of the feet.
 */
abstract class PaperTask implements PhysicsTask {
  private final PhysicsSetup setup;
  private final double noise;
  private double dt;
  private double[] lowTorques;
  private double[] highTorques;
  private double weight;

  /** A setup, and the width of the uniform noise around its reference. */
  PaperTask(PhysicsSetup setup, double noise) {
    this.setup = setup;
    this.noise = noise;
  }

  /** A model of this family. */
  static ModelSource model(String name) {
    return ModelSource.builtIn("paper/" + name);
  }

  @Override
  public final PhysicsSetup setup() {
    return setup;
  }

  @Override
  public void bind(TaskModel model) {
    dt = model.dt();
    lowTorques = model.lowestControls();
    highTorques = model.highestControls();
    double mass = 0;
    for (double one : model.array("body_mass")) {
      mass += one;
    }
    weight = -mass * model.array("opt.gravity")[2];
  }

  @Override
  public final void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
    random.addUniform(qpos, noise);
    random.addUniform(qvel, noise);
  }

  /** The velocity of the root along x in m/s. */
  final double speed(Readings before, Readings after) {
    return (after.qpos(0) - before.qpos(0)) / dt;
  }

  /** The sum of the squares of the torques as applied, cut to their limits, in (N m)^2. */
  final double squaredTorques(double[] action) {
    double sum = 0;
    for (int i = 0; i < action.length; i++) {
      double torque = Math.max(lowTorques[i], Math.min(highTorques[i], action[i]));
      sum += torque * torque;
    }
    return sum;
  }

  /** The sum of the squares of what each foot bears beyond the body's weight, in N^2. */
  final double squaredImpacts(Readings readings, Reading... soles) {
    double sum = 0;
    for (Reading sole : soles) {
      double impact = Math.max(0, readings.get(sole, 0) - weight);
      sum += impact * impact;
    }
    return sum;
  }

  /** What a foot bears in body weights, as log(1 + F / W). */
  final double load(Readings readings, Reading sole) {
    return StrictMath.log1p(readings.get(sole, 0) / weight);
  }

  /** Adds what is seen of a body in a vertical plane: z; sin, cos of the pitch; joints; qvel. */
  static void observePlanarBody(Readings now, Observation out) {
    double pitch = now.qpos(2);
    out.add(now.qpos(1)).add(StrictMath.sin(pitch)).add(StrictMath.cos(pitch));
    out.addQpos(now, 3).addQvel(now);
  }

  /**
   * Adds what is seen of a body in space: z; the forward and the upward axis of the torso in the
   * world, columns 1 and 3 of its rotation matrix; joints; qvel.
   */
  static void observeBody(Readings now, Observation out) {
    double w = now.qpos(3);
    double x = now.qpos(4);
    double y = now.qpos(5);
    double z = now.qpos(6);
    out.add(now.qpos(2));
    out.add(w * w + x * x - y * y - z * z).add(2 * (x * y + w * z)).add(2 * (x * z - w * y));
    out.add(2 * (x * z + w * y)).add(2 * (y * z - w * x)).add(w * w - x * x - y * y + z * z);
    out.addQpos(now, 7).addQvel(now);
  }
}
