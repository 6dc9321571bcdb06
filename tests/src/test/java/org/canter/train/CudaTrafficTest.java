// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import static com.google.common.truth.Truth.assertThat;
import static org.canter.train.TrainingTrace.world;

import org.canter.compute.Compute;
import org.canter.compute.Devices;
import org.canter.kernels.CudaDeviceCondition;
import org.canter.kernels.CudaTraffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What an iteration moves between host and GPU, and how often the host waits: the batch goes up
 * once, the parameters come down once, everything else is a few numbers. docs/CUDA.md says why each
 * is needed.
 */
@Tag("gpu")
@ExtendWith(CudaDeviceCondition.class)
class CudaTrafficTest {
  // two iterations are shorter than an episode, so that both have as many rows to bootstrap from
  private static final int SHORT = 128;
  private static final int LONG = 480;

  // numbers of statistics, structs and moments, of any batch
  private static final int SMALL_BYTES = 4096;

  private static SmallConfig cheetah(String algorithm) {
    return SmallConfig.of("gym/HalfCheetah-v4", algorithm).with("policy.hidden", "[64, 64]");
  }

  /** An iteration after the first, which makes room and records graphs. */
  private static CudaTraffic iteration(SmallConfig small, int horizon) {
    TrainConfig config = small.iterations(5, horizon).config();
    Compute compute = Devices.choose("cuda").open(config.device(), 1);
    try (Trainer trainer = Trainer.open(config, world(config), compute, 1)) {
      trainer.iterate();
      CudaTraffic before = compute.context().traffic();
      trainer.iterate();
      CudaTraffic found = compute.context().traffic().since(before);
      System.out.printf(
          "%s of %d rows, baseline %s, fit %s: %s%n",
          small, 3 * horizon, config.baseline().kind(), config.baseline().fit(), found);
      return found;
    }
  }

  private static void requireSmall(SmallConfig small, int waits, int uploads) {
    CudaTraffic few = iteration(small, SHORT);
    CudaTraffic many = iteration(small, LONG);
    assertThat(many.waits()).isEqualTo(few.waits());
    assertThat(many.waits()).isAtMost(waits);
    assertThat(many.uploads()).isEqualTo(few.uploads());
    assertThat(many.uploads()).isAtMost(uploads);
    // what comes down does not grow with the batch, but for some sums of its parts
    int theta = 4 * (17 * 64 + 64 + 64 * 64 + 64 + 64 * 6 + 6 + 6);
    assertThat(many.downloadBytes()).isAtLeast((long) theta);
    assertThat(many.downloadBytes()).isAtMost((long) theta + SMALL_BYTES);
    // observation, action and reward in floats, and a byte for the kind of the step
    long row = 4 * (17 + 6 + 1) + 1;
    assertThat(many.uploadBytes() - few.uploadBytes()).isEqualTo(3L * (LONG - SHORT) * row);
  }

  @Test
  void aSearchedStepAndAGaussNewtonFitMoveTheBatchOnce() {
    requireSmall(
        cheetah("trpo").with("baseline.fit", "trust-region").with("baseline.trust_region.steps", 1),
        13,
        8);
  }

  @Test
  void aStepWithoutASearchMovesTheBatchOnce() {
    requireSmall(
        cheetah("npg").with("baseline.fit", "trust-region").with("baseline.trust_region.steps", 1),
        15,
        8);
  }

  /** The orders of minibatches go up, one for each pass. */
  @Test
  void passesOfMinibatchesAddTheirOrders() {
    CudaTraffic one = iteration(cheetah("ppo").with("update.proximal.epochs", 1), SHORT);
    CudaTraffic four = iteration(cheetah("ppo").with("update.proximal.epochs", 4), SHORT);
    assertThat(four.uploads() - one.uploads()).isEqualTo(3);
    assertThat(four.uploadBytes() - one.uploadBytes()).isEqualTo(3L * 3 * SHORT * 4);
  }
}
