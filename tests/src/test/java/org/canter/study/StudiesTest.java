// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.canter.config.ConfigException;
import org.canter.train.TrainConfig;
import org.junit.jupiter.api.Test;

class StudiesTest {
  private static StudyOptions quick(String... environments) {
    return new StudyOptions(0, true, List.of(environments), "", List.of());
  }

  private static List<StudyRun> runs(String name) {
    return Studies.find(name).runs(StudyOptions.defaults());
  }

  @Test
  void everyStudyHasTheRunsThatItPromises() {
    assertThat(runs("locomotion")).hasSize(11 * 5);
    assertThat(runs("cartpole-baselines")).hasSize(2 * 10);
    assertThat(runs("gae-lambda")).hasSize(9 * 21);
    assertThat(runs("gae-map")).hasSize(7 * 9 * 21);
    for (Study study : Studies.all()) {
      List<StudyRun> runs = study.runs(StudyOptions.defaults());
      assertThat(runs.stream().map(StudyRun::name).distinct().count()).isEqualTo(runs.size());
      // what tells quick runs apart from full ones, so that neither is taken for the other
      assertThat(study.runs(quick()).size()).isLessThan(runs.size());
    }
  }

  @Test
  void theResultsTableFollowsTheProtocol() {
    for (StudyRun run : runs("locomotion")) {
      TrainConfig config = run.config();
      boolean small = config.env().matches("gym/(CartPole|Pendulum)-v1");
      assertThat(config.steps()).isEqualTo(small ? 100_000 : 1_000_000);
      assertThat(config.evaluation().episodes()).isEqualTo(10);
      assertThat(config.evaluation().finalEpisodes()).isEqualTo(100);
      assertThat(run.iterations()).isEqualTo(0);
    }
    // the longest task is the first to begin
    StudyRun longest =
        runs("locomotion").stream()
            .max((one, two) -> Double.compare(one.cost(), two.cost()))
            .orElseThrow();
    assertThat(longest.config().env()).isEqualTo("gym/Humanoid-v4");
  }

  @Test
  void theCartPoleOfTheThesisHasSixParametersAndTwentyTrajectories() {
    Map<String, List<StudyRun>> groups = StudyFigures.byGroup(runs("gae-lambda"));
    assertThat(groups).hasSize(9);
    for (StudyRun run : runs("gae-lambda")) {
      TrainConfig config = run.config();
      assertThat(config.env()).isEqualTo("paper/cart-pole");
      assertThat(config.policy().hidden()).isEmpty();
      assertThat(config.baseline().hidden()).containsExactly(20);
      assertThat(config.rollout().environments()).isEqualTo(20);
      assertThat(config.advantage().gamma()).isEqualTo(0.99);
      assertThat(run.iterations()).isEqualTo(50);
      // so many steps that no run ends before its iterations
      assertThat(config.steps()).isAtLeast(50 * 20 * 1000L);
    }
  }

  @Test
  void settingsOfTheUserAreTakenButNotWhatTellsRunsApart() {
    StudyOptions options =
        new StudyOptions(
            3, false, List.of("tiny/LQR"), "npg", List.of("steps=500", "seed=7", "env=tiny/Chain"));
    List<StudyRun> runs = Studies.find("locomotion").runs(options);
    assertThat(runs.stream().map(run -> run.config().seed()).toList())
        .containsExactly(0L, 1L, 2L)
        .inOrder();
    for (StudyRun run : runs) {
      assertThat(run.config().env()).isEqualTo("tiny/LQR");
      assertThat(run.config().algo()).isEqualTo("npg");
      assertThat(run.config().steps()).isEqualTo(500);
    }
    assertThat(options.command("locomotion", List.of("tiny/LQR")))
        .isEqualTo(
            "./canter study locomotion --env tiny/LQR --algo npg --seeds 3"
                + " --set steps=500 --set seed=7 --set env=tiny/Chain");
    StudyOptions odd = new StudyOptions(0, true, List.of(), "", List.of("policy.hidden=[8, 8]"));
    assertThat(odd.command("gae-map", List.of()))
        .isEqualTo("./canter study gae-map --quick --set 'policy.hidden=[8, 8]'");
  }

  @Test
  void wrongChoicesAreNamed() {
    StudyException unknown = assertThrows(StudyException.class, () -> Studies.find("gae-lamda"));
    assertThat(unknown).hasMessageThat().contains("did you mean gae-lambda?");
    assertThat(assertThrows(StudyException.class, () -> Studies.find("zzz")))
        .hasMessageThat()
        .contains("there are locomotion, cartpole-baselines, gae-lambda, gae-map");
    StudyException fixed =
        assertThrows(
            StudyException.class, () -> Studies.find("gae-map").runs(quick("gym/Hopper-v4")));
    assertThat(fixed).hasMessageThat().contains("tasks and methods of its own");
    StudyOptions typo = new StudyOptions(0, true, List.of(), "trop", List.of());
    assertThat(assertThrows(ConfigException.class, () -> Studies.find("locomotion").runs(typo)))
        .hasMessageThat()
        .contains("did you mean trpo?");
    assertThrows(StudyException.class, () -> new StudyOptions(-1, false, List.of(), "", List.of()));
  }
}
