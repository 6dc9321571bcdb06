// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {
  @ParameterizedTest
  @ValueSource(strings = {"cpu", "CPU"})
  void theProcessorIsAlwaysThere(String wanted) {
    Device device = Devices.choose(wanted);
    assertThat(device.kind()).isEqualTo("cpu");
    assertThat(device.facts()).containsExactly("device", "cpu");
    assertThat(device.fingerprint().hasGpu()).isFalse();
    try (Compute compute = device.open(DeviceSettings.defaults(), 1)) {
      assertThat(compute.isOnHost()).isTrue();
      assertThat(compute.host()).isSameInstanceAs(compute);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tpu", "", "cuda1", "gpu:0", "cuda:", "cuda:-1", "cuda:x", "cuda:0x1", "cuda:1.0"})
  void otherNamesAreNone(String wanted) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Devices.choose(wanted));
    assertThat(refusal).hasMessageThat().contains("\"" + wanted + "\": must be auto, cpu, cuda");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda:9999", "cuda:GPU-ffffffff-0000"})
  void aGpuThatIsNotThereIsRefusedWithTheReason(String wanted) {
    DeviceException refusal = assertThrows(DeviceException.class, () -> Devices.choose(wanted));
    assertThat(refusal).hasMessageThat().startsWith("device \"" + wanted + "\": ");
    assertThat(refusal).hasCauseThat().isNotNull();
    assertThat(refusal).hasMessageThat().contains(refusal.getCause().getMessage());
  }

  /** Automatic is the first GPU or else the processor, and the reason says which it must be. */
  @Test
  void automaticIsAGpuUnlessThereIsAReason() {
    Device automatic = Devices.choose("auto");
    assertThat(automatic.kind()).isEqualTo(Devices.gpuProblem().isPresent() ? "cpu" : "cuda");
    assertThat(Devices.choose("Auto").name()).isEqualTo(automatic.name());
    if (Devices.gpuProblem().isPresent()) {
      DeviceException refusal = assertThrows(DeviceException.class, () -> Devices.choose("cuda"));
      assertThat(refusal).hasMessageThat().contains(Devices.gpuProblem().get());
    } else {
      assertThat(Devices.choose("cuda").name()).isEqualTo(automatic.name());
    }
  }

  @Test
  void theProcessorIsListedFirst() {
    assertThat(Devices.all().get(0).name()).isEqualTo("cpu");
    assertThat(Devices.all().get(0).description()).contains("kernels");
    assertThat(Devices.all().get(0).isSupported()).isTrue();
  }

  @Test
  void ratesFallLinearlyOrStay() {
    assertThat(new Progress(3, 0.25).rate(0.8, true)).isEqualTo(0.8 * 0.75);
    assertThat(new Progress(3, 0.25).rate(0.8, false)).isEqualTo(0.8);
    assertThat(new Progress(3, 1.5).rate(0.8, true)).isEqualTo(0.0);
  }
}
