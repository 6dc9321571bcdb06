// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.canter.plot.Runs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotCommandTest {
  @TempDir Path folder;
  private CommandRun run;
  private String[] runs;

  @BeforeEach
  void makeRuns() throws IOException {
    runs =
        new String[] {
          Runs.write(folder.resolve("a0"), 0, 30, 1000, "trpo").toString(),
          Runs.write(folder.resolve("a1"), 1, 30, 1200, "trpo").toString(),
          Runs.write(folder.resolve("b0"), 2, 30, 500, "ppo").toString()
        };
  }

  private int plot(String[] runs, String... options) {
    run = new CommandRun();
    Stream<String> words =
        Stream.of(Stream.of("plot"), Stream.of(runs), Stream.of(options)).flatMap(all -> all);
    return run.of(words.toArray(String[]::new));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aPictureIsDrawnAndItsEndReported() throws IOException {
    assertThat(plot(runs, "--out", file("curves.png"))).isEqualTo(0);
    assertThat(run.err()).isEmpty();
    assertThat(ImageIO.read(folder.resolve("curves.png").toFile()).getWidth()).isEqualTo(1200);
    assertThat(run.out()).contains("| gym/Hopper-v4 trpo | 2    | 61440 |");
    assertThat(run.out()).contains("| gym/Hopper-v4 ppo  | 1    | 61440 |");
    assertThat(run.out()).contains("drawn: " + file("curves.png"));
  }

  @Test
  void aPageIsDrawnWithAllOptions() throws IOException {
    int exit =
        plot(
            runs,
            "--out=" + file("curves.HTML"),
            "--metric=kl",
            "--statistic=IQM",
            "--smooth=3",
            "--title=Steps of <both>");
    assertThat(run.err()).isEmpty();
    assertThat(exit).isEqualTo(0);
    String page = Files.readString(folder.resolve("curves.HTML"));
    assertThat(page).contains("<h1>Steps of &lt;both&gt;</h1>");
    assertThat(page).contains("kl (interquartile mean over seeds, last 3 iterations)");
    assertThat(plot(runs, "--out=" + file("curves.html"))).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("curves.html")))
        .contains("<h1>return_mean of 2 groups</h1>");
  }

  @Test
  void wrongInputIsNamedWithItsExitCode() throws IOException {
    String png = "--out=" + file("curves.png");
    assertFails(2, "a plot is a .png or an .html file", runs, "--out=curves.pdf");
    assertFails(2, "there are mean and iqm", runs, png, "--statistic=median");
    assertFails(2, "--smooth 0", runs, png, "--smooth=0");
    assertFails(2, "did you mean \"return_mean\"?", runs, png, "--metric=return_maen");
    assertFails(2, "Its columns: iteration, env_steps, return_mean, kl", runs, png, "--metric=zz");
    assertFails(2, "is given twice", new String[] {runs[0], runs[0] + "/../a0"}, png);
    assertFails(2, "--out", runs);
    assertFails(2, "RUN", new String[0], png);
    assertFails(5, "no such run directory", new String[] {file("none")}, png);
    assertFails(5, "holds no progress.csv", new String[] {folder.toString()}, png);
    assertFails(5, "no such file or directory", runs, "--out=" + file("none/curves.png"));
    Files.writeString(folder.resolve("b0/progress.csv"), "iteration,env_steps\n1,2,3\n");
    assertFails(5, "line 2 has 3 cells, but the header has 2", runs, png);
    assertThat(Files.exists(folder.resolve("curves.png"))).isFalse();
  }

  private void assertFails(int exit, String because, String[] runs, String... options) {
    int found = plot(runs, options);
    assertThat(run.err()).contains(because);
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(found).isEqualTo(exit);
  }
}
