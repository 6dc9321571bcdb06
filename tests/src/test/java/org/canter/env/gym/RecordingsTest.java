// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.canter.env.EnvironmentRegistry;
import org.canter.env.EnvironmentSlice;
import org.canter.env.PhysicsAccess;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gym tasks against recordings of the reference: step by step, and from reset to reset. */
class RecordingsTest {
  // on the machine that recorded, all of this is exact but for the order of sums in rewards
  private static final double STEP_TOLERANCE = 1e-8;
  // the PGS solver stops unconverged, and the warm start of a step is not recorded
  private static final double UNCONVERGED_TOLERANCE = 1e-5;
  private static final double TRAJECTORY_TOLERANCE = 1e-6;
  private static final double REWARD_TOLERANCE = 1e-9;

  // another processor's rounding stays below the tolerance so long
  private static final int COMPARED_STEPS = 50;
  // steps after a reset in which rewards are compared without regard to rounding of the physics
  private static final int EXACT_STEPS = 5;

  private static final Set<String> UNCONVERGED =
      Set.of("gym/Humanoid-v4", "gym/HumanoidStandup-v4");
  // rewards of what lags a step can be compared from a reset on only
  private static final Set<String> LAGGING =
      Set.of("gym/Ant-v4", "gym/Humanoid-v4", "gym/HumanoidStandup-v4", "gym/Reacher-v4");
  private static final Set<String> COMPARED_THROUGHOUT =
      Set.of(
          "gym/HalfCheetah-v4",
          "gym/Hopper-v4",
          "gym/Walker2d-v4",
          "gym/Swimmer-v4",
          "gym/Reacher-v4",
          "gym/InvertedPendulum-v4",
          "gym/InvertedDoublePendulum-v4");

  static List<String> recordings() throws IOException {
    return Recording.names();
  }

  private static EnvironmentSlice open(String name) {
    return EnvironmentRegistry.standard()
        .find(Recording.id(name))
        .open(1, RandomStream.ENVIRONMENT, 0, 1);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void trajectoriesAreMet(String name) throws IOException {
    Recording recording = Recording.open(name);
    int[] resets = recording.resets();
    int length = COMPARED_THROUGHOUT.contains(Recording.id(name)) ? 200 : COMPARED_STEPS;
    try (EnvironmentSlice slice = open(name)) {
      int age = 0;
      for (int t = 0; t < recording.steps(); t++) {
        if (resets[t] >= 0) {
          reset(slice, recording, resets[t]);
          age = 0;
        }
        slice.step(recording.row("action", t));
        age++;
        if (age <= length) {
          compareStep(slice, recording, t, age, name + ", step " + t);
        }
      }
    }
  }

  private static void reset(EnvironmentSlice slice, Recording recording, int k) {
    slice.reset(0);
    PhysicsAccess physics = slice.physics().orElseThrow();
    physics.place(0, recording.row("reset_qpos_set", k), recording.row("reset_qvel_set", k));
    assertNear("reset " + k, slice.observations(), recording.row("reset_obs", k), 1e-9);
  }

  private static void compareStep(
      EnvironmentSlice slice, Recording recording, int t, int age, String where) {
    assertNear(where, slice.observations(), recording.row("obs", t), TRAJECTORY_TOLERANCE);
    double expected = recording.number("reward64", t);
    double tolerance =
        age <= EXACT_STEPS
            ? REWARD_TOLERANCE * Math.max(1, Math.abs(expected))
            : TRAJECTORY_TOLERANCE;
    assertWithMessage(where + ": reward").that(slice.rewards()[0]).isWithin(tolerance).of(expected);
    StepKind kind =
        recording.number("terminated", t) == 1
            ? StepKind.TERMINAL
            : recording.number("truncated", t) == 1 ? StepKind.TIMEOUT : StepKind.MID;
    assertWithMessage(where).that(slice.kinds()[0]).isEqualTo(kind);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void singleStepsAreMet(String name) throws IOException {
    Recording recording = Recording.open(name);
    String id = Recording.id(name);
    int[] resets = recording.resets();
    double tolerance = UNCONVERGED.contains(id) ? UNCONVERGED_TOLERANCE : STEP_TOLERANCE;
    try (EnvironmentSlice slice = open(name)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      double[] qpos = new double[physics.positions()];
      double[] qvel = new double[physics.velocities()];
      for (int t = 0; t < recording.steps(); t++) {
        if (resets[t] >= 0) {
          reset(slice, recording, resets[t]);
        } else {
          slice.reset(0);
          physics.place(0, recording.row("qpos", t - 1), recording.row("qvel", t - 1));
        }
        slice.step(recording.row("action", t));
        physics.readState(0, qpos, qvel);
        assertNear(name + ", step " + t + ": qpos", qpos, recording.row("qpos", t), tolerance);
        assertNear(name + ", step " + t + ": qvel", qvel, recording.row("qvel", t), tolerance);
        if (!LAGGING.contains(id)) {
          assertWithMessage(name + ", step " + t + ": reward")
              .that(slice.rewards()[0])
              .isWithin(REWARD_TOLERANCE)
              .of(recording.number("reward64", t));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void sizesAndTimesAreMet(String name) throws IOException {
    Recording recording = Recording.open(name);
    try (EnvironmentSlice slice = open(name)) {
      assertThat(slice.spec().action().width()).isEqualTo(recording.row("action", 0).length);
      assertThat(slice.spec().observation().width()).isEqualTo(recording.row("obs", 0).length);
      assertThat(slice.spec().timeLimit())
          .isEqualTo((int) recording.number("max_episode_steps", 0));
      assertThat(slice.spec().dt())
          .isWithin(1e-12)
          .of(recording.number("frame_skip", 0) * recording.number("timestep", 0));
    }
  }

  private static void assertNear(String what, double[] actual, double[] expected, double bound) {
    assertWithMessage(what).that(actual).hasLength(expected.length);
    for (int i = 0; i < actual.length; i++) {
      // forces and inertias of the humanoids are of the order of hundreds
      double tolerance = bound * Math.max(1, Math.abs(expected[i]));
      assertWithMessage(what + "[" + i + "]").that(actual[i]).isWithin(tolerance).of(expected[i]);
    }
  }
}
