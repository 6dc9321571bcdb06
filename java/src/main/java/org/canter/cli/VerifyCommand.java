// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.canter.compute.Device;
import org.canter.env.EnvironmentFactory;
import org.canter.run.SavedRun;
import org.canter.run.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does iterations of a run again and compares. */
@Command(
    name = "verify",
    description = {
      "Does iterations of a run again, from a checkpoint or from the beginning, and compares the",
      "hashes of policy, trainer and environments after each with those of the run.",
      "Exit code 0 if all agree, 1 if not."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private MachineOptions machine = new MachineOptions();

  @Parameters(paramLabel = "RUN", description = "the run directory")
  private Path path;

  @Option(
      names = "--from",
      paramLabel = "K",
      defaultValue = "-1",
      description = "the iteration of a checkpoint, 0 for the beginning (default: the oldest)")
  private long from;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "10",
      description = "at most so many (default: ${DEFAULT-VALUE})")
  private int iterations;

  VerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    CommandLine line = command.commandLine();
    if (iterations < 1 || from < -1) {
      throw new ParameterException(
          line, "--iterations " + iterations + " --from " + from + ": at least 1, and from 0");
    }
    SavedRun run = SavedRun.at(path);
    Device device = machine.device(line, run);
    EnvironmentFactory factory = new KnownEnvironments(line).find(run.config().env());
    Verification found =
        Verification.of(run, factory, device, machine.threads(line), from, iterations);
    print(line.getOut(), found);
    return (found.agrees() ? ExitCode.OK : ExitCode.INTERNAL).code();
  }

  private static void print(PrintWriter out, Verification found) {
    found.machine().forEach(fact -> out.println("another machine: " + fact));
    found.differences().forEach(out::println);
    if (found.compared() == 0) {
      out.println(
          "nothing to compare: the run wrote down no iteration after iteration " + found.from());
    } else {
      out.printf(
          "iterations %d to %d: %s%n",
          found.from(),
          found.from() + found.compared() - 1,
          found.agrees() ? "the same to the bit" : "NOT the same");
    }
    out.flush();
  }
}
