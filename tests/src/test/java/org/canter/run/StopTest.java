// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.canter.checkpoint.Checkpoint;
import org.canter.checkpoint.RunLockedException;
import org.canter.env.EnvironmentFactory;
import org.canter.rollout.RolloutInterruptedException;
import org.canter.train.IterationReport;
import org.canter.train.SmallConfig;
import org.canter.train.TrainConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that a program stops, or that something is thrown in, goes on to the same bytes. */
class StopTest {
  private static final int HORIZON = 40;
  private static final int ITERATION = 3 * HORIZON;
  private static final RunListener NOBODY = new RunListener() {};

  // nothing is saved on the way, unless a run is stopped
  private static final TrainConfig CONFIG =
      SmallConfig.of(Herald.ID, "trpo")
          .with("checkpoint.every", 1000)
          .with("evaluation.every", 2 * ITERATION)
          .iterations(6, HORIZON)
          .config();

  @TempDir private static Path undisturbed;
  private static SortedMap<String, String> whole;

  @TempDir private Path path;

  @BeforeAll
  static void trainUndisturbed() throws IOException {
    SmallRun.train(undisturbed, CONFIG, Herald.quiet(), 2);
    whole = RunContents.of(undisturbed);
  }

  /** The run is at this iteration, and is finished from there. */
  private void requireResumable(long iteration) throws IOException {
    Checkpoint newest = SavedRun.at(path).newest();
    assertThat(newest.iteration()).isEqualTo(iteration);
    finish();
  }

  private void finish() throws IOException {
    SmallRun.resume(path, Herald.quiet(), 1);
    assertThat(RunContents.of(path)).isEqualTo(whole);
  }

  @Test
  void aRunIsStoppedInTheMiddleOfAnIteration() throws IOException {
    AtomicReference<TrainingRun> running = new AtomicReference<>();
    // one thread makes the steps of three worlds in turn; two of the six iterations evaluate
    EnvironmentFactory factory =
        Herald.telling(
            step -> {
              if (step == ITERATION + 50) {
                running.get().stop();
                // it is all there when stop() returns
                assertThat(SavedRun.at(path).newest().iteration()).isEqualTo(1);
              }
            });
    try (TrainingRun run = TrainingRun.begin(path, CONFIG, factory, 1)) {
      running.set(run);
      assertThat(run.run(NOBODY)).isNull();
      assertThat(run.savedIterations()).isEqualTo(1);
      run.stop();
    }
    assertThat(Files.exists(new RunDirectory(path).summary())).isFalse();
    requireResumable(1);
  }

  @Test
  void aRunIsStoppedBeforeItsFirstIteration() throws IOException {
    try (TrainingRun run = TrainingRun.begin(path, CONFIG, Herald.quiet(), 2)) {
      run.stop();
      assertThat(run.run(NOBODY)).isNull();
    }
    requireResumable(0);
  }

  @Test
  void aListenerStopsARun() throws IOException {
    try (TrainingRun run = TrainingRun.begin(path, CONFIG, Herald.quiet(), 2)) {
      RunListener third =
          new RunListener() {
            @Override
            public void iterated(IterationReport report) {
              if (report.iteration() == 2) {
                run.stop();
              }
            }
          };
      assertThat(run.run(third)).isNull();
    }
    requireResumable(3);
  }

  @Test
  void aStopBetweenEvaluationAndCommitDropsBoth() throws IOException {
    try (TrainingRun run = TrainingRun.begin(path, CONFIG, Herald.quiet(), 2)) {
      RunListener first =
          new RunListener() {
            @Override
            public void evaluated(long environmentSteps, double mean, boolean best) {
              run.stop();
            }
          };
      assertThat(run.run(first)).isNull();
    }
    // evaluated after the second iteration
    requireResumable(1);
  }

  @Test
  void stoppingARunThatIsOverChangesNothing() throws IOException {
    TrainingRun over;
    try (TrainingRun run = TrainingRun.begin(path, CONFIG, Herald.quiet(), 2)) {
      assertThat(run.run(NOBODY)).isNotNull();
      run.stop();
      over = run;
    }
    over.stop();
    over.close();
    assertThat(RunContents.of(path)).isEqualTo(whole);
    // a finished run that is resumed is finished once more
    finish();
  }

  @Test
  void anInterruptEndsARun() throws IOException {
    Thread caller = Thread.currentThread();
    EnvironmentFactory factory =
        Herald.telling(
            step -> {
              if (step == 2 * ITERATION + 7) {
                caller.interrupt();
              }
            });
    try (TrainingRun run = TrainingRun.begin(path, CONFIG, factory, 1)) {
      assertThrows(RolloutInterruptedException.class, () -> run.run(NOBODY));
      assertThat(Thread.interrupted()).isTrue();
      run.stop();
    }
    finish();
  }

  @Test
  void aListenersExceptionEndsARunThatCanBeResumed() throws IOException {
    IllegalStateException thrown = new IllegalStateException("the listener's own");
    RunListener angry =
        new RunListener() {
          @Override
          public void iterated(IterationReport report) {
            throw thrown;
          }
        };
    try (TrainingRun run = TrainingRun.begin(path, CONFIG, Herald.quiet(), 2)) {
      assertThat(assertThrows(IllegalStateException.class, () -> run.run(angry)))
          .isSameInstanceAs(thrown);
    }
    finish();
  }

  @Test
  void aDirectoryThatIsInUseIsRefused() throws IOException {
    try (TrainingRun run = TrainingRun.begin(path, CONFIG, Herald.quiet(), 1)) {
      RunLockedException refusal =
          assertThrows(
              RunLockedException.class,
              () -> TrainingRun.resume(SavedRun.at(path), Herald.quiet(), 1));
      assertThat(refusal.ownerPid().getAsLong()).isEqualTo(ProcessHandle.current().pid());
      assertThrows(
          RunLockedException.class, () -> TrainingRun.begin(path, CONFIG, Herald.quiet(), 1));
      assertThat(run.run(NOBODY)).isNotNull();
    }
    assertThat(RunContents.of(path)).isEqualTo(whole);
    RunException refusal =
        assertThrows(RunException.class, () -> TrainingRun.begin(path, CONFIG, Herald.quiet(), 1));
    assertThat(refusal).hasMessageThat().contains("holds a run already; canter resume");
  }
}
