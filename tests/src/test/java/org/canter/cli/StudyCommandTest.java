// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {
  @TempDir Path folder;
  private CommandRun run;

  private int study(String words, String... more) {
    run = new CommandRun();
    Stream<String> all =
        Stream.of(
                Stream.of("study"),
                Stream.of(words.split(" ")),
                Stream.of("--out", folder.toString(), "--threads", "2"),
                Stream.of(more))
            .flatMap(part -> part);
    return run.of(all.toArray(String[]::new));
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }

  private void assertDrawn(String name) throws IOException {
    assertThat(ImageIO.read(folder.resolve(name + ".png").toFile()).getWidth()).isEqualTo(1200);
    assertThat(Files.readString(folder.resolve(name + ".html"))).contains("<svg");
    assertThat(run.out()).contains(folder.resolve(name + ".png").toString());
  }

  @Test
  void withoutANameTheStudiesAreListed() {
    run = new CommandRun();
    assertThat(run.of("study")).isEqualTo(0);
    assertThat(run.out()).contains("| locomotion ");
    assertThat(run.out()).contains("| gae-map ");
  }

  @Test
  void theResultsTableHoldsEverySeedOfEveryTask() throws IOException {
    String words =
        "locomotion --env tiny/LQR,tiny/Chain --seeds 2 --set steps=256 --set rollout.horizon=64"
            + " --set evaluation.every=128 --set evaluation.episodes=2"
            + " --set evaluation.final_episodes=3";
    assertThat(study(words)).isEqualTo(0);
    assertThat(run.err()).contains("4 of 4 runs are done, after");
    assertThat(lines("runs.csv")).hasSize(1 + 4);
    List<String> table = lines("table.csv");
    assertThat(table).hasSize(1 + 2);
    double first = Double.parseDouble(lines("runs.csv").get(1).split(",")[4]);
    double second = Double.parseDouble(lines("runs.csv").get(2).split(",")[4]);
    double mean = Double.parseDouble(table.get(1).split(",")[4]);
    assertThat(mean).isWithin(1e-9).of((first + second) / 2);
    assertThat(Files.readString(folder.resolve("table.md")))
        .contains("`./canter study locomotion --env tiny/LQR --seeds 2 --set steps=256");
    assertDrawn("tiny-LQR");
    assertDrawn("tiny-Chain");
    // the same command again does no run again
    String before = Files.readString(folder.resolve("table.csv"));
    assertThat(study(words)).isEqualTo(0);
    assertThat(run.err()).contains("4 of 4 runs are done");
    assertThat(run.err()).doesNotContain("after");
    assertThat(Files.readString(folder.resolve("table.csv"))).isEqualTo(before);
  }

  @Test
  void baselinesAreComparedOnCartPole() throws IOException {
    assertThat(study("cartpole-baselines --quick --set steps=1500")).isEqualTo(0);
    assertThat(lines("runs.csv")).hasSize(1 + 4);
    assertThat(run.out()).contains("| REINFORCE, no baseline   |");
    assertThat(run.out()).contains("| VPG with GAE(0.99, 0.97) |");
    assertDrawn("cartpole-baselines");
  }

  @Test
  void curvesByLambdaAreDrawn() throws IOException {
    assertThat(study("gae-lambda --quick")).isEqualTo(0);
    assertThat(run.out()).contains("| condition     | iteration 1 | iteration 2 | iteration 5 |");
    // three conditions of five iterations
    assertThat(lines("table.csv")).hasSize(1 + 3 * 5);
    assertDrawn("gae-lambda");
  }

  @Test
  void theMapOfGammaAndLambdaIsDrawn() throws IOException {
    assertThat(study("gae-map --quick --seeds 1")).isEqualTo(0);
    assertThat(run.out()).containsMatch("gamma . lambda \\| 0.0 +\\| 0.96 +\\| 1.0 +\\|");
    assertThat(lines("table.csv")).hasSize(1 + 6);
    assertDrawn("gae-map");
  }

  @Test
  void aRunThatEndsBeforeItsIterationsIsSaid() {
    assertThat(study("gae-map --quick --seeds 1 --set steps=1")).isEqualTo(2);
    assertThat(run.err()).contains("ended after 1 of 3 iterations");
  }

  @Test
  void wrongWordsAreNamedWithTheirExitCode() {
    assertFails(2, "did you mean gae-map?", "gae-mp --quick");
    assertFails(2, "did you mean gym/Ant-v4?", "locomotion --env gym/Ent-v4");
    assertFails(2, "--seeds 0", "gae-map --seeds 0");
    assertFails(2, "leave out --env and --algo", "gae-map --env gym/Ant-v4");
    assertFails(3, "did you mean trpo?", "locomotion --algo trop");
    assertFails(3, "did you mean advantage.lambda?", "gae-map --set advantage.lamda=1");
    assertThat(folder.toFile().list()).isEmpty();
  }

  private void assertFails(int exit, String because, String words) {
    int found = study(words);
    assertThat(run.err()).contains(because);
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(found).isEqualTo(exit);
  }
}
