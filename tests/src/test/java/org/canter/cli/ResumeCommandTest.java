// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.canter.checkpoint.Checkpoint;
import org.canter.checkpoint.CheckpointStore;
import org.canter.checkpoint.Fingerprint;
import org.canter.compute.Devices;
import org.canter.env.EnvironmentRegistry;
import org.canter.run.RunContents;
import org.canter.run.RunDirectory;
import org.canter.run.RunListener;
import org.canter.run.SavedRun;
import org.canter.run.TrainingRun;
import org.canter.train.IterationReport;
import org.canter.train.TrainConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeCommandTest {
  private static final TrainConfig CONFIG = TrainedRun.small().config();

  @TempDir private static Path undisturbed;
  private static Map<String, String> whole;

  @TempDir private Path path;
  private final CommandRun run = new CommandRun();

  @BeforeAll
  static void trainUndisturbed() throws IOException {
    TrainedRun.train(undisturbed, TrainedRun.small());
    whole = RunContents.of(undisturbed);
  }

  /** Checkpoints of four and of six iterations, and nothing after. */
  @BeforeEach
  void stopAfterSixIterations() throws IOException {
    try (TrainingRun begun =
        TrainingRun.begin(path, CONFIG, EnvironmentRegistry.standard().find(CONFIG.env()), 1)) {
      begun.run(
          new RunListener() {
            @Override
            public void iterated(IterationReport report) {
              if (report.iteration() == 5) {
                begun.stop();
              }
            }
          });
    }
    assertThat(store().iterations()).containsExactly(4L, 6L);
  }

  private CheckpointStore store() {
    return new CheckpointStore(new RunDirectory(path).checkpoints(), 2);
  }

  private void requireResumed() throws IOException {
    int status = run.of("resume", path.toString());
    assertWithMessage(run.err()).that(status).isEqualTo(0);
    assertThat(run.out()).contains("summary: " + path.resolve("summary.json"));
    assertThat(RunContents.of(path)).isEqualTo(whole);
  }

  private void damage(long iteration) throws IOException {
    Path place = new RunDirectory(path).checkpoints().resolve("%08d".formatted(iteration));
    TrainedRun.edit(place.resolve("fingerprint"), "canter", "cantor");
  }

  @Test
  void aStoppedRunIsFinished() throws IOException {
    requireResumed();
    assertThat(run.err()).contains("canter: going on after 6 iterations in " + path);
    assertThat(run.err()).doesNotContain("another machine");
    assertThat(run.err()).doesNotContain("skipped");
  }

  @Test
  void aFinishedRunStaysAsItIs() throws IOException {
    requireResumed();
    requireResumed();
    assertThat(run.err()).contains("going on after 9 iterations");
  }

  @Test
  void aDamagedCheckpointIsSkippedAndSaid() throws IOException {
    damage(6);
    requireResumed();
    assertThat(run.err()).contains("going on after 4 iterations");
    assertThat(run.err()).containsMatch("canter: skipped .*00000006");
  }

  @Test
  void aRunWithoutAWholeCheckpointIsRefused() throws IOException {
    damage(4);
    damage(6);
    byte[] before = Files.readAllBytes(new RunDirectory(path).progress());
    assertThat(run.of("resume", path.toString())).isEqualTo(5);
    assertThat(run.err()).contains("no checkpoint in ");
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(Files.readAllBytes(new RunDirectory(path).progress())).isEqualTo(before);
  }

  @Test
  void anotherMachineIsNamed() throws IOException {
    Checkpoint newest = store().newest().orElseThrow();
    SortedMap<String, byte[]> entries = new TreeMap<>(newest.entries());
    Map<String, String> facts = new TreeMap<>(Fingerprint.ofThisMachine().facts());
    facts.put("libc", "another one");
    entries.put("fingerprint", new Fingerprint(facts).toBytes());
    store().save(new Checkpoint(newest.iteration(), entries));
    requireResumed();
    assertThat(run.err())
        .contains("canter: another machine, so other bits may follow: libc: another one there, ");
  }

  /** Lets the newest checkpoint say that a GPU was at work. */
  private void pretendAGpu() {
    Checkpoint newest = store().newest().orElseThrow();
    SortedMap<String, byte[]> entries = new TreeMap<>(newest.entries());
    Fingerprint there = Fingerprint.ofThisMachine().withGpu("Imaginary 1", "driver 13.0");
    entries.put("fingerprint", there.toBytes());
    store().save(new Checkpoint(newest.iteration(), entries));
  }

  @Test
  void aRunOfAGpuStaysOnOne() {
    pretendAGpu();
    assertThat(SavedRun.at(path).deviceKind()).hasValue("cuda");
    assumeTrue(Devices.gpuProblem().isPresent(), "this machine has a GPU to go on with");
    for (String command : List.of("resume", "verify")) {
      assertThat(run.of(command, path.toString())).isEqualTo(4);
      assertThat(run.err()).contains(path + " was trained on a GPU: device \"cuda\": ");
      assertThat(run.err()).contains("--device cpu");
    }
  }

  @Test
  void aRunOfAGpuGoesOnOnTheProcessorWhereItIsWanted() {
    pretendAGpu();
    assertThat(run.of("resume", path.toString(), "--device", "cpu")).isEqualTo(0);
    assertThat(run.err())
        .contains("another machine, so other bits may follow: gpu: Imaginary 1 there, none here");
    assertThat(SavedRun.at(path).deviceKind()).hasValue("cpu");
  }

  @Test
  void filesThatWereCutAreRefused() throws IOException {
    Path progress = new RunDirectory(path).progress();
    Files.writeString(progress, "iteration,env_steps\n");
    assertThat(run.of("resume", path.toString())).isEqualTo(5);
    assertThat(run.err()).contains("progress.csv holds 20 bytes, but is to be continued behind");
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @Test
  void anotherConfigurationIsRefused() throws IOException {
    TrainedRun.edit(new RunDirectory(path).config(), "hidden: [8]", "hidden: [9]");
    TrainedRun.edit(new RunDirectory(path).config(), "hidden: [8]", "hidden: [9]");
    assertThat(run.of("resume", path.toString())).isEqualTo(5);
    assertThat(run.err()).contains("was the configuration changed?");
    assertThat(run.err()).doesNotContain("\tat ");
  }
}
