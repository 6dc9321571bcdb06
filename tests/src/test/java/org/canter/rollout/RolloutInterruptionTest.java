// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.canter.env.EnvironmentFactory;
import org.junit.jupiter.api.Test;

/** A collection that is ended from outside leaves the collector as it was before. */
class RolloutInterruptionTest {
  private static final int STEPS = 1000;
  private static final Runnable NOTHING = () -> {};

  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicReference<Runnable> atStep100 = new AtomicReference<>(NOTHING);

  private EnvironmentFactory world() {
    return Ramble.factory(
        0.05,
        () -> {
          if (steps.incrementAndGet() == 100) {
            atStep100.get().run();
          }
        });
  }

  @Test
  void anInterruptEndsTheCollectionWithinAStep() {
    Thread caller = Thread.currentThread();
    endedBy(
        collector ->
            () -> {
              caller.interrupt();
              // the step does not end before the interrupt has come through
              while (!collector.isStopping()) {
                Thread.onSpinWait();
              }
            });
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void cancelEndsTheCollectionWithinAStep() {
    endedBy(collector -> collector::cancel);
    assertThat(Thread.interrupted()).isFalse();
  }

  private interface Ending {
    Runnable of(RolloutCollector collector);
  }

  private void endedBy(Ending ending) {
    try (Rig rig = new Rig(world())) {
      RolloutCollector collector = rig.collector(6, 1, Horizon.steps(STEPS));
      TrajectoryBatch batch = rig.batch(collector, false);
      byte[] before = collector.save();
      atStep100.set(ending.of(collector));
      assertThrows(RolloutInterruptedException.class, () -> collector.collect(batch, null));
      // step 100 was the fourth environment's: two more, and the row was done
      assertThat(steps.get()).isEqualTo(102);
      boolean interrupted = Thread.interrupted();
      assertThat(collector.save()).isEqualTo(before);
      collector.collect(batch, null);
      assertThat(Contents.of(batch)).isEqualTo(undisturbed(rig));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Contents undisturbed(Rig rig) {
    RolloutCollector collector = rig.collector(6, 3, Horizon.steps(STEPS));
    TrajectoryBatch batch = rig.batch(collector, false);
    collector.collect(batch, null);
    return Contents.of(batch);
  }

  @Test
  void aCancelBetweenCollectionsDoesNothing() {
    try (Rig rig = new Rig(world())) {
      RolloutCollector collector = rig.collector(2, 2, Horizon.steps(5));
      collector.cancel();
      TrajectoryBatch batch = rig.batch(collector, false);
      collector.collect(batch, null);
      assertThat(batch.size()).isEqualTo(10);
    }
  }

  @Test
  void closeEndsTheCollectionAndTheCollector() throws InterruptedException {
    try (Rig rig = new Rig(world())) {
      RolloutCollector collector = rig.collector(6, 2, Horizon.steps(1_000_000));
      TrajectoryBatch batch = rig.batch(collector, false);
      CountDownLatch begun = new CountDownLatch(1);
      atStep100.set(begun::countDown);
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread caller =
          new Thread(
              () -> {
                try {
                  collector.collect(batch, null);
                } catch (RolloutException exception) {
                  thrown.set(exception);
                }
              });
      caller.start();
      begun.await();
      collector.close();
      caller.join();
      assertThat(thrown.get()).isInstanceOf(RolloutInterruptedException.class);
      collector.close();
      RolloutException refusal =
          assertThrows(RolloutException.class, () -> collector.collect(batch, null));
      assertThat(refusal).hasMessageThat().contains("closed");
      assertThrows(RolloutException.class, collector::save);
    }
  }

  @Test
  void aSecondCallAtTheSameMomentIsRefused() {
    try (Rig rig = new Rig(world())) {
      RolloutCollector collector = rig.collector(2, 1, Horizon.steps(200));
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      atStep100.set(() -> thrown.set(assertThrows(RolloutException.class, collector::save)));
      collector.collect(rig.batch(collector, false), null);
      assertThat(thrown.get()).hasMessageThat().contains("another thread");
    }
  }
}
