// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.canter.kernels.KernelLoadException;
import org.canter.physics.PhysicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class FailureReportTest {
  private final StringWriter err = new StringWriter();

  private int report(Exception exception, String... args) {
    Main main = new Main();
    CommandLine line = new CommandLine(main).setErr(new PrintWriter(err, true));
    CommandLine.ParseResult parsed = line.parseArgs(args);
    return new FailureReport(main).handleExecutionException(exception, line, parsed);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new PhysicsException("fell over"), 6),
        Arguments.of(new KernelLoadException("no library"), 4),
        Arguments.of(new IOException("disk full"), 5),
        Arguments.of(new UncheckedIOException(new IOException("disk full")), 5),
        Arguments.of(new IllegalStateException("a defect"), 1));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachKindHasItsExitCodeAndOneLine(Exception exception, int code) {
    assertThat(report(exception)).isEqualTo(code);
    assertThat(err.toString()).contains(exception.getMessage());
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void verboseShowsTheStackTrace() {
    report(new IllegalStateException("a defect"), "-v");
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void aFailureWithoutAMessageIsNamed() {
    report(new NullPointerException());
    assertThat(err.toString()).contains("NullPointerException");
  }
}
