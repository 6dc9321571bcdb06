// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.junit.jupiter.api.Test;

class EnvsCommandTest {
  private final CommandRun run = new CommandRun();

  @Test
  void everyEnvironmentIsListed() {
    assertThat(run.of("envs")).isEqualTo(0);
    for (EnvironmentFactory factory : EnvironmentRegistry.standard().all()) {
      assertWithMessage(factory.id()).that(run.out()).contains("| " + factory.id() + " ");
    }
    assertThat(run.out()).containsMatch("gym/HalfCheetah-v4 +\\| 17 +\\| 6 in -1..1 +\\| 0.05");
    assertThat(run.out()).containsMatch("tiny/Bandit +\\| 2 +\\| 2 of 3, 2 choices +\\| +\\| none");
  }

  @Test
  void jsonHoldsRangesAndLimits() {
    assertThat(run.of("envs", "--json")).isEqualTo(0);
    assertThat(run.out()).contains("\"id\": \"paper/hopper\"");
    assertThat(run.out()).contains("\"low\": [-100.0, -100.0, -60.0]");
    assertThat(run.out()).contains("\"choices\": [3, 2]");
    assertThat(run.out()).contains("\"low\": [null]");
    assertThat(run.out()).contains("\"time_limit\": 1000");
    assertThat(run.out()).contains("\"time_limit\": null");
  }

  @Test
  void anOptionThatNobodyKnowsIsAUsageError() {
    assertThat(run.of("envs", "--yaml")).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }
}
