// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.canter.kernels.CudaDeviceCondition;
import org.canter.kernels.CudaRuntime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A GPU without memory is said with the settings to lower, and leaves the process usable. */
@Tag("gpu")
@ExtendWith(CudaDeviceCondition.class)
class CudaMemoryTest {
  private static final long BYTES = 12_000_000;

  @Test
  void aSmallerRunWorksAfterOneThatWasTooLarge() throws IOException, InterruptedException {
    assumeTrue(
        CudaDeviceCondition.isEmulated(), "only the emulated GPU's memory can be made small");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-D" + CudaRuntime.PATH_PROPERTY + "=" + System.getProperty(CudaRuntime.PATH_PROPERTY),
            "-cp",
            System.getProperty("java.class.path"),
            MemoryChild.class.getName());
    builder.environment().put("CANTER_EMULATED_BYTES", String.valueOf(BYTES));
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertWithMessage(text).that(process.waitFor()).isEqualTo(0);
    List<String> lines = text.lines().filter(line -> !line.startsWith("[")).toList();
    assertWithMessage(text).that(lines).hasSize(3);
    for (String refusal : lines.subList(0, 2)) {
      assertThat(refusal).containsMatch("needs \\d+ bytes, and \\d+ are free");
      assertThat(refusal).contains("rollout.environments = 3 times rollout.horizon = 200");
      assertThat(refusal).contains("policy.hidden = [2000, 2000]");
    }
    assertThat(lines.get(2)).isEqualTo("and goes on");
  }
}
