// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentRegistry;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunnerTest {
  @TempDir Path path;
  private final EnvironmentRegistry registry = EnvironmentRegistry.standard();
  private final List<StudyRun> runs =
      List.of(
          TinyRuns.of("tiny/LQR", "a", 0, 4, 0),
          TinyRuns.of("tiny/LQR", "b", 1, 8, 0),
          TinyRuns.of("tiny/Chain", "c", 0, 6, 0));

  /** Remembers what it hears. */
  private static final class Ears implements StudyListener {
    private final List<String> ended = Collections.synchronizedList(new ArrayList<>());
    private final List<String> planned = new ArrayList<>();
    private int before;

    @Override
    public void planned(List<StudyRun> left, int done) {
      left.forEach(run -> planned.add(run.name()));
      before = done;
    }

    @Override
    public void ended(StudyRun run) {
      ended.add(run.name());
    }
  }

  private StudyFolder folder(String name) {
    return new StudyFolder(path.resolve(name));
  }

  private Ears finish(StudyFolder folder, List<StudyRun> all, int threads) throws IOException {
    Ears ears = new Ears();
    assertThat(new StudyRunner(folder, registry, threads, ears).run(all)).isTrue();
    return ears;
  }

  @Test
  void runsSideBySideEndAsOneAfterTheOther() throws IOException {
    assertThat(finish(folder("one"), runs, 1).ended).containsExactly("b", "c", "a").inOrder();
    assertThat(finish(folder("three"), runs, 3).ended).containsExactly("a", "b", "c");
    for (StudyRun run : runs) {
      assertThat(TinyRuns.metrics(folder("three"), run))
          .isEqualTo(TinyRuns.metrics(folder("one"), run));
    }
  }

  @Test
  void aRunThatIsDoneIsNotRepeated() throws IOException {
    StudyFolder folder = folder("study");
    Ears first = finish(folder, runs.subList(0, 2), 2);
    assertThat(first.planned).containsExactly("b", "a").inOrder();
    assertThat(first.before).isEqualTo(0);
    Ears second = finish(folder, runs, 2);
    assertThat(second.planned).containsExactly("c");
    assertThat(second.ended).containsExactly("c");
    assertThat(second.before).isEqualTo(2);
  }

  @Test
  void aStudyThatWasStoppedGoesOnToTheSameBytes() throws IOException {
    finish(folder("whole"), runs, 1);
    StudyFolder folder = folder("stopped");
    StudyRunner[] runner = new StudyRunner[1];
    StudyListener impatient =
        new StudyListener() {
          @Override
          public void progressed(StudyRun run, double share) {
            if (share >= 0.5) {
              runner[0].stop();
            }
          }
        };
    runner[0] = new StudyRunner(folder, registry, 2, impatient);
    assertThat(runner[0].run(runs)).isFalse();
    assertThat(Files.exists(folder.directory(runs.get(0)).summary())).isFalse();
    assertThat(finish(folder, runs, 2).ended).containsExactly("a", "b", "c");
    for (StudyRun run : runs) {
      assertThat(TinyRuns.metrics(folder, run)).isEqualTo(TinyRuns.metrics(folder("whole"), run));
    }
  }

  @Test
  void iterationsEndARun() throws IOException {
    List<StudyRun> limited = List.of(TinyRuns.of("tiny/LQR", "limited", 0, 1000, 3));
    StudyFolder folder = folder("study");
    assertThat(finish(folder, limited, 1).ended).containsExactly("limited");
    assertThat(Files.readAllLines(folder.directory(limited.get(0)).progress())).hasSize(1 + 3);
    assertThat(finish(folder, limited, 1).planned).isEmpty();
  }

  @Test
  void aRunOfAnotherConfigurationIsRefused() throws IOException {
    finish(folder("study"), runs, 2);
    List<StudyRun> others = List.of(TinyRuns.of("tiny/LQR", "a", 0, 5, 0));
    StudyException refusal =
        assertThrows(StudyException.class, () -> finish(folder("study"), others, 1));
    assertThat(refusal).hasMessageThat().contains("steps: 256 -> 320");
    assertThat(refusal).hasMessageThat().contains("--out");
  }

  /** Breaks at its first step. */
  private static final class Broken extends ArrayEnvironment {
    private static final EnvironmentSpec SPEC =
        new EnvironmentSpec(
            "test/Broken", Space.unbounded(1), Space.box(1, -1, 1), 10, 0, "breaks");

    Broken() {
      super(SPEC, 1);
    }

    @Override
    protected void begin(EnvironmentRandom numbers) {
      state[0] = 0;
    }

    @Override
    protected void observe(double[] observation) {
      observation[0] = state[0];
    }

    @Override
    public StepKind step(double[] action, double[] observation) {
      throw new IllegalStateException("a gear came off");
    }
  }

  @Test
  void aRunThatFailsLeavesTheOthersAlone() throws IOException {
    registry.register(EnvironmentFactory.of(Broken::new));
    StudyRun broken = TinyRuns.of("test/Broken", "broken", 0, 100, 0);
    StudyFolder folder = folder("study");
    StudyException failure =
        assertThrows(StudyException.class, () -> finish(folder, List.of(broken, runs.get(0)), 1));
    assertThat(failure).hasMessageThat().startsWith("broken: ");
    assertThat(failure).hasMessageThat().contains("a gear came off");
    assertThat(Files.exists(folder.directory(runs.get(0)).summary())).isTrue();
  }
}
