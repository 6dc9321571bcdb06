// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.canter.physics.ReadingPlan.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable handle : open) {
      handle.close();
    }
  }

  private Model model(String name) {
    Model model = Model.load(ModelSource.builtIn(name));
    open.add(model);
    return model;
  }

  private SimulationPool pool(Model model, int simulations, FieldKind... fields) {
    SimulationPool pool = SimulationPool.create(model, simulations, ReadingPlan.of(model, fields));
    open.add(pool);
    return pool;
  }

  /** Random controls for all rows, in the range of most of our motors. */
  private static void act(SimulationSlice slice, Random random) {
    for (int i = 0; i < slice.controls().capacity(); i++) {
      slice.controls().put(i, 2 * random.nextDouble() - 1);
    }
  }

  private static void resetAll(SimulationSlice slice) {
    for (int row = 0; row < slice.count(); row++) {
      assertThat(slice.reset(row, null, null)).isEqualTo(Fault.NONE);
    }
  }

  @Test
  void readingsAreWhatTheFieldsHold() {
    Model model = model("gym/ant.xml");
    ReadingPlan.Builder builder = new ReadingPlan.Builder(model);
    Part qpos = builder.add(FieldKind.QPOS);
    Part torso = builder.add(FieldKind.XPOS, 3, 3);
    Part forces = builder.add(FieldKind.CFRC_EXT);
    SimulationPool pool = SimulationPool.create(model, 3, builder.build());
    open.add(pool);
    SimulationSlice slice = pool.all();
    resetAll(slice);
    Random random = new Random(1);
    boolean touched = false;
    for (int frame = 0; frame < 30; frame++) {
      act(slice, random);
      assertThat(slice.advance(5)).isEqualTo(0);
      touched |= Arrays.stream(part(slice, 0, forces)).anyMatch(f -> f != 0);
    }
    assertThat(touched).isTrue();
    for (int row = 0; row < 3; row++) {
      assertThat(part(slice, row, qpos)).isEqualTo(slice.read(row, FieldKind.QPOS));
      assertThat(part(slice, row, torso))
          .isEqualTo(Arrays.copyOfRange(slice.read(row, FieldKind.XPOS), 3, 6));
      assertThat(part(slice, row, forces)).isEqualTo(slice.read(row, FieldKind.CFRC_EXT));
    }
  }

  private static double[] part(SimulationSlice slice, int row, Part part) {
    int width = slice.readings().capacity() / slice.count();
    double[] out = new double[part.length()];
    slice.readings().get(row * width + part.column(), out);
    return out;
  }

  @Test
  void resetPutsTheStateAndReadsIt() {
    Model model = model("gym/hopper.xml");
    SimulationSlice slice = pool(model, 2, FieldKind.QPOS, FieldKind.XPOS).all();
    double[] qpos = {0.1, 1.3, 0.02, -0.1, -0.2, 0.05};
    double[] qvel = {1, 0, 0, 0.5, 0, 0};
    assertThat(slice.reset(1, qpos, qvel)).isEqualTo(Fault.NONE);
    assertThat(slice.read(1, FieldKind.QPOS)).isEqualTo(qpos);
    assertThat(slice.read(1, FieldKind.QVEL)).isEqualTo(qvel);
    assertThat(slice.readings().get(slice.readings().capacity() / 2)).isEqualTo(0.1);
    // the forward pass of the reset starts the solver
    assertThat(Arrays.stream(slice.read(1, FieldKind.QACC_WARMSTART)).anyMatch(a -> a != 0))
        .isTrue();
    assertThrows(PhysicsArgumentException.class, () -> slice.reset(0, new double[5], null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gym/hopper.xml", "gym/humanoid.xml", "gym/ant.xml", "gym/half_cheetah.xml"})
  void aRestoredSimulationContinuesWithTheSameBits(String name) {
    Model model = model(name);
    SimulationSlice here = pool(model, 2).all();
    SimulationSlice there = pool(model, 3).slice(2, 1);
    resetAll(here);
    Random random = new Random(7);
    for (int frame = 0; frame < 40; frame++) {
      act(here, random);
      assertThat(here.advance(3)).isEqualTo(0);
    }
    Snapshot middle = Snapshot.of(here.snapshot(0).bytes());
    there.restore(0, middle);
    assertThat(there.snapshot(0)).isEqualTo(middle);
    int nu = model.sizes().nu();
    for (int frame = 0; frame < 20; frame++) {
      act(here, random);
      double[] controls = new double[nu];
      here.controls().get(0, controls);
      there.controls().put(0, controls);
      assertThat(here.advance(3)).isEqualTo(0);
      assertThat(there.advance(3)).isEqualTo(0);
    }
    assertThat(there.snapshot(0)).isEqualTo(here.snapshot(0));
    assertThat(there.snapshot(0)).isNotEqualTo(middle);
  }

  @Test
  void snapshotsOfAnotherModelAreRefused() {
    SimulationSlice hopper = pool(model("gym/hopper.xml"), 1).all();
    SimulationSlice walker = pool(model("gym/walker2d.xml"), 1).all();
    Snapshot foreign = walker.snapshot(0);
    assertThrows(PhysicsStateException.class, () -> hopper.restore(0, foreign));
    Snapshot garbage = Snapshot.of(new byte[hopper.snapshot(0).bytes().length]);
    assertThrows(PhysicsStateException.class, () -> hopper.restore(0, garbage));
  }

  @Test
  void rowsThatTakeNoPartStayAsTheyAre() {
    Model model = model("gym/hopper.xml");
    SimulationSlice slice = pool(model, 3, FieldKind.TIME).all();
    resetAll(slice);
    Snapshot before = slice.snapshot(1);
    assertThat(slice.advance(4, new boolean[] {true, false, true})).isEqualTo(0);
    assertThat(slice.snapshot(1)).isEqualTo(before);
    assertThat(slice.readings().get(0)).isGreaterThan(0.0);
    assertThat(slice.readings().get(1)).isEqualTo(0.0);
    assertThrows(PhysicsArgumentException.class, () -> slice.advance(1, new boolean[2]));
  }

  @Test
  void bytesDoNotDependOnThreads() throws Exception {
    Model model = model("gym/walker2d.xml");
    List<Snapshot> alone = run(model, 1);
    for (int threads : new int[] {2, 3, 7}) {
      assertThat(run(model, threads)).isEqualTo(alone);
    }
  }

  private List<Snapshot> run(Model model, int threads) throws InterruptedException {
    int simulations = 7;
    SimulationPool pool = pool(model, simulations);
    List<Thread> team = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int first = simulations * t / threads;
      SimulationSlice slice = pool.slice(first, simulations * (t + 1) / threads - first);
      team.add(
          new Thread(
              () -> {
                resetAll(slice);
                for (int frame = 0; frame < 40; frame++) {
                  for (int row = 0; row < slice.count(); row++) {
                    Random random = new Random(100L * (slice.first() + row) + frame);
                    for (int u = 0; u < 6; u++) {
                      slice.controls().put(row * 6 + u, 2 * random.nextDouble() - 1);
                    }
                  }
                  slice.advance(4);
                }
              }));
    }
    team.forEach(Thread::start);
    for (Thread thread : team) {
      thread.join();
    }
    SimulationSlice all = pool.all();
    return IntStream.range(0, simulations).mapToObj(all::snapshot).toList();
  }

  @Test
  void contactsNameGeomsAndForces() {
    Model model = model("gym/hopper.xml");
    SimulationSlice slice = pool(model, 1).all();
    resetAll(slice);
    for (int frame = 0; frame < 200 && slice.contacts(0).isEmpty(); frame++) {
      slice.advance(1);
    }
    slice.advance(20);
    List<Contact> contacts = slice.contacts(0);
    assertThat(contacts).isNotEmpty();
    Contact contact = contacts.get(0);
    assertThat(contact.geom1()).isEqualTo(model.id(ObjectKind.GEOM, "floor"));
    assertThat(contact.force()[0]).isGreaterThan(0.0);
    assertThat(contact.frame()[2]).isEqualTo(1.0);
    slice.restore(0, slice.snapshot(0));
    assertThat(slice.contacts(0)).isEmpty();
  }

  @Test
  void stateIsWrittenAndDerivedFieldsAreNot() {
    Model model = model("gym/hopper.xml");
    SimulationSlice slice = pool(model, 1, FieldKind.XPOS).all();
    resetAll(slice);
    double before = slice.readings().get(5);
    double[] qpos = slice.read(0, FieldKind.QPOS);
    qpos[1] += 1;
    slice.write(0, FieldKind.QPOS, qpos);
    slice.gather(0);
    assertThat(slice.readings().get(5)).isEqualTo(before);
    assertThat(slice.forward(0)).isEqualTo(Fault.NONE);
    assertThat(slice.readings().get(5)).isWithin(1e-12).of(before + 1);
    double[] xpos = slice.read(0, FieldKind.XPOS);
    assertThrows(PhysicsArgumentException.class, () -> slice.write(0, FieldKind.XPOS, xpos));
    assertThrows(PhysicsArgumentException.class, () -> slice.write(0, FieldKind.QPOS, xpos));
  }

  @Test
  void slicesAndPartsOutOfRangeAreRefused() {
    Model model = model("gym/hopper.xml");
    SimulationPool pool = pool(model, 2);
    assertThrows(PhysicsArgumentException.class, () -> pool.slice(-1, 1));
    assertThrows(PhysicsArgumentException.class, () -> pool.slice(0, 0));
    assertThrows(PhysicsArgumentException.class, () -> pool.slice(1, 2));
    assertThrows(PhysicsArgumentException.class, () -> pool.all().advance(0));
    assertThrows(PhysicsArgumentException.class, () -> pool.all().snapshot(2));
    ReadingPlan.Builder builder = new ReadingPlan.Builder(model);
    assertThrows(PhysicsArgumentException.class, () -> builder.add(FieldKind.QPOS, 4, 3));
  }
}
