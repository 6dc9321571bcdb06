// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever call fails while a checkpoint is saved: the earlier one is intact, the reason said. */
class CheckpointFailureTest {
  @TempDir Path root;

  @ParameterizedTest
  @EnumSource
  void everyFailingCallOfAKind(Faulty.Kind kind) throws IOException {
    int failures = 0;
    for (Scene scene : Scene.values()) {
      failures += failures(scene, Set.of(kind), Faulty.Mode.ONCE);
      failures += failures(scene, Set.of(kind), Faulty.Mode.FROM_THEN_ON);
    }
    assertThat(failures).isGreaterThan(0);
    System.out.printf(
        "checkpoint saves with a failing %s, earlier one intact: %d of %d%n",
        kind, failures, failures);
  }

  @Test
  void everyCallAfterWhichNothingWorks() throws IOException {
    int failures = 0;
    for (Scene scene : Scene.values()) {
      failures += failures(scene, EnumSet.allOf(Faulty.Kind.class), Faulty.Mode.FROM_THEN_ON);
    }
    assertThat(failures).isGreaterThan(50);
    System.out.printf(
        "checkpoint saves on a disk that fails for good, earlier one intact: %d of %d%n",
        failures, failures);
  }

  @Test
  void aFullDiskSaysHowMuchIsNeededWhereAndWhatToDo() throws IOException {
    Path folder = Scene.NEXT.set(root.resolve("scene"));
    Faulty operations = new Faulty(Set.of(Faulty.Kind.WRITE), 2, Faulty.Mode.ONCE);
    String message = refusal(new CheckpointStore(folder, 2, operations), Samples.of(3));
    long needed = Samples.of(3).bytes() + Manifest.of(Samples.of(3)).toBytes().length;
    assertThat(message)
        .startsWith(
            "disk full: %d bytes needed at %s; free space, then `canter resume`"
                .formatted(needed, folder));
    assertThat(message).contains("iteration 3 was not saved, earlier ones are intact");
    // what was written of it is given back at once
    assertThat(Samples.names(folder)).containsExactly("00000001", "00000002");
  }

  @Test
  void whatCannotBeRemovedIsNoReasonToLoseACheckpoint() throws IOException {
    Path folder = Scene.AGAIN.set(root.resolve("scene"));
    Faulty operations = new Faulty(Set.of(Faulty.Kind.DELETE), 1, Faulty.Mode.FROM_THEN_ON);
    try (CapturedLog log = new CapturedLog()) {
      new CheckpointStore(folder, 2, operations).save(Scene.AGAIN.saved);
      assertThat(log.lines("is saved, but what it replaces could not be removed")).isEqualTo(1);
    }
    Scene.AGAIN.requireNewest(folder, true, "nothing can be deleted");
    assertThat(Samples.names(folder)).contains("00000002.1");
    Scene.AGAIN.requireNextSaveCleansUp(folder, "nothing could be deleted");
  }

  /** Lets the first call fail, then the second, until there is none to fail. */
  private int failures(Scene scene, Set<Faulty.Kind> kinds, Faulty.Mode mode) throws IOException {
    for (int wrong = 1; ; wrong++) {
      Path folder = scene.set(root.resolve("scene"));
      Faulty operations = new Faulty(kinds, wrong, mode);
      CheckpointStore store = new CheckpointStore(folder, 2, operations);
      String when = "call %s of %s fails %s".formatted(wrong, kinds, mode);
      boolean saved;
      try (CapturedLog log = new CapturedLog()) {
        String message = refusal(store, scene.saved);
        saved = message == null;
        boolean warned = log.lines("could not be removed") == 1;
        assertWithMessage("%s, %s: warned", scene, when)
            .that(warned)
            .isEqualTo(saved && operations.happened());
        requireHelpful(message, folder, "%s, %s".formatted(scene, when));
      }
      scene.requireNewest(folder, saved, when);
      scene.requireNothingHalf(folder, when);
      scene.requireNextSaveCleansUp(folder, when);
      if (!operations.happened()) {
        assertWithMessage("%s, %s", scene, when).that(saved).isTrue();
        return wrong - 1;
      }
    }
  }

  private static void requireHelpful(String message, Path folder, String when) {
    if (message != null) {
      assertWithMessage(when).that(message).contains(folder.toString());
      assertWithMessage(when).that(message).contains("then `canter resume`");
      assertWithMessage(when)
          .that(message)
          .containsMatch("No space left|Input/output error|Read-only");
    }
  }

  private static String refusal(CheckpointStore store, Checkpoint checkpoint) {
    try {
      store.save(checkpoint);
      return null;
    } catch (CheckpointException exception) {
      return exception.getMessage();
    }
  }
}
