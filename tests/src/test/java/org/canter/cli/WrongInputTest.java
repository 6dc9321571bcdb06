// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.canter.checkpoint.RunLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users type wrongly: one line that says what, in which range, and the exit code of its kind.
 */
class WrongInputTest {
  private static final String CART_POLE = "--env gym/CartPole-v1 ";

  @TempDir Path folder;

  static Stream<Arguments> trainings() {
    return Stream.of(
        Arguments.of("--env gym/Hoper-v4", 2, "did you mean gym/Hopper-v4?"),
        Arguments.of("--env hopper", 2, "did you mean gym/Hopper-v4?"),
        Arguments.of("--algo trpo", 3, "no environment is named; give --env ID"),
        Arguments.of(CART_POLE + "--algo trop", 3, "\"trop\"; did you mean trpo?"),
        Arguments.of(CART_POLE + "--algo dreams", 3, "there are trpo, trpo-empirical, npg"),
        Arguments.of(CART_POLE + "--set polcy.hidden=[8]", 3, "policy.hidden"),
        Arguments.of(CART_POLE + "--set delta=0.1", 3, "update.natural.delta"),
        Arguments.of(CART_POLE + "--set colour=red", 3, "colour"),
        Arguments.of(CART_POLE + "--set seed", 3, "seed"),
        Arguments.of(CART_POLE + "--set advantage.gamma=1.5", 3, "1.5"),
        Arguments.of(CART_POLE + "--set advantage.gamma=1.5", 3, "[0, 1]"),
        Arguments.of(CART_POLE + "--set advantage.gamma=nan", 3, "advantage.gamma"),
        Arguments.of(CART_POLE + "--set update.natural.delta=-1e999", 3, "update.natural.delta"),
        Arguments.of(CART_POLE + "--set update.kind=natral", 3, "natural"),
        Arguments.of(CART_POLE + "--set policy.hidden=[0]", 3, "[1, 4096]"),
        Arguments.of(CART_POLE + "--steps -5", 3, "-5"),
        Arguments.of(CART_POLE + "--steps many", 3, "many"),
        Arguments.of(CART_POLE + "--steps 1e99", 3, "1e99"),
        Arguments.of(CART_POLE + "--seed 0.5", 3, "0.5"),
        Arguments.of(CART_POLE + "--envs 0", 3, "[1, 65536]"),
        Arguments.of(CART_POLE + "--envs 60000 --set rollout.horizon=60000", 3, "2^31 - 1"),
        Arguments.of(
            CART_POLE + "--set rollout.unit=episodes --set rollout.horizon=10",
            3,
            "whole episodes of up to 500 steps do not fit 10 rows"),
        Arguments.of(
            "--env tiny/Bandit --set rollout.horizon=0", 3, "tiny/Bandit has no time limit"),
        Arguments.of(CART_POLE + "--threads 0", 2, "--threads 0: must be in [1, 256]"),
        Arguments.of(CART_POLE + "--threads 257", 2, "--threads 257: must be in [1, 256]"),
        Arguments.of(CART_POLE + "--threads two", 2, "two"),
        Arguments.of(CART_POLE + "--device tpu", 2, "must be auto, cpu, cuda"),
        Arguments.of(CART_POLE + "--device cuda:x", 2, "\"cuda:x\": must be auto, cpu, cuda"),
        Arguments.of(CART_POLE + "--device cuda:9999", 4, "device \"cuda:9999\": "),
        Arguments.of(CART_POLE + "--device cuda:GPU-ffffffff-0", 4, "cuda:GPU-ffffffff-0"),
        Arguments.of(CART_POLE + "--set device.tf32=perhaps", 3, "device.tf32"),
        Arguments.of(CART_POLE + "--colour red", 2, "--colour"));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void aTrainingIsRefused(String line, int status, String reason) {
    Path out = folder.resolve("run");
    List<String> words = new ArrayList<>(List.of("train", "--out", out.toString()));
    words.addAll(List.of(line.split(" ")));
    refused(status, reason, words.toArray(String[]::new));
    assertWithMessage("a run was begun").that(Files.exists(out.resolve("config.yaml"))).isFalse();
  }

  private void refused(int status, String reason, String... words) {
    CommandRun run = new CommandRun();
    int found = run.of(words);
    assertWithMessage(run.err()).that(found).isEqualTo(status);
    assertThat(run.err()).contains(reason);
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void filesThatAreNoConfigurationAreRefused() throws IOException {
    String out = folder.resolve("run").toString();
    Path bad = folder.resolve("bad.yaml");
    Files.writeString(bad, "env: gym/CartPole-v1\npolicy:\n  hidden: [8\nseed: 1\n");
    refused(3, "bad.yaml", "train", "--out", out, "--config", bad.toString());
    Files.writeString(bad, "env: gym/CartPole-v1\nadvantage:\n  gama: 0.9\n");
    refused(3, "advantage.gamma", "train", "--out", out, "--config", bad.toString());
    Files.writeString(bad, "env: gym/CartPole-v1\nseed: {a: 1}\n");
    refused(3, "seed", "train", "--out", out, "--config", bad.toString());
    String none = folder.resolve("none.yaml").toString();
    refused(3, "none.yaml", "train", "--out", out, "--config", none);
    assertThat(Files.exists(folder.resolve("run/config.yaml"))).isFalse();
  }

  static Stream<Arguments> commandsOfARun() {
    return Stream.of("resume", "eval", "verify")
        .flatMap(
            command ->
                Stream.of(
                    Arguments.of(command, "none", "no such directory; canter train makes one"),
                    Arguments.of(command, ".", "holds no config.yaml, so no run was begun")));
  }

  @ParameterizedTest
  @MethodSource("commandsOfARun")
  void aDirectoryWithoutARunIsRefused(String command, String name, String reason) {
    refused(5, reason, command, folder.resolve(name).toString());
    assertThat(Files.exists(folder.resolve("none"))).isFalse();
  }

  @Test
  void optionsOfOtherCommandsAreChecked() {
    Path path = folder.resolve("run");
    TrainedRun.train(path, TrainedRun.small().with("steps", 90));
    for (String command : List.of("resume", "eval", "verify")) {
      boolean evaluates = command.equals("eval");
      refused(
          evaluates ? 2 : 4,
          evaluates ? "evaluations run on the processor" : "device \"cuda:9999\": ",
          command,
          path.toString(),
          "--device",
          "cuda:9999");
      refused(2, "tpu", command, path.toString(), "--device", "tpu");
      refused(2, "[1, 256]", command, path.toString(), "--threads", "0");
      refused(2, "Missing required parameter", command);
    }
    refused(2, "--episodes 0: must be in [1, 100000]", "eval", path.toString(), "--episodes", "0");
    refused(2, "at least 1", "verify", path.toString(), "--iterations", "0");
    refused(5, "no evaluation has chosen", "eval", path.toString(), "--best");
    refused(5, "there are those of [1]", "verify", path.toString(), "--from", "2");
  }

  @Test
  void aDirectoryInUseIsRefusedWithItsOwner() {
    Path path = folder.resolve("run");
    TrainedRun.train(path, TrainedRun.small().with("steps", 90));
    String owner = "in use by process " + ProcessHandle.current().pid();
    try (RunLock lock = RunLock.acquire(path)) {
      assertThat(lock).isNotNull();
      refused(5, owner, "resume", path.toString());
      refused(5, owner, TrainedRun.words(path, TrainedRun.small()));
    }
    assertThat(new CommandRun().of("resume", path.toString())).isEqualTo(0);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    refused(5, file.toString(), TrainedRun.words(file.resolve("run"), TrainedRun.small()));
  }

  @Test
  void verboseShowsWhereItHappened() {
    CommandRun run = new CommandRun();
    assertThat(run.of("-v", "train", "--env", "gym/CartPole-v1", "--algo", "trop")).isEqualTo(3);
    assertThat(run.err()).contains("\tat ");
  }
}
