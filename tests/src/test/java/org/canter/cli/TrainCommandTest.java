// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.canter.checkpoint.CheckpointStore;
import org.canter.metric.MetricFile;
import org.canter.run.RunContents;
import org.canter.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir Path folder;

  private String config(String name) throws IOException {
    return Files.readString(new RunDirectory(folder.resolve(name)).config());
  }

  @Test
  void aRunLeavesItsDirectoryAndSaysWhatCameOut() throws IOException {
    Path path = folder.resolve("run");
    CommandRun run = TrainedRun.train(path, TrainedRun.small());
    assertThat(run.err()).contains("canter: training gym/CartPole-v1 in " + path);
    assertThat(run.out()).contains("gym/CartPole-v1, trpo, seed 0: 810 steps in ");
    assertThat(run.out()).containsMatch("final policy: return \\d+\\.\\d \\+- .* over 3 ");
    assertThat(run.out()).containsMatch("best policy \\(after \\d+ steps\\): return ");
    assertThat(run.out()).contains("summary: " + path.resolve("summary.json"));
    assertThat(run.out()).contains("curve:   " + path.resolve("curve.png"));
    assertThat(ImageIO.read(path.resolve("curve.png").toFile()).getWidth()).isAtLeast(100);
    RunDirectory directory = new RunDirectory(path);
    assertThat(MetricFile.read(directory.progress()).get("return_mean")).hasLength(9);
    assertThat(Files.readAllLines(directory.progressLines())).hasSize(9);
    assertThat(MetricFile.read(directory.evaluations()).get("evaluation_return_mean")).hasLength(2);
    assertThat(MetricFile.read(directory.timing())).containsKey("resident_bytes");
    assertThat(new CheckpointStore(directory.checkpoints(), 2).iterations())
        .containsExactly(8L, 9L);
    try (var events = Files.list(directory.tensorBoard())) {
      assertThat(events.count()).isEqualTo(1);
    }
  }

  @Test
  void theSummaryIsForPrograms() throws IOException {
    TrainedRun.train(folder.resolve("run"), TrainedRun.small());
    Map<?, ?> summary = TrainedRun.json(Files.readString(folder.resolve("run/summary.json")));
    assertThat(summary.get("env_steps")).isEqualTo(810);
    assertThat(summary.get("iterations")).isEqualTo(9);
    assertThat(summary.get("seed")).isEqualTo(0);
    assertThat(summary.get("device")).isEqualTo("cpu");
    assertThat(summary.get("theta_sha256").toString()).matches("[0-9a-f]{64}");
    for (String number :
        new String[] {
          "final_return_mean",
          "final_return_std",
          "best_return_mean",
          "wall_seconds",
          "env_steps_per_second"
        }) {
      assertThat((Double) summary.get(number)).isAtLeast(0.0);
    }
    assertThat(((Map<?, ?>) summary.get("versions")).get("canter").toString()).contains(".");
  }

  @Test
  void theConfigurationReproducesTheRun() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    TrainedRun.train(first, TrainedRun.small().with("seed", 7));
    CommandRun again = new CommandRun();
    String config = new RunDirectory(first).config().toString();
    String out = second.toString();
    assertThat(again.of("train", "--config", config, "--out", out, "--device", "cpu")).isEqualTo(0);
    assertThat(RunContents.of(second)).isEqualTo(RunContents.of(first));
  }

  @Test
  void laterSettingsWin() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "env: gym/Hopper-v4\nseed: 3\nadvantage:\n  gamma: 0.9\n");
    String[] words =
        TrainedRun.words(
            folder.resolve("run"),
            TrainedRun.small().with("seed", 4).with("steps", 90),
            "--config",
            file.toString(),
            "--seed",
            "5");
    assertThat(new CommandRun().of(words)).isEqualTo(0);
    assertThat(config("run")).containsMatch("env: gym/CartPole-v1 ");
    assertThat(config("run")).containsMatch("seed: 5 ");
    assertThat(config("run")).containsMatch("steps: 90 ");
    assertThat(config("run")).containsMatch("gamma: 0.9 ");
  }

  @Test
  void anotherSeedIsAnotherRun() throws IOException {
    TrainedRun.train(folder.resolve("0"), TrainedRun.small());
    TrainedRun.train(folder.resolve("1"), TrainedRun.small().with("seed", 1));
    assertThat(RunContents.of(folder.resolve("1")).get("checkpoint, policy"))
        .isNotEqualTo(RunContents.of(folder.resolve("0")).get("checkpoint, policy"));
  }

  @Test
  void aDirectoryThatHoldsARunIsLeftAlone() throws IOException {
    Path path = folder.resolve("run");
    TrainedRun.train(path, TrainedRun.small());
    Map<String, String> before = RunContents.of(path);
    CommandRun second = new CommandRun();
    assertThat(second.of(TrainedRun.words(path, TrainedRun.small()))).isEqualTo(5);
    assertThat(second.err()).contains(path + " holds a run already; canter resume continues it");
    assertThat(second.out()).isEmpty();
    assertThat(RunContents.of(path)).isEqualTo(before);
  }
}
