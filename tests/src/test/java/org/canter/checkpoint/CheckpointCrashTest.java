// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process ends, or the power fails, at every call of a save. */
class CheckpointCrashTest {
  @TempDir Path root;

  @ParameterizedTest
  @EnumSource
  void theProcessEndsAtEveryCall(Scene scene) throws IOException {
    int crashes = 0;
    for (boolean crashed = true; crashed; ) {
      Path folder = scene.set(root.resolve("scene"));
      EnumSet<Faulty.Kind> all = EnumSet.allOf(Faulty.Kind.class);
      Faulty operations = new Faulty(all, crashes + 1, Faulty.Mode.CRASH);
      crashed = crashes(new CheckpointStore(folder, 2, operations), scene.saved);
      String when = "the process ends at call " + (crashes + 1);
      scene.requireNewest(folder, !crashed, when);
      scene.requireNothingHalf(folder, when);
      scene.requireNextSaveCleansUp(folder, when);
      crashes += crashed ? 1 : 0;
    }
    assertThat(crashes).isGreaterThan(10);
    System.out.printf(
        "checkpoint saves (%s) that a crash ended, newest whole one loaded: %d of %d%n",
        scene, crashes, crashes);
  }

  @ParameterizedTest
  @EnumSource
  void thePowerFailsAtEveryCall(Scene scene) throws IOException {
    int cuts = 0;
    for (PowerCut.Loss loss : PowerCut.Loss.values()) {
      boolean crashed = true;
      for (int call = 1; crashed; call++) {
        Path folder = scene.set(root.resolve("scene"));
        PowerCut operations = new PowerCut(call);
        crashed = crashes(new CheckpointStore(folder, 2, operations), scene.saved);
        // after the last call too: what was saved must stay
        operations.cut(loss);
        String when = "the power fails at call %s and takes %s".formatted(call, loss);
        scene.requireNewest(folder, !crashed, when);
        scene.requireNextSaveCleansUp(folder, when);
        cuts++;
      }
    }
    assertThat(cuts).isGreaterThan(40);
    System.out.printf(
        "checkpoint saves (%s) that a power cut ended, newest whole one loaded: %d of %d%n",
        scene, cuts, cuts);
  }

  private static boolean crashes(CheckpointStore store, Checkpoint checkpoint) {
    try {
      store.save(checkpoint);
      return false;
    } catch (Faulty.Crash crash) {
      return true;
    }
  }
}
