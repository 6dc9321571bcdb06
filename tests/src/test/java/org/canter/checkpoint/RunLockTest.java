// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process works on a run directory; whoever else wants to is told which. */
class RunLockTest {
  @TempDir Path run;

  /** The main class of a child that takes the lock and keeps it until its input ends. */
  static final class Holder {
    private Holder() {}

    /** Says "held", or why not. */
    public static void main(String[] arguments) throws IOException {
      try (RunLock lock = RunLock.acquire(Path.of(arguments[0]))) {
        System.out.println("held by " + ProcessHandle.current().pid() + " " + (lock != null));
        System.in.readAllBytes();
      } catch (RunLockedException exception) {
        System.out.println("refused: " + exception.getMessage());
      }
    }
  }

  @Test
  void aSecondProcessIsRefusedWithTheOwnersPidAndAKilledOwnerIsInNobodysWay() throws Exception {
    try (Child owner = Child.start(Holder.class, run)) {
      assertThat(owner.line()).isEqualTo("held by " + owner.pid() + " true");
      RunLockedException refusal = locked();
      assertThat(refusal.ownerPid()).hasValue(owner.pid());
      assertThat(refusal)
          .hasMessageThat()
          .matches(
              "\\Q%s\\E is in use by process %d, started \\S+Z; wait until it ends, .*"
                  .formatted(run, owner.pid()));
      owner.kill();
    }
    // the file is still there, with the pid of the dead
    assertThat(Files.readString(run.resolve("run.lock"))).startsWith("pid ");
    RunLock.acquire(run).close();
    System.out.println("second processes on a run directory refused with the owner's pid: 1 of 1");
  }

  @Test
  void aSecondHolderInThisProcessIsRefusedAndTheFirstKeepsTheLock() throws Exception {
    long self = ProcessHandle.current().pid();
    try (RunLock lock = RunLock.acquire(run)) {
      assertThat(locked().ownerPid()).hasValue(self);
      // by whichever name
      Path link = Files.createSymbolicLink(run.resolve("link"), run);
      assertThrows(RunLockedException.class, () -> RunLock.acquire(link));
      // closing a second channel on the file would have given the lock away
      try (Child child = Child.start(Holder.class, run)) {
        assertThat(child.line()).startsWith("refused: " + run + " is in use by process " + self);
        assertThat(child.status()).isEqualTo(0);
      }
      assertThat(lock).isNotNull();
    }
    RunLock.acquire(run).close();
  }

  @Test
  void theLockIsFreeAfterCloseForAnotherProcess() throws Exception {
    RunLock first = RunLock.acquire(run);
    first.close();
    assertThat(Files.size(run.resolve("run.lock"))).isEqualTo(0);
    try (RunLock second = RunLock.acquire(run)) {
      // closing twice does not take the second one's
      first.close();
      assertThat(locked()).isNotNull();
      assertThat(second).isNotNull();
    }
    try (Child child = Child.start(Holder.class, run)) {
      assertThat(child.line()).startsWith("held by");
      child.closeInput();
      assertThat(child.status()).isEqualTo(0);
    }
  }

  @Test
  void whatAnEarlierVersionLeftInTheFileIsWrittenOver() throws IOException {
    Files.writeString(run.resolve("run.lock"), "x".repeat(10_000));
    try (RunLock lock = RunLock.acquire(run)) {
      assertThat(locked().ownerPid()).hasValue(ProcessHandle.current().pid());
      assertThat(lock).isNotNull();
      assertThat(Files.size(run.resolve("run.lock"))).isLessThan(100L);
    }
  }

  @Test
  void twoDirectoriesHaveTwoLocks() throws IOException {
    Path other = Files.createDirectory(run.resolve("other"));
    try (RunLock one = RunLock.acquire(run);
        RunLock two = RunLock.acquire(other)) {
      assertThat(one).isNotSameInstanceAs(two);
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() throws IOException {
    Path absent = run.resolve("absent");
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> RunLock.acquire(absent));
    assertThat(refusal).hasMessageThat().contains("cannot lock " + absent.resolve("run.lock"));
    assertThat(refusal).hasMessageThat().contains(absent + ": no such file or directory");
    Path file = Files.writeString(run.resolve("file"), "");
    assertThrows(CheckpointException.class, () -> RunLock.acquire(file));
    assertThat(Files.exists(absent)).isFalse();
  }

  private RunLockedException locked() {
    return assertThrows(RunLockedException.class, () -> RunLock.acquire(run));
  }
}
