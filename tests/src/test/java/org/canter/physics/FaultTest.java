// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.canter.physics.c.PhysicsApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong inside a simulation is noticed in the same step, and the JVM lives. */
class FaultTest {
  private static final double[] BAD = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e30, -1e30
  };

  @Test
  void badNumbersAreNoticedInTheSameStepEveryTime() {
    try (Model model = Model.load(ModelSource.builtIn("gym/walker2d.xml"));
        SimulationPool pool = SimulationPool.create(model, 4, ReadingPlan.none())) {
      SimulationSlice slice = pool.all();
      Random random = new Random(3);
      for (int trial = 0; trial < 300; trial++) {
        for (int row = 0; row < 4; row++) {
          assertThat(slice.reset(row, null, null)).isEqualTo(Fault.NONE);
        }
        for (int frame = random.nextInt(3); frame > 0; frame--) {
          act(slice, random);
          assertThat(slice.advance(2)).isEqualTo(0);
        }
        int row = random.nextInt(4);
        act(slice, random);
        Fault wanted = poison(slice, row, random);
        assertThat(slice.advance(2)).isEqualTo(1);
        assertThat(slice.fault(row)).isEqualTo(wanted);
        assertThat(wanted.kind()).isEqualTo(Fault.Kind.INSTABILITY);
      }
    }
  }

  private static Fault poison(SimulationSlice slice, int row, Random random) {
    double bad = BAD[random.nextInt(BAD.length)];
    int kind = random.nextInt(3);
    if (kind == 0) {
      slice.controls().put(row * 6 + random.nextInt(6), bad);
      return Fault.BAD_CTRL;
    }
    FieldKind field = kind == 1 ? FieldKind.QPOS : FieldKind.QVEL;
    double[] numbers = slice.read(row, field);
    numbers[random.nextInt(numbers.length)] = bad;
    slice.write(row, field, numbers);
    return kind == 1 ? Fault.BAD_QPOS : Fault.BAD_QVEL;
  }

  private static void act(SimulationSlice slice, Random random) {
    for (int i = 0; i < slice.controls().capacity(); i++) {
      slice.controls().put(i, 2 * random.nextDouble() - 1);
    }
  }

  @Test
  void aFaultIsRecordedAndReplayed() {
    try (Model model = Model.load(ModelSource.builtIn("gym/hopper.xml"));
        SimulationPool pool = SimulationPool.create(model, 2, ReadingPlan.none())) {
      SimulationSlice slice = pool.all();
      slice.reset(0, null, null);
      slice.reset(1, null, null);
      assertThat(slice.faultRecord(0).isPresent()).isFalse();
      slice.write(0, FieldKind.QVEL, new double[] {0, 0, 0, 9e9, 0, 0});
      slice.controls().put(0, 0.25);
      assertThat(slice.advance(4)).isEqualTo(1);
      FaultRecord record = slice.faultRecord(0).orElseThrow();
      assertThat(record.fault()).isEqualTo(slice.fault(0));
      assertThat(record.text()).contains("of 4 of the frame from time 0");

      slice.restore(1, record.frameStart().orElseThrow());
      assertThat(slice.read(1, FieldKind.QVEL)[3]).isEqualTo(9e9);
      double[] controls = slice.read(1, FieldKind.CTRL);
      assertThat(controls[0]).isEqualTo(0.25);
      slice.controls().put(3, controls);
      slice.controls().put(0, new double[3]);
      slice.reset(0, null, null);
      slice.advance(4);
      assertThat(slice.fault(0)).isEqualTo(Fault.NONE);
      assertThat(slice.faultRecord(1).orElseThrow()).isEqualTo(record);
    }
  }

  @Test
  void aFatalErrorIsAFaultAndTheJvmLives() {
    try (Model model = Model.load(ModelSource.builtIn("gym/hopper.xml"));
        SimulationPool pool =
            SimulationPool.create(
                model, model.plan(1, Model.AUTOMATIC, Model.AUTOMATIC, 64), ReadingPlan.none())) {
      SimulationSlice slice = pool.all();
      for (int i = 0; i < 20; i++) {
        slice.advance(1);
        assertThat(slice.fault(0)).isEqualTo(Fault.ENGINE);
        assertThat(slice.faultRecord(0).orElseThrow().text()).contains("tack overflow");
        assertThat(slice.read(0, FieldKind.QPOS)[1]).isEqualTo(1.25);
      }
      assertThat(Files.exists(Path.of("MUJOCO_LOG.TXT"))).isFalse();
    }
  }

  @Test
  void capacitiesThatAreTooSmallSurface() {
    String xml = "<mujoco><worldbody><geom type='plane' size='9 9 1'/>%s</worldbody></mujoco>";
    StringBuilder balls = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      balls.append("<body pos='").append(i / 2.0).append(" 0 0.099'><freejoint/>");
      balls.append("<geom size='0.1'/></body>");
    }
    try (Model model = Model.load(ModelSource.ofString(String.format(xml, balls)))) {
      assertThat(firstFault(model, model.plan(1, 4, 200, Model.AUTOMATIC)))
          .isEqualTo(Fault.CONTACTS_FULL);
      assertThat(firstFault(model, model.plan(1, 100, 8, Model.AUTOMATIC)))
          .isEqualTo(Fault.CONSTRAINTS_FULL);
      assertThat(firstFault(model, model.plan(1))).isEqualTo(Fault.NONE);
    }
  }

  private static Fault firstFault(Model model, PoolPlan plan) {
    try (SimulationPool pool = SimulationPool.create(model, plan, ReadingPlan.none())) {
      SimulationSlice slice = pool.all();
      slice.advance(10);
      return slice.fault(0);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void faultsAreTheLibrarysOwn(Fault fault) {
    assertThat(Fault.of(fault.code())).isEqualTo(fault);
    assertThat(PhysicsApi.canterp_fault_kind_of(fault.code())).isEqualTo(fault.kind().ordinal());
    assertThat(Fault.values()).hasLength(PhysicsApi.CANTERP_FAULTS);
  }

  @ParameterizedTest
  @EnumSource(FieldKind.class)
  void fieldsAreTheLibrarysOwn(FieldKind field) {
    String name = Status.text(PhysicsApi.canterp_field_name(field.code()));
    assertWithMessage(name).that(name).ignoringCase().isEqualTo(field.name());
    assertThat(PhysicsApi.canterp_field_is_state(field.code()) == 1).isEqualTo(field.isState());
    assertThat(FieldKind.values()).hasLength(PhysicsApi.CANTERP_FIELDS);
  }
}
