// SPDX-License-Identifier: Apache-2.0
package org.canter.env.paper;

import org.canter.env.Observation;
import org.canter.env.PhysicsSetup;
import org.canter.env.Reading;
import org.canter.env.Readings;
import org.canter.env.TaskModel;

/** Getting up: the biped, from its back, brings its head to where it is when it stands. */
final class GettingUp extends PaperTask {
  private static final int FRAME_SKIP = 1; // of 0.01 s
  private static final int MAX_STEPS = 2000;
  private static final double TORQUE_WEIGHT = 1e-5;
  private static final double HEAD_HEIGHT = 1.5; // m
  private static final double NOISE = 0.02;

  private Reading head;

  GettingUp() {
    super(
        new PhysicsSetup(model("biped.xml"), FRAME_SKIP, MAX_STEPS, 33, "get up from the back, N m")
            .withReference("supine"),
        NOISE);
  }

  @Override
  public void bind(TaskModel model) {
    super.bind(model);
    head = model.sensor("head");
  }

  @Override
  public void observe(Readings now, Observation out) {
    observeBody(now, out);
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    double missing = after.get(head, 2) - HEAD_HEIGHT;
    return -(missing * missing) - TORQUE_WEIGHT * squaredTorques(action);
  }
}
