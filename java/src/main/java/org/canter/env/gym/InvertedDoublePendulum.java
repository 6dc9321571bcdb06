// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.EnvironmentRandom;
import org.canter.env.Observation;
import org.canter.env.Reading;
import org.canter.env.Readings;
import org.canter.env.TaskModel;
import org.canter.physics.FieldKind;

/** InvertedDoublePendulum-v4: keep two poles, one on the other, upright on a cart. */
final class InvertedDoublePendulum extends GymTask {
  private static final int FRAME_SKIP = 5;
  private static final int MAX_STEPS = 1000;
  private static final double ALIVE_REWARD = 10;
  private static final double X_WEIGHT = 0.01;
  private static final double FULL_HEIGHT = 2; // m
  private static final double SPEED1_WEIGHT = 1e-3;
  private static final double SPEED2_WEIGHT = 5e-3;
  private static final double MIN_HEIGHT = 1; // m
  private static final double MAX_OBSERVED = 10;
  private static final double NOISE = 0.1;

  private Reading tip;
  private Reading constraintForces;

  InvertedDoublePendulum() {
    super(
        "inverted_double_pendulum.xml",
        FRAME_SKIP,
        MAX_STEPS,
        11,
        "keep two poles, one on the other, upright on a cart");
  }

  @Override
  public void bind(TaskModel model) {
    super.bind(model);
    tip = model.sitePosition("tip");
    constraintForces = model.all(FieldKind.QFRC_CONSTRAINT);
  }

  @Override
  public void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
    random.addUniform(qpos, NOISE);
    random.addNormal(qvel, NOISE);
  }

  @Override
  public void observe(Readings now, Observation out) {
    double angle1 = now.qpos(1);
    double angle2 = now.qpos(2);
    out.add(now.qpos(0)).add(StrictMath.sin(angle1)).add(StrictMath.sin(angle2));
    out.add(StrictMath.cos(angle1)).add(StrictMath.cos(angle2));
    out.addClippedQvel(now, MAX_OBSERVED).addClipped(now, constraintForces, MAX_OBSERVED);
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    double x = after.get(tip, 0);
    double missing = after.get(tip, 2) - FULL_HEIGHT;
    double speed1 = after.qvel(1);
    double speed2 = after.qvel(2);
    double distanceCost = X_WEIGHT * (x * x) + missing * missing;
    double speedCost = SPEED1_WEIGHT * (speed1 * speed1) + SPEED2_WEIGHT * (speed2 * speed2);
    return ALIVE_REWARD - distanceCost - speedCost;
  }

  @Override
  public boolean terminal(Readings after) {
    return !(after.get(tip, 2) > MIN_HEIGHT);
  }
}
