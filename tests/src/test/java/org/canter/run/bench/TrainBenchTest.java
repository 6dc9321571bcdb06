// SPDX-License-Identifier: Apache-2.0
package org.canter.run.bench;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.canter.algo.RunConfig;
import org.canter.config.ConfigLayer;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.canter.env.EnvironmentSlice;
import org.canter.env.EnvironmentSpec;
import org.canter.kernels.RandomStream;
import org.canter.rollout.RolloutException;
import org.canter.rollout.bench.Bar;
import org.canter.train.PhaseTimes;
import org.canter.train.TrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainBenchTest {
  private static final String ENVIRONMENT = "gym/Hopper-v4";

  @TempDir Path scratch;
  private final EnvironmentFactory hopper = EnvironmentRegistry.standard().find(ENVIRONMENT);

  private static TrainConfig config(int steps, int checkpoints) {
    Map<String, Object> values =
        Map.of(
            "env", ENVIRONMENT,
            "steps", steps,
            "rollout.horizon", 64,
            "baseline.adam.epochs", 1,
            "checkpoint.every", checkpoints);
    return RunConfig.resolve(List.of(ConfigLayer.of("test", values)));
  }

  /** Opens other environments each time. */
  private record Fickle(EnvironmentFactory inner, List<Long> opened) implements EnvironmentFactory {
    @Override
    public String id() {
      return inner.id();
    }

    @Override
    public EnvironmentSpec spec() {
      return inner.spec();
    }

    @Override
    public EnvironmentSlice open(long seed, RandomStream stream, int first, int count) {
      opened.add(seed);
      return inner.open(seed + opened.size(), stream, first, count);
    }
  }

  @Test
  void aReplayThatEndsElsewhereGivesNoTime() {
    TrainBench bench = new TrainBench(1, 1, scratch);
    RolloutException refusal =
        assertThrows(
            RolloutException.class,
            () ->
                bench.measure(config(256, 50), new Fickle(hopper, new ArrayList<>()), line -> {}));
    assertThat(refusal).hasMessageThat().contains("the replay did not end in the states");
    assertThat(scratch.toFile().list()).isEmpty();
  }

  @Test
  void stepsAreRoundedUpSoThatTheLastCheckpointIsTimed() throws IOException {
    // 500 steps are 4 iterations of 128, and every second one is saved
    TrainMeasurement found = new TrainBench(2, 2, scratch).measure(config(500, 2), hopper, l -> {});
    assertThat(found.iterations()).isEqualTo(5);
    assertThat(found.steps()).isEqualTo(5 * 128);
    assertThat(found.config().evaluation().every()).isEqualTo(0);
    assertThat(found.trained()).hasSize(2);
    assertThat(found.raw()).hasLength(2);
    for (TrainTimes times : found.trained()) {
      assertThat(times.checkpoint()).isGreaterThan(0.0);
      assertThat(times.rest()).isGreaterThan(0.0);
      assertThat(times.memory()).hasSize(3);
    }
    // a fresh hopper falls within a batch
    assertThat(found.resets()).isGreaterThan(2);
  }

  @Test
  void sharesFollowFromTheTimes() {
    List<TrainTimes> trained = new ArrayList<>();
    for (double total : new double[] {10, 4, 5}) {
      trained.add(
          new TrainTimes(
              total,
              new PhaseTimes(total / 2, total / 5, total / 10),
              0.05,
              List.of(new TrainMemory(1, 1))));
    }
    TrainMeasurement found =
        new TrainMeasurement(config(1000, 10), 2, 20, 2560, 3, trained, new double[] {9, 2, 3});
    assertThat(found.seconds()).isEqualTo(5);
    assertThat(found.rate()).isEqualTo(512);
    assertThat(found.rawRate()).isWithin(1e-9).of(2560.0 / 3);
    // of 0.9, 0.5 and 0.6
    assertThat(found.share()).isWithin(1e-12).of(0.6);
    assertThat(found.phases().rollout()).isEqualTo(2.5);
    assertThat(found.rest()).isWithin(1e-12).of(1);
    // ten iterations of a quarter of a second, then 0.05 s
    assertThat(found.checkpointShare()).isWithin(1e-12).of(0.05 / 2.55);
    List<Bar> bars = TrainBars.of(List.of(found));
    assertThat(bars).hasSize(2);
    assertThat(bars.get(0).asked()).isEqualTo(0.7);
    assertThat(bars.get(0).met()).isFalse();
    assertThat(bars.get(1).met()).isTrue();
  }
}
