// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {
  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "CPU"})
  void theProcessorIsAlwaysThere(String wanted) {
    assertThat(Devices.choose(wanted)).isEqualTo("cpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpu", "", "cuda1", "gpu:0"})
  void otherNamesAreNone(String wanted) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Devices.choose(wanted));
    assertThat(refusal).hasMessageThat().contains("\"" + wanted + "\": must be auto, cpu, cuda");
  }

  @Test
  void theProcessorIsListedFirst() {
    assertThat(Devices.all().get(0).name()).isEqualTo("cpu");
    assertThat(Devices.all().get(0).description()).contains("kernels");
  }

  @Test
  void ratesFallLinearlyOrStay() {
    assertThat(new Progress(3, 0.25).rate(0.8, true)).isEqualTo(0.8 * 0.75);
    assertThat(new Progress(3, 0.25).rate(0.8, false)).isEqualTo(0.8);
    assertThat(new Progress(3, 1.5).rate(0.8, true)).isEqualTo(0.0);
  }
}
