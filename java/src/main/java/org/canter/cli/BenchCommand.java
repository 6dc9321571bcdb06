// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures speed. The kernels' benchmark has a class path of its own, which the launcher knows. */
@Command(
    name = "bench",
    description = {
      "Measures speed: bench rollout and bench train beside the simulator alone.",
      "(./canter bench kernels measures the kernels beside libtorch.)"
    },
    mixinStandardHelpOptions = true,
    subcommands = {BenchRolloutCommand.class, BenchTrainCommand.class})
final class BenchCommand implements Runnable {
  @Spec private CommandSpec command;

  BenchCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "what to measure is missing: kernels, rollout or train");
  }
}
