// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.canter.train.TrainingTrace.iterate;
import static org.canter.train.TrainingTrace.text;
import static org.canter.train.TrainingTrace.world;

import java.util.List;
import java.util.stream.Stream;
import org.canter.checkpoint.Checkpoint;
import org.canter.compute.Device;
import org.canter.compute.Devices;
import org.canter.kernels.CudaDeviceCondition;
import org.canter.kernels.KernelContext;
import org.canter.metric.MetricRow;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training whose updates run on a GPU, the machine's or an emulated one. */
@Tag("gpu")
@ExtendWith(CudaDeviceCondition.class)
class CudaTrainingTest {
  private static Trainer onGpu(TrainConfig config, int threads) {
    return Trainer.open(config, world(config), Devices.choose("cuda"), threads);
  }

  static Stream<Named<LearningTest.Lesson>> lessons() {
    return TrainerStateTest.lessons();
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void everyMethodRunsTwiceToTheSameBitsAndIsRestored(LearningTest.Lesson lesson) {
    TrainConfig config = lesson.small().config();
    Checkpoint saved;
    List<Object> expected;
    try (Trainer trainer = onGpu(config, 1)) {
      iterate(trainer, 2);
      saved = new Checkpoint(2, trainer.save());
      expected = iterate(trainer, 1);
    }
    try (Trainer other = onGpu(config, 2)) {
      iterate(other, 1);
      other.restore(saved);
      assertWithMessage(lesson.name()).that(text(other.save())).isEqualTo(text(saved.entries()));
      assertWithMessage(lesson.name()).that(iterate(other, 1)).isEqualTo(expected);
    }
  }

  /** Tensor cores give other bits than float32, and the same ones again. */
  @Test
  void tf32IsRepeatedToTheBit() {
    SmallConfig small = SmallConfig.of("gym/HalfCheetah-v4", "trpo").iterations(3, 400);
    TrainConfig config = small.with("device.tf32", true).config();
    List<Object> first;
    try (Trainer trainer = onGpu(config, 1)) {
      first = iterate(trainer, 2);
    }
    try (Trainer trainer = onGpu(config, 2)) {
      assertThat(iterate(trainer, 2)).isEqualTo(first);
    }
    TrainConfig plain = small.with("device.tf32", false).config();
    try (Trainer trainer = onGpu(plain, 1)) {
      assertThat(iterate(trainer, 2)).isNotEqualTo(first);
    }
  }

  static Stream<SmallConfig> firstSteps() {
    return Stream.of(
        SmallConfig.of("gym/CartPole-v1", "trpo").iterations(3, 400),
        SmallConfig.of("gym/HalfCheetah-v4", "trpo").iterations(3, 400),
        SmallConfig.of("gym/HalfCheetah-v4", "trpo").with("device.tf32", true).iterations(3, 400),
        SmallConfig.of("gym/HalfCheetah-v4", "npg").iterations(3, 400),
        SmallConfig.of("gym/Hopper-v4", "trpo-empirical").iterations(3, 400));
  }

  /** The first iteration gathers the same batch on both, so that the steps can be compared. */
  @ParameterizedTest
  @MethodSource("firstSteps")
  void aWholeIterationIsThatOfTheProcessor(SmallConfig small) {
    TrainConfig config = small.config();
    try (Trainer gpu = onGpu(config, 1);
        Trainer processor = Trainer.open(config, world(config), 1)) {
      double[] before = processor.agent().policy().theta().toDoubles();
      assertThat(gpu.agent().policy().theta().toDoubles()).isEqualTo(before);
      assertThat(gpu.agent().policy().acting().toDoubles()).isEqualTo(before);
      MetricRow found = gpu.iterate().metrics();
      MetricRow expected = processor.iterate().metrics();
      double[] there = gpu.agent().policy().theta().toDoubles();
      double[] here = processor.agent().policy().theta().toDoubles();
      double difference = 0;
      double length = 0;
      for (int i = 0; i < before.length; i++) {
        difference += Math.pow(there[i] - here[i], 2);
        length += Math.pow(here[i] - before[i], 2);
      }
      double relative = Math.sqrt(difference / length);
      System.out.printf(
          "%s: step of the GPU against that of the processor, relative difference %.2e;"
              + " KL %.6f and %.6f%n",
          small, relative, found.get("kl"), expected.get("kl"));
      assertThat(found.get("step_accepted")).isEqualTo(1.0);
      assertThat(relative).isLessThan(1e-4);
      assertThat(gpu.agent().policy().acting().toDoubles()).isEqualTo(there);
    }
  }

  /** Where no step is taken, nothing lies between a policy and itself. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOldPolicyIsAtADistanceOfZero(boolean tf32) {
    TrainConfig config =
        SmallConfig.of("gym/HalfCheetah-v4", "npg-fixed")
            .with("update.natural.fixed_step", 1e-300)
            .with("device.tf32", tf32)
            .iterations(2, 300)
            .config();
    try (Trainer trainer = onGpu(config, 1)) {
      MetricRow row = trainer.iterate().metrics();
      assertThat(row.get("step_accepted")).isEqualTo(1.0);
      assertThat(row.get("kl")).isEqualTo(0.0);
      assertThat(row.get("kl_max")).isEqualTo(0.0);
      assertThat(row.get("improvement_actual")).isEqualTo(0.0);
    }
  }

  @Test
  void aPolicyOfAGpuActsOnTheProcessor() {
    TrainConfig config = SmallConfig.of("gym/Hopper-v4", "trpo").iterations(4, 200).config();
    try (Trainer gpu = onGpu(config, 1);
        Trainer processor = Trainer.open(config, world(config), 2)) {
      iterate(gpu, 2);
      Checkpoint saved = new Checkpoint(2, gpu.save());
      processor.restore(saved);
      assertThat(text(processor.save())).isEqualTo(text(saved.entries()));
      assertThat(processor.agent().evaluate(world(config), 1, 4, 2).totals())
          .isEqualTo(gpu.agent().evaluate(world(config), 1, 4, 1).totals());
      // and back
      iterate(processor, 1);
      saved = new Checkpoint(3, processor.save());
      gpu.restore(saved);
      assertThat(text(gpu.save())).isEqualTo(text(saved.entries()));
      assertThat(iterate(gpu, 1)).isNotEmpty();
    }
  }

  @Test
  void theDeviceSaysWhatItIs() {
    Device device = Devices.choose("cuda");
    assertThat(device.kind()).isEqualTo("cuda");
    assertThat(device.name()).startsWith("cuda:");
    assertThat(device.facts()).containsKey("device_uuid");
    assertThat(Devices.choose("cuda:" + device.facts().get("device_uuid")).name())
        .isEqualTo(device.name());
    assertThat(device.fingerprint().hasGpu()).isTrue();
    assertThat(device.fingerprint().differences(Device.processor().fingerprint())).isNotEmpty();
    try (KernelContext context = CudaDeviceCondition.context()) {
      assertThat(context.place().isHost()).isFalse();
    }
  }
}
