// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import org.canter.env.Readings;
import org.canter.env.TaskModel;

/** HumanoidStandup-v4: get up from the floor, the higher the better. */
final class HumanoidStandup extends HumanoidTask {
  private static final double ALIVE_REWARD = 1;
  private static final double IMPACT_WEIGHT = 0.5e-6;
  private static final double MAX_IMPACT_COST = 10;

  private double timestep;

  HumanoidStandup() {
    super("humanoid_standup.xml", "get up, a human body in space");
  }

  @Override
  public void bind(TaskModel model) {
    super.bind(model);
    timestep = model.timestep();
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    double height = after.qpos(2) / timestep;
    double impact = Math.min(IMPACT_WEIGHT * after.sumOfSquares(bodyForces()), MAX_IMPACT_COST);
    return height - CONTROL_WEIGHT * sumOfSquares(action) - impact + ALIVE_REWARD;
  }
}
