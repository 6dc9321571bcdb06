// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import org.canter.algo.Algorithm;
import org.canter.algo.Algorithms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** algos, devices, and the help of every command. */
class ListingCommandsTest {
  private final CommandRun run = new CommandRun();

  @Test
  void everyMethodAndSettingIsListed() {
    assertThat(run.of("algos")).isEqualTo(0);
    for (Algorithm one : Algorithms.all()) {
      assertThat(run.out()).contains(one.name() + ": " + one.description());
    }
    assertThat(run.out()).contains("    update.kind: proximal");
    for (String key : new String[] {"update.natural.delta", "advantage.lambda", "policy.hidden"}) {
      assertThat(run.out()).contains(key);
    }
    assertThat(run.out()).contains("bound on the mean KL divergence");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void whatATaskChangesIsShown() {
    assertThat(run.of("algos", "--env", "gym/Hopper-v4")).isEqualTo(0);
    assertThat(run.out()).contains("trpo on gym/Hopper-v4, against the defaults:");
    assertThat(run.out()).contains("gym/Hopper-v4\n");
    assertThat(run.of("algos", "--env", "gym/Hoper-v4")).isEqualTo(2);
    assertThat(run.err()).contains("did you mean gym/Hopper-v4?");
  }

  @Test
  void theProcessorIsADevice() {
    assertThat(run.of("devices")).isEqualTo(0);
    assertThat(run.out()).containsMatch("cpu: \\d+ processors, \\w+ kernels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"train", "resume", "eval", "verify", "plot", "envs", "algos", "devices", "doctor"})
  void everyCommandExplainsItself(String command) {
    int status = run.of(command, "--help");
    assertWithMessage(run.err()).that(status).isEqualTo(0);
    assertThat(run.out()).contains("Usage: canter " + command);
    assertThat(run.out()).contains("--verbose");
  }
}
