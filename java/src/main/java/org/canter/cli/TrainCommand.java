// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.canter.algo.RunConfig;
import org.canter.compute.Device;
import org.canter.config.ConfigLayer;
import org.canter.env.EnvironmentFactory;
import org.canter.run.RunDirectory;
import org.canter.run.TrainingRun;
import org.canter.train.TrainConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a policy and leaves a run directory. */
@Command(
    name = "train",
    description = {
      "Trains a policy and leaves a run directory.",
      "Settings: the defaults, then the task's preset, the algorithm, --config, --set, and the",
      "options below; later ones win. canter algos lists them all."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private MachineOptions machine = new MachineOptions();

  @Option(
      names = "--env",
      paramLabel = "ID",
      description = "the environment, such as gym/Hopper-v4")
  private String environment;

  @Option(names = "--algo", paramLabel = "NAME", description = "the method (default: trpo)")
  private String algorithm;

  @Option(names = "--steps", paramLabel = "N", description = "training steps (default: 1000000)")
  private String steps;

  @Option(names = "--seed", paramLabel = "S", description = "of everything random (default: 0)")
  private String seed;

  @Option(names = "--envs", paramLabel = "N", description = "environments side by side")
  private String environments;

  @Option(names = "--config", paramLabel = "FILE", description = "settings in YAML")
  private Path file;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting; may be repeated")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the run directory (default: runs/ENV-ALGO-sSEED, numbered if it exists)")
  private Path out;

  TrainCommand() {}

  @Override
  public Integer call() throws IOException {
    CommandLine line = command.commandLine();
    int threads = machine.threads(line);
    TrainConfig config = RunConfig.resolve(layers());
    Device device = machine.device(line);
    EnvironmentFactory factory = new KnownEnvironments(line).find(config.env());
    Path path = out == null ? freshDirectory(config) : out;
    try (TrainingRun run = TrainingRun.begin(path, config, factory, device, threads)) {
      line.getErr()
          .println("canter: training " + config.env() + " in " + path + ", updates on " + device);
      return new RunConsole(line, new RunDirectory(path)).run(run);
    }
  }

  private List<ConfigLayer> layers() {
    List<ConfigLayer> layers = new ArrayList<>();
    if (file != null) {
      layers.add(ConfigLayer.ofYaml(file.toString(), file));
    }
    layers.add(ConfigLayer.ofSet(settings));
    add(layers, "--env", "env", environment);
    add(layers, "--algo", "algo", algorithm);
    add(layers, "--steps", "steps", steps);
    add(layers, "--seed", "seed", seed);
    add(layers, "--envs", "rollout.environments", environments);
    return layers;
  }

  private static void add(List<ConfigLayer> layers, String option, String key, String value) {
    if (value != null) {
      layers.add(ConfigLayer.of(option, Map.of(key, value)));
    }
  }

  private static Path freshDirectory(TrainConfig config) {
    String name = config.env().substring(config.env().indexOf('/') + 1);
    Path runs = Path.of("runs");
    String base = name + "-" + config.algo() + "-s" + config.seed();
    Path path = runs.resolve(base);
    for (int number = 2; Files.exists(path); number++) {
      path = runs.resolve(base + "-" + number);
    }
    return path;
  }
}
