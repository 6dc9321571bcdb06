// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.junit.jupiter.api.Test;

/** What is thrown in a worker reaches the caller, and the collector can be used on. */
class RolloutFailureTest {
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicReference<Throwable> atStep50 = new AtomicReference<>();

  private EnvironmentFactory world() {
    return Ramble.factory(
        0.05,
        () -> {
          Throwable due = steps.incrementAndGet() == 50 ? atStep50.get() : null;
          if (due instanceof RuntimeException exception) {
            throw exception;
          }
          if (due instanceof Error error) {
            throw error;
          }
        });
  }

  @Test
  void aTasksExceptionNamesItsEnvironment() {
    atStep50.set(new ArithmeticException("a task's own mistake"));
    RolloutException thrown = thrownAndUsedOn();
    // step 50 is environment 1 of six in the ninth row
    assertThat(thrown).hasMessageThat().contains("test/Ramble, environment 1, ");
    assertThat(thrown).hasMessageThat().contains("environments 0..5, row 8");
    assertThat(thrown).hasMessageThat().contains("a task's own mistake");
    assertThat(thrown.getCause().getCause()).isSameInstanceAs(atStep50.get());
  }

  @Test
  void anErrorReachesTheCallerToo() {
    atStep50.set(new StackOverflowError());
    assertThat(thrownAndUsedOn()).hasMessageThat().contains("StackOverflowError");
  }

  private RolloutException thrownAndUsedOn() {
    try (Rig rig = new Rig(world())) {
      RolloutCollector collector = rig.collector(6, 1, Horizon.steps(40));
      TrajectoryBatch batch = rig.batch(collector, false);
      byte[] before = collector.save();
      RolloutException thrown =
          assertThrows(RolloutException.class, () -> collector.collect(batch, null));
      assertThat(thrown.getSuppressed()).isEmpty();
      assertThat(collector.save()).isEqualTo(before);
      collector.collect(batch, null);
      Contents found = Contents.of(batch);
      RolloutCollector undisturbed = rig.collector(6, 2, Horizon.steps(40));
      undisturbed.collect(batch, null);
      assertThat(found).isEqualTo(Contents.of(batch));
      return thrown;
    }
  }

  @Test
  void oneFailureEndsAllSlices() {
    atStep50.set(new IllegalStateException("one of many"));
    try (Rig rig = new Rig(world())) {
      RolloutCollector collector = rig.collector(6, 3, Horizon.steps(1_000_000));
      TrajectoryBatch batch = rig.batch(collector, false);
      RolloutException thrown =
          assertThrows(RolloutException.class, () -> collector.collect(batch, null));
      assertThat(thrown).hasMessageThat().contains("one of many");
    }
  }

  @Test
  void aPolicyForAnotherEnvironmentIsRefused() {
    try (Rig rig = new Rig(Ramble.factory())) {
      EnvironmentFactory other = EnvironmentRegistry.standard().find("tiny/Chain");
      RolloutException refusal =
          assertThrows(
              RolloutException.class,
              () ->
                  RolloutCollector.open(
                      other, rig.acting(), RolloutConfig.of(2, 1, Horizon.steps(3))));
      assertThat(refusal).hasMessageThat().contains("gives 5 observations");
    }
  }

  @Test
  void aBatchOfAnotherShapeIsRefused() {
    try (Rig rig = new Rig(Ramble.factory())) {
      TrajectoryBatch batch = rig.batch(rig.collector(2, 1, Horizon.steps(3)), false);
      RolloutCollector collector = rig.collector(2, 1, Horizon.steps(4));
      RolloutException refusal =
          assertThrows(RolloutException.class, () -> collector.collect(batch, null));
      assertThat(refusal).hasMessageThat().contains("newBatch");
      TrajectoryBatch unscaled = rig.batch(collector, false);
      assertThrows(RolloutException.class, () -> collector.collect(unscaled, rig.scaling));
    }
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    assertThrows(RolloutException.class, () -> Horizon.steps(0));
    assertThrows(RolloutException.class, () -> Horizon.episodes(5, 0));
    assertThrows(RolloutException.class, () -> RolloutConfig.of(0, 1, Horizon.steps(1)));
    assertThrows(RolloutException.class, () -> RolloutConfig.of(1, 0, Horizon.steps(1)));
    assertThrows(RolloutException.class, () -> RolloutConfig.of(50_000, 1, Horizon.steps(50_000)));
  }
}
