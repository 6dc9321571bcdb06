// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import org.canter.physics.ModelSource;

/** A physics task for tests of what surrounds tasks: a cart with a pole, pushed along a rail. */
class Cart implements PhysicsTask {
  static final String ID = "test/Cart";
  static final int FRAME_SKIP = 3;

  static final String XML =
      """
      <mujoco model="cart">
        <option timestep="0.01"/>
        <worldbody>
          <body name="cart">
            <joint name="rail" type="slide" axis="1 0 0"/>
            <geom type="box" size="0.1 0.1 0.1" mass="1" contype="0"/>
            <body name="pole" pos="0 0 0.1">
              <joint name="hinge" type="hinge" axis="0 1 0"/>
              <geom type="capsule" fromto="0 0 0 0 0 0.6" size="0.02" mass="0.1" contype="0"/>
              <site name="tip" pos="0 0 0.6"/>
            </body>
          </body>
        </worldbody>
        <actuator>
          <motor name="push" joint="rail" ctrllimited="true" ctrlrange="-2 3"/>
          <motor name="twist" joint="hinge"/>
        </actuator>
        <sensor>
          <jointpos name="angle" joint="hinge"/>
        </sensor>
        <keyframe>
          <key name="first" qpos="9 9"/>
          <key name="hanging" qpos="0.5 3.1" qvel="0 0.25"/>
        </keyframe>
      </mujoco>
      """;

  private static final PhysicsSetup SETUP =
      new PhysicsSetup(ModelSource.ofString(XML), FRAME_SKIP, 50, 5, "a cart");

  Reading tip;

  @Override
  public PhysicsSetup setup() {
    return SETUP;
  }

  @Override
  public void bind(TaskModel model) {
    tip = model.sitePosition("tip");
  }

  @Override
  public void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
    random.addUniform(qpos, 0.1);
  }

  @Override
  public void observe(Readings now, Observation out) {
    out.addQpos(now, 0).addQvel(now).add(now.get(tip, 2));
  }

  @Override
  public double reward(Readings before, Readings after, double[] action) {
    return after.qpos(0) - before.qpos(0) + action[1];
  }
}
