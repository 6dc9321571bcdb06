// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.canter.checkpoint.Checkpoint;
import org.canter.compute.Device;
import org.canter.env.EnvironmentFactory;
import org.canter.run.SavedRun;
import org.canter.run.TrainingRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that ended before its last step. */
@Command(
    name = "resume",
    description = {
      "Goes on with a run that ended before its last step, from its newest checkpoint.",
      "The finished run is the same, to the bit, as one that was never interrupted."
    },
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private MachineOptions machine = new MachineOptions();

  @Parameters(paramLabel = "RUN", description = "the run directory")
  private Path path;

  ResumeCommand() {}

  @Override
  public Integer call() throws IOException {
    CommandLine line = command.commandLine();
    int threads = machine.threads(line);
    SavedRun run = SavedRun.at(path);
    Device device = machine.device(line, run);
    EnvironmentFactory factory = new KnownEnvironments(line).find(run.config().env());
    try (TrainingRun going = TrainingRun.resume(run, factory, device, threads)) {
      describe(line.getErr(), run, device, going);
      return new RunConsole(line, run.directory()).run(going);
    }
  }

  private static void describe(PrintWriter err, SavedRun run, Device device, TrainingRun going) {
    err.println(
        "canter: going on after "
            + going.savedIterations()
            + " iterations in "
            + run.directory().path()
            + ", updates on "
            + device);
    run.store()
        .damages()
        .forEach(
            damage -> err.println("canter: skipped " + damage.folder() + ": " + damage.reason()));
    Optional<Checkpoint> from = run.store().newest();
    from.ifPresent(
        checkpoint ->
            SavedRun.differences(checkpoint, device)
                .forEach(
                    line ->
                        err.println("canter: another machine, so other bits may follow: " + line)));
    err.flush();
  }
}
