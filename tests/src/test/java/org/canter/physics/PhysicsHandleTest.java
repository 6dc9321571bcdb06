// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.canter.physics.c.PhysicsApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhysicsHandleTest {

  private static Model model() {
    return Model.load(ModelSource.builtIn("gym/inverted_pendulum.xml"));
  }

  @Test
  void isClosedOnceAndRefusesUseAfter() {
    Model model = model();
    SimulationPool pool = SimulationPool.create(model, 1, ReadingPlan.none());
    SimulationSlice slice = pool.all();
    model.close();
    model.close();
    assertThat(model.isClosed()).isTrue();
    assertThat(assertThrows(PhysicsStateException.class, model::fingerprint))
        .hasMessageThat()
        .contains("closed");
    // a pool has a copy of its model
    assertThat(slice.reset(0, null, null)).isEqualTo(Fault.NONE);
    pool.close();
    pool.close();
    assertThrows(PhysicsStateException.class, () -> slice.advance(1));
    assertThrows(PhysicsStateException.class, pool::all);
    assertThat(pool.toString()).contains("closed");
  }

  @Test
  void openAndCloseLeavesNothing() {
    long before = PhysicsHandle.live();
    for (int i = 0; i < 200; i++) {
      try (Model model = model();
          SimulationPool pool =
              SimulationPool.create(model, model.plan(2, 10, 40, 4000), ReadingPlan.none())) {
        assertThat(pool.all().reset(1, null, null)).isEqualTo(Fault.NONE);
        assertThat(PhysicsHandle.live()).isEqualTo(before + 2);
      }
    }
    assertThat(PhysicsHandle.live()).isEqualTo(before);
  }

  @Test
  void closingWaitsForTheCallsOfOtherThreads() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      try (Model model = model()) {
        SimulationPool pool = SimulationPool.create(model, 2, ReadingPlan.none());
        CountDownLatch running = new CountDownLatch(2);
        List<Thread> team = new ArrayList<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < 2; i++) {
          SimulationSlice slice = pool.slice(i, 1);
          Thread thread = new Thread(() -> stepUntilClosed(slice, running));
          thread.setUncaughtExceptionHandler((t, error) -> failure.set(error));
          team.add(thread);
          thread.start();
        }
        running.await();
        pool.close();
        for (Thread thread : team) {
          thread.join();
        }
        assertThat(failure.get()).isNull();
      }
    }
  }

  private static void stepUntilClosed(SimulationSlice slice, CountDownLatch running) {
    slice.reset(0, null, null);
    running.countDown();
    try {
      while (true) {
        slice.advance(10);
      }
    } catch (PhysicsStateException closed) {
      assertThat(closed).hasMessageThat().contains("closed");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CANTERP_NULL_POINTER, PhysicsArgumentException",
    "CANTERP_BAD_SHAPE, PhysicsArgumentException",
    "CANTERP_BAD_VALUE, PhysicsArgumentException",
    "CANTERP_BAD_MODEL, ModelException",
    "CANTERP_ENGINE, EngineException",
    "CANTERP_CAPACITY, CapacityException",
    "CANTERP_BAD_STATE, PhysicsStateException",
    "CANTERP_OUT_OF_MEMORY, PhysicsMemoryException",
    "CANTERP_INTERNAL, PhysicsInternalException"
  })
  void everyStatusHasAnException(String status, String exception) throws Exception {
    int code = PhysicsApi.class.getField(status).getInt(null);
    assertThat(Status.exception(code, "text").getClass().getSimpleName()).isEqualTo(exception);
    assertThat(Status.text(PhysicsApi.canterp_status_name(code))).isEqualTo(status);
    assertThat(Status.exception(99, "text")).isInstanceOf(PhysicsInternalException.class);
  }
}
