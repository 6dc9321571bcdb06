// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.canter.env.EnvironmentFactory;
import org.canter.io.Json;
import org.canter.rollout.RolloutException;
import org.canter.rollout.bench.Bar;
import org.canter.rollout.bench.BenchSettings;
import org.canter.rollout.bench.Measurement;
import org.canter.rollout.bench.MemoryUse;
import org.canter.rollout.bench.RolloutBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures rollouts beside the simulator alone. */
@Command(
    name = "rollout",
    description = {
      "Measures rollouts beside the simulator alone, in one run: a 64-64 policy sampled at each"
          + " step,",
      "scaled observations and rewards included, against a loop of C over mj_step that replays the"
          + " very",
      "actions and resets. A replay must end in the bytes in which the rollout ended."
    },
    mixinStandardHelpOptions = true)
final class BenchRolloutCommand implements Runnable {
  @Spec private CommandSpec command;

  @Option(
      names = "--env",
      split = ",",
      paramLabel = "ID",
      description = "environments with physics (default: ${DEFAULT-VALUE})",
      defaultValue =
          "gym/HalfCheetah-v4,gym/Hopper-v4,gym/Walker2d-v4,gym/Swimmer-v4,gym/Ant-v4,gym/Humanoid-v4")
  private List<String> environments;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "T",
      description = "numbers of worker threads (default: ${DEFAULT-VALUE})",
      defaultValue = "1,2")
  private List<Integer> threads;

  @Option(
      names = "--envs",
      paramLabel = "N",
      description = "environments, shared out among the threads (default: ${DEFAULT-VALUE})",
      defaultValue = "16")
  private int count;

  @Option(
      names = "--steps",
      paramLabel = "K",
      description =
          "environment steps of a measurement, of all environments together"
              + " (default: ${DEFAULT-VALUE})",
      defaultValue = "8000")
  private int steps;

  @Option(
      names = "--rounds",
      paramLabel = "R",
      description = "repetitions, of which the median counts (default: ${DEFAULT-VALUE})",
      defaultValue = "5")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "of policy and environments (default: ${DEFAULT-VALUE})",
      defaultValue = "0")
  private long seed;

  @Option(names = "--memory", description = "only list the memory of every environment")
  private boolean memory;

  @Option(names = "--json", description = "print JSON, for programs")
  private boolean json;

  BenchRolloutCommand() {}

  @Override
  public void run() {
    KnownEnvironments known = new KnownEnvironments(command.commandLine());
    if (memory) {
      listMemory(known);
      return;
    }
    List<EnvironmentFactory> chosen = environments.stream().map(known::find).toList();
    RolloutBench bench = new RolloutBench(settings());
    requirePhysics(chosen);
    PrintWriter err = command.commandLine().getErr();
    List<Measurement> found = new ArrayList<>();
    long before = MemoryUse.resident();
    for (EnvironmentFactory factory : chosen) {
      found.addAll(bench.measure(factory, err::println));
    }
    RolloutReport report = new RolloutReport(found, Bar.of(found), before, MemoryUse.resident());
    print(json ? Json.text(report.facts()) : report.text());
  }

  private BenchSettings settings() {
    try {
      return new BenchSettings(threads, count, steps, rounds, seed);
    } catch (RolloutException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private void requirePhysics(List<EnvironmentFactory> chosen) {
    for (EnvironmentFactory factory : chosen) {
      if (MemoryUse.of(factory).simulation() == 0) {
        throw new ParameterException(
            command.commandLine(),
            factory.id() + " has no physics to compare with; choose one with a MuJoCo model");
      }
    }
  }

  private void listMemory(KnownEnvironments known) {
    List<MemoryUse> all = new ArrayList<>();
    known.all().forEach(factory -> all.add(MemoryUse.of(factory)));
    print(json ? Json.text(RolloutReport.facts(all)) : RolloutReport.text(all));
  }

  private void print(String text) {
    PrintWriter out = command.commandLine().getOut();
    out.println(text.stripTrailing());
    out.flush();
  }
}
