// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.List;
import org.canter.compute.Devices;
import org.canter.compute.parity.ParityResult;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  private final CommandRun run = new CommandRun();

  @Test
  void theReasonWhyThereIsNoGpuHasARemedy() {
    assertThat(run.of("doctor")).isEqualTo(0);
    assertThat(run.of("devices")).isEqualTo(0);
    if (Devices.gpuProblem().isPresent()) {
      String[] parts = Devices.gpuProblem().get().split("; ", 2);
      assertThat(run.out()).contains("absent  gpu          " + parts[0]);
      assertThat(run.out()).contains("remedy: " + parts[1]);
      assertThat(run.out()).contains("no GPU: " + parts[0] + "; " + parts[1]);
    } else {
      assertThat(run.out()).contains("ok      gpu          CUDA driver ");
    }
  }

  @Test
  void parityPrintsTheErrorOfEveryKernel() {
    int status = run.of("doctor", "--parity");
    assertWithMessage(run.out()).that(status).isEqualTo(0);
    assertThat(run.out()).contains("cpu in float32: ");
    assertThat(run.out()).contains("| kernel ");
    assertThat(run.out()).contains("| 376-100-50-25-17 ");
    assertThat(run.out()).containsMatch("\\| trust-region step +\\| \\d\\.\\de-");
    assertThat(run.out()).contains("errors are within their bounds");
  }

  @Test
  void anErrorBeyondItsBoundIsSaid() {
    ParityResult good = new ParityResult("forward", "3-4-1", 1e-14, 1e-11);
    ParityResult bad = new ParityResult("backward", "3-4-1", 1e-10, 1e-11);
    ParityResult lost = new ParityResult("tangent", "3-4-1", Double.NaN, 1e-11);
    ParityReport report = new ParityReport("cuda:7", List.of(good, bad, lost));
    assertThat(report.passes()).isFalse();
    assertThat(report.text()).contains("2 of 3 errors are beyond their bounds");
    assertThat(report.text()).containsMatch("forward +\\| 1.0e-14 +\\| 1.0e-11 +\\| ok ");
    assertThat(report.text()).containsMatch("backward +\\| 1.0e-10 +\\| 1.0e-11 +\\| BEYOND ");
    assertThat(report.text()).containsMatch("tangent +\\| NaN +\\| 1.0e-11 +\\| BEYOND ");
    assertThat(new ParityReport("cpu", List.of(good)).passes()).isTrue();
  }
}
