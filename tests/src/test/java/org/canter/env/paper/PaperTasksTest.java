// SPDX-License-Identifier: Apache-2.0
package org.canter.env.paper;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Arrays;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentRegistry;
import org.canter.env.EnvironmentSlice;
import org.canter.env.EnvironmentSpec;
import org.canter.env.PhysicsAccess;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.canter.physics.FieldKind;
import org.canter.physics.ObjectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The thesis's tasks: sizes, rewards, ends, and that their bodies can stand. */
class PaperTasksTest {
  private static EnvironmentSlice open(String id) {
    return EnvironmentRegistry.standard().find(id).open(1, RandomStream.ENVIRONMENT, 0, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "paper/cart-pole, 4, 1, 1000, 0.02",
    "paper/swimmer, 10, 2, 1000, 0.04",
    "paper/hopper, 12, 3, 1000, 0.01",
    "paper/walker, 20, 6, 1000, 0.01",
    "paper/biped, 33, 10, 2000, 0.01",
    "paper/quadruped, 29, 8, 2000, 0.01",
    "paper/getting-up, 33, 10, 2000, 0.01"
  })
  void sizesAreTheThesiss(String id, int observation, int action, int limit, double dt) {
    EnvironmentSpec spec = EnvironmentRegistry.standard().find(id).spec();
    assertThat(spec.observation().width()).isEqualTo(observation);
    assertThat(spec.action().width()).isEqualTo(action);
    assertThat(spec.timeLimit()).isEqualTo(limit);
    assertThat(spec.dt()).isWithin(1e-12).of(dt);
  }

  /** Random torques, some beyond the limits; the reward again, from the raw state and sensors. */
  @ParameterizedTest
  @CsvSource({
    // torque weight, impact weight, constant, whether the constant is for standing only
    "paper/swimmer, 1e-5, 0, 0, false",
    "paper/hopper, 1e-5, 0, 1, true",
    "paper/walker, 1e-5, 1e-5, 1, true",
    "paper/biped, 1e-5, 1e-5, 0.2, false",
    "paper/quadruped, 1e-6, 1e-3, 0.05, false"
  })
  void rewardsFollowTheFormula(
      String id, double torqueWeight, double impactWeight, double constant, boolean standing) {
    try (EnvironmentSlice slice = open(id)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      double weight = 9.81 * Arrays.stream(physics.model().array("body_mass")).sum();
      EnvironmentRandom random = new EnvironmentRandom(3, RandomStream.USER.code());
      double[] before = new double[physics.positions()];
      double[] after = new double[physics.positions()];
      double[] qvel = new double[physics.velocities()];
      double impacts = 0;
      slice.reset(0);
      for (int t = 0; t < 500; t++) {
        physics.readState(0, before, qvel);
        double[] action = randomAction(slice.spec(), random.at(0, 0, t), 1.5);
        slice.step(action);
        physics.readState(0, after, qvel);
        double[] sensors = physics.simulations().read(0, FieldKind.SENSORDATA);
        double impact = 0;
        // soles come first among the sensors, then the centre of mass
        int soles = id.equals("paper/quadruped") ? 4 : impactWeight == 0 ? 0 : 2;
        for (int k = 0; k < soles; k++) {
          double beyond = Math.max(0, sensors[k] - weight);
          impact += beyond * beyond;
        }
        impacts += impact;
        boolean paid = !standing || slice.kinds()[0] == StepKind.MID;
        double expected =
            (after[0] - before[0]) / slice.spec().dt()
                - torqueWeight * clippedSquares(slice.spec(), action)
                - impactWeight * impact
                + (paid ? constant : 0);
        assertWithMessage("step " + t)
            .that(slice.rewards()[0])
            .isWithin(1e-9 * Math.max(1, Math.abs(expected)))
            .of(expected);
        if (slice.kinds()[0] != StepKind.MID) {
          slice.reset(0);
        }
      }
      // the feet do hit the ground
      assertThat(impacts > 0).isEqualTo(impactWeight > 0);
    }
  }

  private static double[] randomAction(
      EnvironmentSpec spec, EnvironmentRandom random, double part) {
    double[] action = new double[spec.action().width()];
    for (int i = 0; i < action.length; i++) {
      action[i] = part * random.uniform(spec.action().low(i), spec.action().high(i));
    }
    return action;
  }

  private static double clippedSquares(EnvironmentSpec spec, double[] action) {
    double sum = 0;
    for (int i = 0; i < action.length; i++) {
      double torque = Math.max(spec.action().low(i), Math.min(spec.action().high(i), action[i]));
      sum += torque * torque;
    }
    return sum;
  }

  /** A stiff spring to the reference pose, within the torques' limits, holds the body up. */
  @ParameterizedTest
  @ValueSource(strings = {"paper/hopper", "paper/walker", "paper/biped", "paper/quadruped"})
  void standingIsPossible(String id) {
    try (EnvironmentSlice slice = open(id)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      int joints = slice.spec().action().width();
      double[] qpos = new double[physics.positions()];
      double[] qvel = new double[physics.velocities()];
      double[] reference = qpos.clone();
      physics.reference(reference, qvel);
      double[] torques = new double[joints];
      for (int episode = 0; episode < 3; episode++) {
        slice.reset(0);
        for (int t = 0; t < 5 / slice.spec().dt(); t++) {
          physics.readState(0, qpos, qvel);
          for (int i = 0; i < joints; i++) {
            // the driven joints are the last ones, in the order of the motors
            double off = reference[qpos.length - joints + i] - qpos[qpos.length - joints + i];
            double limit = slice.spec().action().high(i);
            double torque = limit * (5 * off - 0.06 * qvel[qvel.length - joints + i]);
            torques[i] = Math.max(-limit, Math.min(limit, torque));
          }
          slice.step(torques);
          assertWithMessage("%s s", t * slice.spec().dt())
              .that(slice.kinds()[0])
              .isEqualTo(StepKind.MID);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "paper/cart-pole",
        "paper/hopper",
        "paper/walker",
        "paper/biped",
        "paper/quadruped"
      })
  void aRandomPolicyFalls(String id) {
    EnvironmentRandom random = new EnvironmentRandom(4, RandomStream.USER.code());
    try (EnvironmentSlice slice = open(id)) {
      for (int episode = 0; episode < 10; episode++) {
        slice.reset(0);
        int t = 0;
        do {
          slice.step(randomAction(slice.spec(), random.at(0, episode, t++), 1));
        } while (slice.kinds()[0] == StepKind.MID);
        assertThat(slice.kinds()[0]).isEqualTo(StepKind.TERMINAL);
        assertThat(t * slice.spec().dt()).isLessThan(5.0);
      }
    }
  }

  /** A height (qpos[1] in the plane, qpos[2] in space) and a pitch in the plane; who falls. */
  @ParameterizedTest
  @CsvSource({
    "paper/hopper, 1.03, 0, false",
    "paper/hopper, 0.69, 0, true",
    "paper/hopper, 1.03, 0.65, true",
    "paper/hopper, 1.03, -0.65, true",
    "paper/walker, 1.03, 0.65, false",
    "paper/walker, 1.03, 0.85, true",
    "paper/walker, 0.69, 0, true",
    "paper/swimmer, 0.2, 3, false",
    "paper/biped, 0.89, 0, false",
    "paper/biped, 0.7, 0, true",
    "paper/quadruped, 0.33, 0, false",
    "paper/quadruped, 0.15, 0, true",
    "paper/getting-up, 0.15, 0, false"
  })
  void fallingEndsAnEpisode(String id, double height, double pitch, boolean falls) {
    try (EnvironmentSlice slice = open(id)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      double[] qpos = new double[physics.positions()];
      double[] qvel = new double[physics.velocities()];
      physics.reference(qpos, qvel);
      boolean space = physics.positions() > physics.velocities();
      qpos[space ? 2 : 1] = height;
      if (!space) {
        qpos[2] = pitch;
        // a low torso has its legs folded, or the floor would throw it up
        for (int leg = 3; height < 0.7 && leg + 2 < qpos.length; leg += 3) {
          qpos[leg] = 1.9;
          qpos[leg + 1] = 2.4;
        }
      }
      slice.reset(0);
      physics.place(0, qpos, qvel);
      slice.step(new double[slice.spec().action().width()]);
      assertThat(slice.kinds()[0]).isEqualTo(falls ? StepKind.TERMINAL : StepKind.MID);
    }
  }

  /** The axes that are observed are columns of MuJoCo's own matrix, in any orientation. */
  @ParameterizedTest
  @ValueSource(strings = {"paper/biped", "paper/quadruped", "paper/getting-up"})
  void observedAxesAreTheTorsos(String id) {
    EnvironmentRandom random = new EnvironmentRandom(6, RandomStream.USER.code());
    try (EnvironmentSlice slice = open(id)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      int torso = physics.model().id(ObjectKind.BODY, "torso");
      double[] qpos = new double[physics.positions()];
      double[] qvel = new double[physics.velocities()];
      slice.reset(0);
      for (int k = 0; k < 20; k++) {
        physics.reference(qpos, qvel);
        qpos[0] = 5;
        qpos[2] = 3;
        for (int i = 3; i < 7; i++) {
          qpos[i] = random.at(0, k, i).normal();
        }
        physics.place(0, qpos, qvel);
        double[] matrix = physics.simulations().read(0, FieldKind.XMAT);
        double[] seen = slice.observations();
        assertThat(seen[0]).isEqualTo(3.0);
        for (int axis = 0; axis < 3; axis++) {
          assertThat(seen[1 + axis]).isWithin(1e-12).of(matrix[9 * torso + 3 * axis]);
          assertThat(seen[4 + axis]).isWithin(1e-12).of(matrix[9 * torso + 3 * axis + 2]);
        }
        assertThat(Arrays.copyOfRange(seen, 7, qpos.length))
            .isEqualTo(Arrays.copyOfRange(qpos, 7, qpos.length));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // what is observed does not change when the body has moved on
    "paper/hopper, 0, 0", "paper/walker, 0, 0", "paper/swimmer, 0, 0",
    "paper/biped, 0, 1", "paper/quadruped, 0, 1", "paper/getting-up, 0, 1"
  })
  void thePlaceIsNotObserved(String id, int x, int y) {
    try (EnvironmentSlice slice = open(id)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      double[] qpos = new double[physics.positions()];
      double[] qvel = new double[physics.velocities()];
      physics.reference(qpos, qvel);
      slice.reset(0);
      physics.place(0, qpos, qvel);
      double[] here = slice.observations().clone();
      qpos[x] += 8;
      if (y > 0) {
        qpos[y] -= 8;
      }
      physics.place(0, qpos, qvel);
      assertThat(slice.observations()).usingTolerance(1e-9).containsExactly(here).inOrder();
    }
  }

  @Test
  void gettingUpBeginsOnTheBackAndIsPaidByTheHead() {
    try (EnvironmentSlice slice = open("paper/getting-up")) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      slice.reset(0);
      double[] torques = new double[10];
      torques[2] = 250;
      slice.step(torques);
      double[] sensors = physics.simulations().read(0, FieldKind.SENSORDATA);
      double head = sensors[sensors.length - 1];
      assertThat(head).isLessThan(0.3);
      // the chest looks up, and 250 N m are 100
      assertThat(slice.observations()[3]).isGreaterThan(0.9);
      assertThat(slice.rewards()[0])
          .isWithin(1e-12)
          .of(-(head - 1.5) * (head - 1.5) - 1e-5 * 100 * 100);
    }
  }

  @Test
  void theCartPoleClipsItsForceAndPaysNoFall() {
    double[][] seen = new double[2][];
    for (int k = 0; k < 2; k++) {
      try (EnvironmentSlice slice = open("paper/cart-pole")) {
        slice.reset(0);
        while (slice.kinds()[0] == StepKind.MID) {
          slice.step(new double[] {k == 0 ? 10 : 1e6});
          assertThat(slice.rewards()[0]).isEqualTo(slice.kinds()[0] == StepKind.MID ? 1.0 : 0.0);
        }
        assertThat(slice.kinds()[0]).isEqualTo(StepKind.TERMINAL);
        seen[k] = slice.observations().clone();
      }
    }
    assertThat(seen[1]).isEqualTo(seen[0]);
    assertThat(Math.abs(seen[0][2])).isGreaterThan(12 * Math.PI / 180);
  }
}
