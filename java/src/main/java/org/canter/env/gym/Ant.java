// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.EnvironmentRandom;
import org.canter.env.Observation;
import org.canter.env.Reading;
import org.canter.env.Readings;
import org.canter.env.TaskModel;

/**
 * Ant-v4: run along x on four legs. The velocity is that of the torso's frame as MuJoCo computed it
 * within the last step, a little behind qpos.
 */
final class Ant extends GymTask {
  private static final int FRAME_SKIP = 5;
  private static final int MAX_STEPS = 1000;
  private static final double HEALTHY_REWARD = 1;
  private static final double CONTROL_WEIGHT = 0.5;
  private static final double MIN_Z = 0.2; // m
  private static final double MAX_Z = 1; // m
  private static final double NOISE = 0.1;

  private Reading torso;

  Ant() {
    super("ant.xml", FRAME_SKIP, MAX_STEPS, 27, "run, a body on four legs in space");
  }

  @Override
  public void bind(TaskModel model) {
    super.bind(model);
    torso = model.bodyPosition("torso");
  }

  @Override
  public void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
    random.addUniform(qpos, NOISE);
    random.addNormal(qvel, NOISE);
  }

  @Override
  public void observe(Readings now, Observation out) {
    // neither x nor y
    out.addQpos(now, 2).addQvel(now);
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    double speed = speed(before.get(torso, 0), after.get(torso, 0));
    // v4 pays the healthy reward on the terminal step too
    return speed + HEALTHY_REWARD - CONTROL_WEIGHT * sumOfSquares(action);
  }

  @Override
  public boolean terminal(Readings after) {
    double z = after.qpos(2);
    return !(MIN_Z <= z && z <= MAX_Z);
  }
}
