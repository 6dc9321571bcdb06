// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.canter.algo.Algorithm;
import org.canter.algo.Algorithms;
import org.canter.algo.RunConfig;
import org.canter.config.ConfigLayer;
import org.canter.config.ConfigTable;
import org.canter.config.ConfigWriter;
import org.canter.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the methods, what each changes against the defaults, and every setting. */
@Command(
    name = "algos",
    description = "Lists the methods, what each changes against the defaults, and every setting.",
    mixinStandardHelpOptions = true)
final class AlgosCommand implements Runnable {
  @Spec private CommandSpec command;

  @Option(
      names = "--env",
      paramLabel = "ID",
      description = "show what this task's preset changes instead")
  private String environment;

  AlgosCommand() {}

  @Override
  public void run() {
    PrintWriter out = command.commandLine().getOut();
    if (environment == null) {
      listAll(out);
    } else {
      new KnownEnvironments(command.commandLine()).find(environment);
      TrainConfig resolved =
          RunConfig.resolve(List.of(ConfigLayer.of("--env", Map.of("env", environment))));
      out.println("trpo on " + environment + ", against the defaults:");
      ConfigWriter.changes(TrainConfig.defaults(), resolved)
          .forEach(change -> out.println("  " + change));
    }
    out.flush();
  }

  private static void listAll(PrintWriter out) {
    for (Algorithm one : Algorithms.all()) {
      out.println(one.name() + ": " + one.description());
      one.changes().forEach((key, value) -> out.println("    " + key + ": " + value));
    }
    out.println();
    out.println("settings, with the defaults that algorithms and presets begin with:");
    out.print(ConfigTable.text(TrainConfig.class, TrainConfig.defaults()));
  }
}
