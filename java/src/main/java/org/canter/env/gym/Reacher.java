// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.EnvironmentRandom;
import org.canter.env.Observation;
import org.canter.env.Reading;
import org.canter.env.Readings;
import org.canter.env.TaskModel;

/**
 * Reacher-v4: bring the fingertip of a planar arm to a target. The distance that is paid is that
 * from before the step. The target is two slide joints that nothing moves: qpos[2:4].
 */
final class Reacher extends GymTask {
  private static final int FRAME_SKIP = 2;
  private static final int MAX_STEPS = 50;
  private static final double TARGET_RADIUS = 0.2; // m
  private static final double POSITION_NOISE = 0.1;
  private static final double VELOCITY_NOISE = 0.005;

  private Reading fingertip;
  private Reading target;

  Reacher() {
    super("reacher.xml", FRAME_SKIP, MAX_STEPS, 11, "reach a target with a planar arm");
  }

  @Override
  public void bind(TaskModel model) {
    super.bind(model);
    fingertip = model.bodyPosition("fingertip");
    target = model.bodyPosition("target");
  }

  @Override
  public void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
    random.addUniform(qpos, POSITION_NOISE);
    random.addUniform(qvel, VELOCITY_NOISE);
    do {
      qpos[2] = random.uniform(-TARGET_RADIUS, TARGET_RADIUS);
      qpos[3] = random.uniform(-TARGET_RADIUS, TARGET_RADIUS);
    } while (Math.sqrt(qpos[2] * qpos[2] + qpos[3] * qpos[3]) >= TARGET_RADIUS);
    qvel[2] = 0;
    qvel[3] = 0;
  }

  @Override
  public void observe(Readings now, Observation out) {
    double angle1 = now.qpos(0);
    double angle2 = now.qpos(1);
    out.add(StrictMath.cos(angle1)).add(StrictMath.cos(angle2));
    out.add(StrictMath.sin(angle1)).add(StrictMath.sin(angle2));
    out.addQpos(now, 2).add(now.qvel(0)).add(now.qvel(1));
    for (int axis = 0; axis < 3; axis++) {
      out.add(now.get(fingertip, axis) - now.get(target, axis));
    }
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    double squares = 0;
    for (int axis = 0; axis < 3; axis++) {
      double gap = before.get(fingertip, axis) - before.get(target, axis);
      squares += gap * gap;
    }
    return -Math.sqrt(squares) - sumOfSquares(action);
  }
}
