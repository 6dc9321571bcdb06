// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.canter.env.EnvironmentFactory;
import org.canter.io.Json;
import org.canter.plot.Statistics;
import org.canter.rollout.EpisodeReturns;
import org.canter.run.SavedPolicy;
import org.canter.run.SavedRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores the policy of a run. */
@Command(
    name = "eval",
    description = {
      "Scores the policy of a run on deterministic episodes: the mean or most likely action, the",
      "normaliser as it stands, an own stream of seeds."
    },
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {
  private static final int MOST_EPISODES = 100_000;

  @Spec private CommandSpec command;
  @Mixin private MachineOptions machine = new MachineOptions();

  @Parameters(paramLabel = "RUN", description = "the run directory")
  private Path path;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      defaultValue = "100",
      description = "how many (default: ${DEFAULT-VALUE})")
  private int episodes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "of the episodes (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--best",
      description = "the policy that scored best during the run, not the last")
  private boolean best;

  @Option(names = "--json", description = "print JSON, for programs")
  private boolean json;

  EvalCommand() {}

  @Override
  public Integer call() {
    CommandLine line = command.commandLine();
    if (episodes < 1 || episodes > MOST_EPISODES) {
      throw new ParameterException(
          line, "--episodes " + episodes + ": must be in [1, " + MOST_EPISODES + "]");
    }
    int threads = machine.threads(line);
    machine.requireProcessor(line, "evaluations run on the processor");
    SavedRun run = SavedRun.at(path);
    EnvironmentFactory factory = new KnownEnvironments(line).find(run.config().env());
    try (SavedPolicy policy = SavedPolicy.open(run, factory, best)) {
      EpisodeReturns found = policy.evaluate(seed, episodes, threads);
      print(line.getOut(), run, policy, found);
    }
    return ExitCode.OK.code();
  }

  private void print(PrintWriter out, SavedRun run, SavedPolicy policy, EpisodeReturns found) {
    double[] totals = found.totals();
    double length = Arrays.stream(found.lengths()).average().orElse(0);
    double middle = Statistics.interquartileMean(totals);
    if (json) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("env", run.config().env());
      facts.put("policy", best ? "best" : "last");
      facts.put("env_steps", policy.environmentSteps());
      facts.put("episodes", episodes);
      facts.put("seed", seed);
      facts.put("return_mean", found.mean());
      facts.put("return_std", found.deviation());
      facts.put("return_iqm", middle);
      facts.put("return_min", Arrays.stream(totals).min().orElse(Double.NaN));
      facts.put("return_max", Arrays.stream(totals).max().orElse(Double.NaN));
      facts.put("length_mean", length);
      facts.put("physics_faults", found.faults());
      out.println(Json.text(facts));
    } else {
      out.printf(
          Locale.ROOT,
          "%s, %s policy after %,d steps, %d deterministic episodes%n",
          run.config().env(),
          best ? "best" : "last",
          policy.environmentSteps(),
          episodes);
      out.printf(
          Locale.ROOT,
          "return %.1f +- %.1f, interquartile mean %.1f, length %.0f%n",
          found.mean(),
          found.deviation(),
          middle,
          length);
    }
    out.flush();
  }
}
