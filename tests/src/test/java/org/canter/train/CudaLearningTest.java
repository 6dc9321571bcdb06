// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Arrays;
import java.util.List;
import org.canter.algo.RunConfig;
import org.canter.compute.Device;
import org.canter.compute.Devices;
import org.canter.config.ConfigLayer;
import org.canter.kernels.CudaDeviceCondition;
import org.canter.plot.Statistics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Locomotion is learnt as well by updates of a GPU as by those of the processor. */
@Tag("gpu")
@ExtendWith(CudaDeviceCondition.class)
class CudaLearningTest {
  private static final int SEEDS = 3;
  private static final int STEPS = 200_000;
  private static final int EPISODES = 20;
  // a cheetah that stands still gets about -50
  private static final double RUNNING = 500;

  @Test
  void theCheetahRunsAsFar() {
    assumeFalse(
        CudaDeviceCondition.isEmulated(),
        "takes a real GPU: the emulated one would need hours for %d steps of %d seeds"
            .formatted(STEPS, SEEDS));
    double[] gpu = returns(Devices.choose("cuda"));
    double[] processor = returns(Device.processor());
    System.out.printf(
        "HalfCheetah after %d steps: GPU %s, processor %s%n",
        STEPS, Arrays.toString(gpu), Arrays.toString(processor));
    for (double one : gpu) {
      assertThat(one).isGreaterThan(RUNNING);
    }
    double spread = Math.sqrt((square(deviation(gpu)) + square(deviation(processor))) / SEEDS);
    assertWithMessage("mean of the GPU, against that of the processor less two standard errors")
        .that(Statistics.mean(gpu))
        .isAtLeast(Statistics.mean(processor) - 2 * spread);
  }

  private static double[] returns(Device device) {
    double[] found = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      TrainConfig config =
          RunConfig.resolve(
              List.of(
                  ConfigLayer.ofSet(
                      List.of("env=gym/HalfCheetah-v4", "seed=" + seed, "steps=" + STEPS))));
      int threads = Runtime.getRuntime().availableProcessors();
      try (Trainer trainer = Trainer.open(config, TrainingTrace.world(config), device, threads)) {
        while (!trainer.isDone()) {
          trainer.iterate();
        }
        found[seed] =
            trainer.agent().evaluate(TrainingTrace.world(config), 1, EPISODES, threads).mean();
      }
    }
    return found;
  }

  private static double deviation(double[] values) {
    double mean = Statistics.mean(values);
    return Math.sqrt(Arrays.stream(values).map(x -> square(x - mean)).sum() / (values.length - 1));
  }

  private static double square(double value) {
    return value * value;
  }
}
