// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.canter.kernels.KernelLoadException;
import org.canter.kernels.UnsupportedKernelException;
import org.canter.physics.PhysicsException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one line and an exit code; the stack trace only with -v. */
final class FailureReport implements IExecutionExceptionHandler {
  private final Main main;

  FailureReport(Main main) {
    this.main = main;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    ExitCode exit = exitCode(exception);
    String text = exception.getMessage() == null ? exception.toString() : exception.getMessage();
    commandLine.getErr().println(commandLine.getColorScheme().errorText("canter: " + text));
    if (main.verbose()) {
      exception.printStackTrace(commandLine.getErr());
    } else if (exit == ExitCode.INTERNAL) {
      commandLine.getErr().println("canter: -v shows where it happened");
    }
    return exit.code();
  }

  private static ExitCode exitCode(Exception exception) {
    if (exception instanceof PhysicsException) {
      return ExitCode.PHYSICS;
    }
    if (exception instanceof KernelLoadException
        || exception instanceof UnsupportedKernelException) {
      return ExitCode.DEVICE;
    }
    if (exception instanceof IOException || exception instanceof UncheckedIOException) {
      return ExitCode.IO;
    }
    return ExitCode.INTERNAL;
  }
}
