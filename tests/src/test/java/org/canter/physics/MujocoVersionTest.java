// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.canter.physics.MujocoVersion.Number;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MujocoVersionTest {

  @Test
  void loadedLibraryFitsTheOneCompiledAgainst() {
    MujocoVersion version = MujocoVersion.query();
    assertThat(version.loaded()).isEqualTo(version.compiled());
    assertThat(version.loaded().major()).isAtLeast(2);
  }

  @ParameterizedTest
  @CsvSource({"222, 2.2.2", "316, 3.1.6", "100, 1.0.0", "3004000, 3.4.0", "3012007, 3.12.7"})
  void versionCodesAreReadAsMujocoCountsThem(int code, String text) {
    assertThat(Number.of(code).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"99", "0", "-1"})
  void otherCodesAreRefused(int code) {
    PhysicsException refusal = assertThrows(PhysicsException.class, () -> Number.of(code));
    assertThat(refusal).hasMessageThat().contains("= " + code);
  }

  @Test
  void anotherPatchIsAccepted() {
    MujocoVersion version = new MujocoVersion(Number.of(222), Number.of(221));
    assertThat(version.loaded().patch()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"222, 233", "222, 322", "316, 222"})
  void anotherMajorOrMinorVersionIsRefusedWithARemedy(int compiled, int loaded) {
    Number built = Number.of(compiled);
    Number found = Number.of(loaded);
    PhysicsException refusal =
        assertThrows(PhysicsException.class, () -> new MujocoVersion(built, found));
    assertThat(refusal).hasMessageThat().contains(built.toString());
    assertThat(refusal).hasMessageThat().contains(found.toString());
    assertThat(refusal).hasMessageThat().contains("MUJOCO_ROOT");
  }

  @Test
  void failureToLoadSaysPlatformReasonAndRemedy() {
    LinkageError error = new UnsatisfiedLinkError("no such file");
    PhysicsException failure = PhysicsLibrary.failure("linux-riscv64", error);
    assertThat(failure).hasMessageThat().contains("linux-riscv64");
    assertThat(failure).hasMessageThat().contains("no such file");
    assertThat(failure).hasMessageThat().contains("canter-physics");
    assertThat(failure).hasCauseThat().isSameInstanceAs(error);
  }
}
