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
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.canter.checkpoint.Checkpoint;
import org.canter.cli.Main;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentProvider;
import org.canter.train.SmallConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SIGTERM and SIGINT end a training process with a checkpoint of its last whole iteration. */
class SignalTest {
  private static final int EACH = 4;
  private static final Random MOMENTS = new Random(15);

  // no checkpoint on the way: what is saved is what the signal saved
  private static final SmallConfig LONG =
      SmallConfig.of("gym/CartPole-v1", "trpo")
          .with("evaluation.every", 1000)
          .with("checkpoint.every", 1_000_000)
          .iterations(60, 100);

  @TempDir Path folder;

  static Stream<Arguments> signals() {
    return Stream.of(Arguments.of("TERM", 143), Arguments.of("INT", 130));
  }

  private static List<String> train(SmallConfig small, Path run) {
    List<String> words =
        new ArrayList<>(
            List.of("train", "--out", run.toString(), "--threads", "2", "--device", "cpu"));
    words.addAll(small.words());
    return words;
  }

  @ParameterizedTest
  @MethodSource("signals")
  void aSignalLeavesACheckpoint(String signal, int status) throws Exception {
    Path whole = folder.resolve("whole");
    SmallRun.train(whole, LONG.config(), 2);
    SortedMap<String, String> expected = RunContents.of(whole);
    StringBuilder times = new StringBuilder();
    for (int i = 0; i < EACH; i++) {
      Path run = folder.resolve("run" + i);
      try (RunChild child = RunChild.start(train(LONG, run))) {
        assertThat(child.makes(new RunDirectory(run).progress())).isTrue();
        child.goesOnFor(MOMENTS.nextInt(100));
        times.append(times.isEmpty() ? "" : ", ").append(end(child, signal, status));
        requireSaved(run, child.text());
      }
      SmallRun.finish(run, LONG.config(), 1);
      assertThat(RunContents.of(run)).isEqualTo(expected);
    }
    System.out.printf(
        "SIG%s in training: exit code %d and a checkpoint after %s ms; resumed runs byte-identical:"
            + " %d of %d%n",
        signal, status, times, EACH, EACH);
  }

  /** Sends a signal; how many milliseconds the process still took. */
  private static long end(RunChild child, String signal, int status) throws Exception {
    long begin = System.nanoTime();
    child.signal(signal);
    int found = child.status();
    long millis = (System.nanoTime() - begin) / 1_000_000;
    assertWithMessage(child.text()).that(found).isEqualTo(status);
    return millis;
  }

  private static void requireSaved(Path run, String text) {
    SavedRun saved = SavedRun.at(run);
    Checkpoint newest = saved.newest();
    assertThat(saved.store().damages()).isEmpty();
    assertThat(text).contains("the state after " + newest.iteration() + " iterations is saved");
    assertThat(text).contains("canter resume " + run);
    assertThat(text).doesNotContain("\tat ");
    assertThat(Files.exists(saved.directory().summary())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("signals")
  void aSignalInTheFirstIterationLeavesTheBeginning(String signal, int status) throws Exception {
    SmallConfig small =
        SmallConfig.of(Herald.ID, "vpg")
            .with("rollout.environments", 1)
            .with("baseline.kind", "constant")
            .with("normalizer.active", false);
    // one iteration that takes a while
    small.iterations(1, 400_000);
    Path run = folder.resolve("run");
    long millis;
    try (RunChild child =
        RunChild.start(List.of(service(Herald.Provider.class)), train(small, run))) {
      assertThat(child.says(Herald.Provider.LINE)).isTrue();
      millis = end(child, signal, status);
      requireSaved(run, child.text());
    }
    assertThat(SavedRun.at(run).newest().iteration()).isEqualTo(0);
    EnvironmentFactory factory = Herald.quiet();
    SmallRun.resume(run, factory, 1);
    Path whole = folder.resolve("whole");
    SmallRun.train(whole, SavedRun.at(run).config(), factory, 2);
    assertThat(RunContents.of(run)).isEqualTo(RunContents.of(whole));
    System.out.printf(
        "SIG%s in the first iteration: exit code %d and a checkpoint of the beginning after %d ms;"
            + " resumed run byte-identical%n",
        signal, status, millis);
  }

  /** A folder that names a provider, as a user's jar does. */
  private Path service(Class<? extends EnvironmentProvider> provider) throws IOException {
    Path services =
        Files.createDirectories(folder.resolve("services").resolve("META-INF").resolve("services"));
    Files.writeString(services.resolve(EnvironmentProvider.class.getName()), provider.getName());
    return folder.resolve("services");
  }

  @Test
  void aSecondProcessIsRefusedWithTheOwnersPid() throws Exception {
    Path run = folder.resolve("run");
    try (RunChild child = RunChild.start(train(LONG, run))) {
      assertThat(child.makes(new RunDirectory(run).progress())).isTrue();
      for (List<String> words : List.of(List.of("resume", run.toString()), train(LONG, run))) {
        StringWriter err = new StringWriter();
        int status =
            Main.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                words.toArray(String[]::new));
        assertThat(status).isEqualTo(5);
        assertThat(err.toString()).contains("in use by process " + child.pid());
        assertThat(err.toString()).doesNotContain("\tat ");
      }
      // and the first one goes on as if nothing had been
      assertThat(child.goesOnFor(1)).isTrue();
    }
  }
}
