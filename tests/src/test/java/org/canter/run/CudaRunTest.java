// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.canter.cli.Main;
import org.canter.compute.Device;
import org.canter.compute.Devices;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.canter.kernels.CudaDeviceCondition;
import org.canter.train.IterationReport;
import org.canter.train.SmallConfig;
import org.canter.train.TrainConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs in directories whose updates run on a GPU. */
@Tag("gpu")
@ExtendWith(CudaDeviceCondition.class)
class CudaRunTest {
  private static final SmallConfig SMALL =
      SmallConfig.of("gym/CartPole-v1", "trpo").with("checkpoint.every", 3).iterations(7, 60);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int canter(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  private void train(Path path, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "--out", path.toString()));
    words.addAll(SMALL.words());
    words.addAll(List.of(more));
    int status = canter(words.toArray(String[]::new));
    assertWithMessage(err.toString()).that(status).isEqualTo(0);
  }

  @Test
  void aRunSaysItsDeviceAndIsVerifiedThere() throws IOException {
    Path path = folder.resolve("run");
    train(path, "--device", "cuda");
    Device device = Devices.choose("cuda");
    assertThat(err.toString()).contains("updates on " + device);
    String summary = Files.readString(new RunDirectory(path).summary());
    device.facts().values().forEach(fact -> assertThat(summary).contains("\"" + fact + "\""));
    assertThat(summary).contains("\"device\": \"cuda\"");
    assertThat(SavedRun.at(path).deviceKind().orElseThrow()).isEqualTo("cuda");
    assertThat(canter("verify", path.toString())).isEqualTo(0);
    assertThat(out.toString()).contains("the same to the bit");
    assertThat(out.toString()).doesNotContain("another machine");
    // the processor has other bits, and says why
    assertThat(canter("verify", path.toString(), "--from", "0", "--device", "cpu")).isEqualTo(1);
    assertThat(out.toString()).contains("another machine: gpu: ");
    assertThat(canter("eval", path.toString(), "--episodes", "2")).isEqualTo(0);
  }

  @Test
  void automaticIsThisGpu() {
    Path path = folder.resolve("run");
    train(path);
    assertThat(err.toString()).contains("updates on " + Devices.choose("cuda"));
  }

  @Test
  void aRunThatWasStoppedGoesOnToTheSameBits() throws IOException {
    Path whole = folder.resolve("whole");
    train(whole, "--device", "cuda");
    Path path = folder.resolve("stopped");
    TrainConfig config = SMALL.config();
    EnvironmentFactory world = EnvironmentRegistry.standard().find(config.env());
    try (TrainingRun run = TrainingRun.begin(path, config, world, Devices.choose("cuda"), 2)) {
      run.run(
          new RunListener() {
            @Override
            public void iterated(IterationReport report) {
              if (report.iteration() == 3) {
                run.stop();
              }
            }
          });
    }
    assertThat(canter("resume", path.toString())).isEqualTo(0);
    assertThat(err.toString()).contains("updates on " + Devices.choose("cuda"));
    assertThat(err.toString()).doesNotContain("another machine");
    for (String name : List.of("progress.csv", "hashes.csv", "evaluations.csv")) {
      assertThat(Files.readString(path.resolve(name)))
          .isEqualTo(Files.readString(whole.resolve(name)));
    }
  }

  @Test
  void aRunOfTheProcessorStaysThere() throws IOException {
    Path path = folder.resolve("run");
    train(path, "--device", "cpu");
    assertThat(canter("verify", path.toString())).isEqualTo(0);
    assertThat(canter("resume", path.toString())).isEqualTo(0);
    assertThat(err.toString()).contains("updates on cpu");
  }

  @Test
  void devicesAndDoctorNameIt() {
    Device device = Devices.choose("cuda");
    assertThat(canter("devices")).isEqualTo(0);
    assertThat(out.toString()).contains(device.name() + ": " + device.facts().get("device_name"));
    assertThat(out.toString()).contains(device.facts().get("device_uuid"));
    assertThat(out.toString()).doesNotContain("no GPU");
    assertThat(canter("doctor")).isEqualTo(0);
    assertThat(out.toString()).containsMatch("ok +gpu +CUDA driver \\d+\\.\\d, runtime \\d+\\.\\d");
  }
}
