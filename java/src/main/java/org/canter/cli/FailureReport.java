// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.canter.checkpoint.CheckpointException;
import org.canter.compute.DeviceException;
import org.canter.config.ConfigException;
import org.canter.env.EnvironmentException;
import org.canter.kernels.KernelLoadException;
import org.canter.kernels.KernelMemoryException;
import org.canter.kernels.UnsupportedKernelException;
import org.canter.physics.PhysicsException;
import org.canter.rollout.RolloutException;
import org.canter.run.RunException;
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
    commandLine
        .getErr()
        .println(commandLine.getColorScheme().errorText("canter: " + text(exception)));
    if (main.verbose()) {
      exception.printStackTrace(commandLine.getErr());
    } else if (exit == ExitCode.INTERNAL) {
      commandLine.getErr().println("canter: -v shows where it happened");
    }
    return exit.code();
  }

  private static String text(Exception exception) {
    // these say the path and nothing else
    if (exception instanceof NoSuchFileException) {
      return exception.getMessage() + ": no such file or directory";
    }
    if (exception instanceof AccessDeniedException) {
      return exception.getMessage() + ": permission denied";
    }
    return exception.getMessage() == null ? exception.toString() : exception.getMessage();
  }

  private static ExitCode exitCode(Throwable exception) {
    if (exception instanceof CommandException command) {
      return command.exit();
    }
    if (exception instanceof PhysicsException) {
      return ExitCode.PHYSICS;
    }
    if (exception instanceof KernelLoadException
        || exception instanceof UnsupportedKernelException
        || exception instanceof KernelMemoryException
        || exception instanceof DeviceException) {
      return ExitCode.DEVICE;
    }
    if (exception instanceof ConfigException) {
      return ExitCode.CONFIG;
    }
    if (exception instanceof IOException
        || exception instanceof UncheckedIOException
        || exception instanceof CheckpointException
        || exception instanceof RunException) {
      return ExitCode.IO;
    }
    if (exception instanceof EnvironmentException) {
      // of a task's physics, or of what the task was given
      return exception.getCause() instanceof PhysicsException ? ExitCode.PHYSICS : ExitCode.CONFIG;
    }
    if (exception instanceof RolloutException) {
      // a worker's failure is wrapped, with its place; what has no cause is a matter of sizes
      return exception.getCause() == null ? ExitCode.CONFIG : exitCode(exception.getCause());
    }
    return ExitCode.INTERNAL;
  }
}
