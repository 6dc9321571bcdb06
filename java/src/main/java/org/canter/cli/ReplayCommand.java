// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.canter.env.EnvironmentFactory;
import org.canter.io.NpyArray;
import org.canter.io.NpyFile;
import org.canter.io.NpyType;
import org.canter.io.NpzFile;
import org.canter.rollout.Replay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs recorded actions in an environment and writes what it does. */
@Command(
    name = "replay",
    description = {
      "Runs recorded actions in an environment and writes what it does.",
      "Goes on past terminal states and the time limit, without a reset."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(names = "--env", required = true, paramLabel = "ID", description = "the environment")
  private String environment;

  @Option(
      names = "--actions",
      required = true,
      paramLabel = "A.npy",
      description = "float64 [T, nu], in the environment's own action units")
  private Path actions;

  @Option(
      names = "--state",
      paramLabel = "S.npy",
      description = {
        "float64 [nq + nv]: qpos, then qvel; left out: the model's reset without noise",
        "(an environment without physics: the first episode of seed 0)"
      })
  private Path state;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "T.npz",
      description = "receives obs, rew, terminated, truncated, qpos, qvel of each step")
  private Path out;

  ReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    EnvironmentFactory factory = new KnownEnvironments(command.commandLine()).find(environment);
    int width = factory.spec().action().width();
    NpyArray given = read(actions, 2, "[T, " + width + "]");
    if (given.shape()[1] != width) {
      throw wrong(actions, given, "[T, " + width + "]");
    }
    double[] start = state == null ? null : read(state, 1, "[nq + nv]").doubles();
    Replay replay = Replay.run(factory, given.doubles(), start);
    NpzFile.write(out, arrays(replay, factory.spec().observation().width()));
    return ExitCode.OK.code();
  }

  private NpyArray read(Path path, int dimensions, String wanted) throws IOException {
    NpyArray array = NpyFile.read(path);
    if (array.type() != NpyType.F64 || array.shape().length != dimensions) {
      throw wrong(path, array, wanted);
    }
    return array;
  }

  private CommandException wrong(Path path, NpyArray array, String wanted) {
    return new CommandException(
        ExitCode.CONFIG,
        path
            + " holds "
            + array
            + ", but "
            + environment
            + " takes <f8"
            + wanted
            + ", float64 in this shape");
  }

  private static Map<String, NpyArray> arrays(Replay replay, int observationWidth) {
    int steps = replay.steps();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("obs", NpyArray.of(replay.observations(), steps, observationWidth));
    arrays.put("rew", NpyArray.of(replay.rewards(), steps));
    arrays.put("terminated", NpyArray.of(replay.terminated(), steps));
    arrays.put("truncated", NpyArray.of(replay.truncated(), steps));
    if (replay.positionWidth() > 0) {
      arrays.put("qpos", NpyArray.of(replay.positions(), steps, replay.positionWidth()));
      arrays.put("qvel", NpyArray.of(replay.velocities(), steps, replay.velocityWidth()));
    }
    return arrays;
  }
}
