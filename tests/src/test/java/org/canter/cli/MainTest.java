// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void noCommandIsAUsageError() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("a command is missing");
    assertThat(err.toString()).contains("doctor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fly", "--colour", "doctor --deep"})
  void wordsThatNobodyKnowsAreUsageErrors(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void versionIsTheOneThatWasBuilt() {
    assertThat(run("--version")).isEqualTo(0);
    assertThat(out.toString()).containsMatch("canter \\d+\\.\\d+\\.\\d+");
  }

  @Test
  void doctorFindsThisMachineFit() {
    assertThat(run("doctor")).isEqualTo(0);
    assertThat(out.toString()).contains("instruction set");
    assertThat(out.toString()).contains("mujoco");
    assertThat(out.toString()).doesNotContain("failed ");
  }

  @Test
  void whatIsLackingComesWithItsRemedy() {
    Finding finding = Finding.failed("nose", "not in the face", "look in the mirror");
    assertThat(finding.text()).contains("failed");
    assertThat(finding.text()).contains("remedy: look in the mirror");
  }
}
