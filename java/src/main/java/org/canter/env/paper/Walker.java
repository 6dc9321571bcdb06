// SPDX-License-Identifier: Apache-2.0
package org.canter.env.paper;

import org.canter.env.Observation;
import org.canter.env.PhysicsSetup;
import org.canter.env.Reading;
import org.canter.env.Readings;
import org.canter.env.TaskModel;

/** The walker: a torso on two legs in the vertical plane. */
final class Walker extends PaperTask {
  private static final int FRAME_SKIP = 2; // of 0.005 s
  private static final int MAX_STEPS = 1000;
  private static final double TORQUE_WEIGHT = 1e-5;
  private static final double IMPACT_WEIGHT = 1e-5;
  private static final double UPRIGHT_REWARD = 1;
  private static final double MIN_Z = 0.7; // m, of 1.03 standing
  private static final double MAX_PITCH = 0.8; // rad
  private static final double NOISE = 0.02;

  private Reading rightSole;
  private Reading leftSole;

  Walker() {
    super(
        new PhysicsSetup(
            model("walker.xml"), FRAME_SKIP, MAX_STEPS, 20, "walk on two legs, torques in N m"),
        NOISE);
  }

  @Override
  public void bind(TaskModel model) {
    super.bind(model);
    rightSole = model.sensor("right_sole");
    leftSole = model.sensor("left_sole");
  }

  @Override
  public void observe(Readings now, Observation out) {
    observePlanarBody(now, out);
    out.add(load(now, rightSole)).add(load(now, leftSole));
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    double bonus = terminal(after) ? 0 : UPRIGHT_REWARD;
    return speed(before, after)
        - TORQUE_WEIGHT * squaredTorques(action)
        - IMPACT_WEIGHT * squaredImpacts(after, rightSole, leftSole)
        + bonus;
  }

  @Override
  public boolean terminal(Readings after) {
    return !(after.qpos(1) >= MIN_Z && Math.abs(after.qpos(2)) <= MAX_PITCH);
  }
}
