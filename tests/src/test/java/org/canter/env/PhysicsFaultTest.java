// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Arrays;
import java.util.List;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.canter.physics.Fault;
import org.canter.physics.FieldKind;
import org.canter.physics.SimulationSlice;
import org.canter.physics.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers that are none, put into every physics task: noticed in the same step, every time. */
class PhysicsFaultTest {
  private static final double[] BAD = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e30, -1e30
  };
  // what a longer run of the clean steps may ask for
  private static final int CLEAN_STEPS = Integer.getInteger("canter.clean.steps", 500);

  static List<String> physicsTasks() {
    return EnvironmentRegistry.standard().all().stream()
        .map(EnvironmentFactory::id)
        .filter(id -> id.startsWith("gym/") && id.endsWith("-v4") || id.startsWith("paper/"))
        .filter(id -> !id.equals("paper/cart-pole"))
        .toList();
  }

  private static EnvironmentSlice open(String id, int count) {
    return EnvironmentRegistry.standard().find(id).open(1, RandomStream.ENVIRONMENT, 0, count);
  }

  @ParameterizedTest
  @MethodSource("physicsTasks")
  void badNumbersAreNoticedInTheSameStep(String id) {
    EnvironmentRandom random = new EnvironmentRandom(2, RandomStream.USER.code());
    try (EnvironmentSlice slice = open(id, 2)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      Play play = new Play(slice);
      play.resetAll();
      int expected = 0;
      for (double bad : BAD) {
        for (int place = 0; place < 3; place++) {
          play.step(expected);
          double[] actions = play.actions(expected);
          random.at(0, expected, 0);
          if (place == 0) {
            spoil(physics.simulations(), FieldKind.QPOS, random, bad);
          } else if (place == 1) {
            spoil(physics.simulations(), FieldKind.QVEL, random, bad);
          } else {
            actions[actions.length / 2 + random.choice(actions.length / 2)] = bad;
          }
          double[] before = slice.observations().clone();
          slice.step(actions);
          expected++;
          String where = bad + " in place " + place;
          int width = before.length / 2;
          assertWithMessage(where).that(slice.kinds()[1]).isEqualTo(StepKind.FAULT);
          assertWithMessage(where).that(slice.kinds()[0]).isNotEqualTo(StepKind.FAULT);
          assertThat(slice.rewards()[1]).isEqualTo(0.0);
          assertThat(Arrays.copyOfRange(slice.observations(), width, 2 * width))
              .isEqualTo(Arrays.copyOfRange(before, width, 2 * width));
          assertThat(slice.faultCount()).isEqualTo(expected);
          slice.reset(1);
          if (slice.kinds()[0] != StepKind.MID) {
            slice.reset(0);
          }
        }
      }
      assertThat(slice.faults()).hasSize(Math.min(expected, FaultReport.KEPT));
    }
  }

  private static void spoil(
      SimulationSlice simulations, FieldKind field, EnvironmentRandom random, double bad) {
    double[] numbers = simulations.read(1, field);
    numbers[random.choice(numbers.length)] = bad;
    simulations.write(1, field, numbers);
  }

  @ParameterizedTest
  @MethodSource("physicsTasks")
  void cleanStepsRaiseNoAlarm(String id) {
    try (EnvironmentSlice slice = open(id, 2)) {
      Play play = new Play(slice);
      play.resetAll();
      for (int t = 0; t < CLEAN_STEPS / 2; t++) {
        play.step(t);
      }
      assertThat(slice.faultCount()).isEqualTo(0);
    }
  }

  @Test
  void aFaultCanBeReplayed() {
    try (EnvironmentSlice slice =
        EnvironmentFactory.of(Cart.ID, Cart::new).open(77, RandomStream.ENVIRONMENT, 5, 2)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      for (int episode = 0; episode < 3; episode++) {
        slice.reset(0);
        slice.reset(1);
      }
      slice.step(new double[4]);
      spoil(physics.simulations(), FieldKind.QVEL, new EnvironmentRandom(1, 0), 1e12);
      slice.step(new double[] {0, 0, 1.5, -0.5});
      assertThat(slice.kinds()).asList().containsExactly(StepKind.MID, StepKind.FAULT).inOrder();

      FaultReport report = slice.faults().get(0);
      assertThat(report.environmentId()).isEqualTo("test/Cart");
      assertThat(report.seed()).isEqualTo(77);
      assertThat(report.environment()).isEqualTo(6);
      assertThat(report.episode()).isEqualTo(2);
      assertThat(report.step()).isEqualTo(2);
      assertThat(report.text()).contains("bad qvel: number ");

      // into another simulation, with the controls that the snapshot holds
      SimulationSlice simulations = physics.simulations();
      simulations.restore(0, Snapshot.of(report.state()));
      double[] controls = simulations.read(0, FieldKind.CTRL);
      assertThat(controls).isEqualTo(new double[] {1.5, -0.5});
      simulations.controls().put(0, controls);
      simulations.advance(physics.frameSkip(), new boolean[] {true, false});
      assertThat(simulations.fault(0)).isEqualTo(Fault.BAD_QVEL);
      assertThat(simulations.faultRecord(0).orElseThrow().text()).isEqualTo(report.text());
    }
  }

  @Test
  void theOtherRowsAreNotTouched() {
    double[] expected;
    try (EnvironmentSlice slice = openCarts()) {
      slice.step(new double[4]);
      slice.step(new double[4]);
      expected = Arrays.copyOf(slice.observations(), 5);
    }
    try (EnvironmentSlice slice = openCarts()) {
      slice.step(new double[4]);
      slice.step(new double[] {0, 0, Double.NaN, 0});
      assertThat(Arrays.copyOf(slice.observations(), 5)).isEqualTo(expected);
      assertThat(slice.kinds()).asList().containsExactly(StepKind.MID, StepKind.FAULT).inOrder();
      // a reset begins the next episode as if nothing had been
      slice.reset(1);
      slice.step(new double[4]);
      assertThat(slice.kinds()[1]).isEqualTo(StepKind.MID);
      assertThat(slice.faultCount()).isEqualTo(1);
    }
  }

  private static EnvironmentSlice openCarts() {
    EnvironmentSlice slice =
        EnvironmentFactory.of(Cart.ID, Cart::new).open(1, RandomStream.ENVIRONMENT, 0, 2);
    slice.reset(0);
    slice.reset(1);
    return slice;
  }
}
