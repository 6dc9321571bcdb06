// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.canter.algo.RunConfig;
import org.canter.config.ConfigLayer;
import org.canter.env.EnvironmentFactory;
import org.canter.io.Json;
import org.canter.rollout.bench.MemoryUse;
import org.canter.run.bench.TrainBars;
import org.canter.run.bench.TrainBench;
import org.canter.run.bench.TrainMeasurement;
import org.canter.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures whole training beside the simulator alone. */
@Command(
    name = "train",
    description = {
      "Measures whole training beside the simulator alone, in one run: rollout, update, value fit,",
      "metrics and checkpoints with the presets, against a loop of C over mj_step that replays the",
      "very actions and resets. A replay must end in the bytes in which the training ended."
    },
    mixinStandardHelpOptions = true)
final class BenchTrainCommand implements Callable<Integer> {
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
      names = "--algo",
      paramLabel = "NAME",
      description = "the method (default: ${DEFAULT-VALUE})",
      defaultValue = "trpo")
  private String algorithm;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "threads of training and simulator (default: ${DEFAULT-VALUE})",
      defaultValue = "2")
  private int threads;

  @Option(
      names = "--steps",
      paramLabel = "K",
      description = "training steps of a measurement (default: ${DEFAULT-VALUE})",
      defaultValue = "100000")
  private long steps;

  @Option(
      names = "--rounds",
      paramLabel = "R",
      description = "repetitions, of which the median counts (default: ${DEFAULT-VALUE})",
      defaultValue = "3")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "of everything random (default: ${DEFAULT-VALUE})",
      defaultValue = "0")
  private long seed;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting; may be repeated")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--scratch",
      paramLabel = "DIR",
      description = "where runs are written meanwhile (default: the system's temporary folder)")
  private Path scratch;

  @Option(names = "--json", description = "print JSON, for programs")
  private boolean json;

  BenchTrainCommand() {}

  @Override
  public Integer call() throws IOException {
    requirePositive("--threads", threads);
    requirePositive("--steps", steps);
    requirePositive("--rounds", rounds);
    KnownEnvironments known = new KnownEnvironments(command.commandLine());
    Map<EnvironmentFactory, TrainConfig> chosen = new LinkedHashMap<>();
    for (String id : environments) {
      EnvironmentFactory factory = known.find(id);
      requirePhysics(factory);
      chosen.put(factory, config(id));
    }
    TrainReport report = measure(chosen);
    PrintWriter out = command.commandLine().getOut();
    out.println(json ? Json.text(report.facts()) : report.text().stripTrailing());
    out.flush();
    return ExitCode.OK.code();
  }

  private TrainReport measure(Map<EnvironmentFactory, TrainConfig> chosen) throws IOException {
    Path folder =
        scratch == null
            ? Files.createTempDirectory("canter-bench")
            : Files.createTempDirectory(Files.createDirectories(scratch), "canter-bench");
    try {
      TrainBench bench = new TrainBench(threads, rounds, folder);
      PrintWriter err = command.commandLine().getErr();
      List<TrainMeasurement> found = new ArrayList<>();
      for (Map.Entry<EnvironmentFactory, TrainConfig> one : chosen.entrySet()) {
        found.add(bench.measure(one.getValue(), one.getKey(), err::println));
      }
      return new TrainReport(found, TrainBars.of(found));
    } finally {
      Files.delete(folder);
    }
  }

  private TrainConfig config(String environment) {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("env", environment);
    given.put("algo", algorithm);
    given.put("seed", seed);
    given.put("steps", steps);
    return RunConfig.resolve(
        List.of(ConfigLayer.ofSet(settings), ConfigLayer.of("bench train", given)));
  }

  private void requirePositive(String option, long value) {
    if (value < 1) {
      throw new ParameterException(
          command.commandLine(), option + " " + value + ": must be at least 1");
    }
  }

  private void requirePhysics(EnvironmentFactory factory) {
    if (MemoryUse.of(factory).simulation() == 0) {
      throw new ParameterException(
          command.commandLine(),
          factory.id() + " has no physics to compare with; choose one with a MuJoCo model");
    }
  }
}
