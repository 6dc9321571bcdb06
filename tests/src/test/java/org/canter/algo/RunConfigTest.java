// SPDX-License-Identifier: Apache-2.0
package org.canter.algo;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.canter.advantage.AdvantageKind;
import org.canter.baseline.BaselineKind;
import org.canter.config.ConfigException;
import org.canter.config.ConfigLayer;
import org.canter.config.ConfigWriter;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.canter.train.TrainConfig;
import org.canter.update.FisherKind;
import org.canter.update.StepRule;
import org.canter.update.UpdateKind;
import org.junit.jupiter.api.Test;

/** Named compositions, and the order in which settings win. */
class RunConfigTest {
  // a world without a preset
  private static final String WORLD = "tiny/LQR";

  private static TrainConfig algorithm(String name) {
    return RunConfig.resolve(List.of(ConfigLayer.of("test", Map.of("env", WORLD, "algo", name))));
  }

  @Test
  void withoutAnAlgorithmItIsTrpoByDefault() {
    TrainConfig config = RunConfig.resolve(List.of(ConfigLayer.of("test", Map.of("env", WORLD))));
    assertThat(config).isEqualTo(algorithm("trpo"));
    TrainConfig defaults = TrainConfig.defaults();
    assertThat(ConfigWriter.changes(defaults, config)).hasSize(1);
    assertThat(config.update()).isEqualTo(defaults.update());
    assertThat(config.update().kind()).isEqualTo(UpdateKind.NATURAL);
    assertThat(config.advantage().kind()).isEqualTo(AdvantageKind.GAE);
  }

  @Test
  void everyAlgorithmIsWhatItsNameSays() {
    assertThat(algorithm("trpo-empirical").update().natural().fisher())
        .isEqualTo(FisherKind.EMPIRICAL);
    assertThat(algorithm("npg").update().natural().stepRule()).isEqualTo(StepRule.KL_SCALED);
    assertThat(algorithm("npg-fixed").update().natural().stepRule()).isEqualTo(StepRule.FIXED);
    assertThat(algorithm("vpg").update().kind()).isEqualTo(UpdateKind.GRADIENT);
    assertThat(algorithm("vpg").baseline().kind()).isEqualTo(BaselineKind.NEURAL);
    TrainConfig reinforce = algorithm("reinforce");
    assertThat(reinforce.baseline().kind()).isEqualTo(BaselineKind.NONE);
    assertThat(reinforce.advantage().kind()).isEqualTo(AdvantageKind.MONTE_CARLO);
    assertThat(algorithm("ppo").update().kind()).isEqualTo(UpdateKind.PROXIMAL);
    assertThat(algorithm("ppo").update().proximal().clip()).isGreaterThan(0.0);
    assertThat(algorithm("ppo-kl").update().proximal().clip()).isEqualTo(0.0);
    for (Algorithm one : Algorithms.all()) {
      assertThat(algorithm(one.name()).algo()).isEqualTo(one.name());
    }
  }

  @Test
  void laterLayersWin() {
    ConfigLayer file = ConfigLayer.of("file", Map.of("env", WORLD, "seed", 1, "steps", 7));
    ConfigLayer set = ConfigLayer.ofSet(List.of("seed=2", "update.kind=gradient"));
    ConfigLayer option = ConfigLayer.of("--algo", Map.of("algo", "ppo"));
    TrainConfig config = RunConfig.resolve(List.of(file, set, option));
    assertThat(config.seed()).isEqualTo(2);
    assertThat(config.steps()).isEqualTo(7);
    assertThat(config.algo()).isEqualTo("ppo");
    // an algorithm is weaker than any setting of the user
    assertThat(config.update().kind()).isEqualTo(UpdateKind.GRADIENT);
  }

  @Test
  void anAlgorithmOfTheFileCounts() {
    ConfigLayer file = ConfigLayer.of("file", Map.of("env", WORLD, "algo", "vpg"));
    assertThat(RunConfig.resolve(List.of(file)).update().kind()).isEqualTo(UpdateKind.GRADIENT);
  }

  @Test
  void namesThatNobodyKnowsComeWithASuggestion() {
    ConfigException refusal =
        assertThrows(ConfigException.class, () -> Algorithms.find("rienforce"));
    assertThat(refusal).hasMessageThat().contains("did you mean reinforce?");
    refusal = assertThrows(ConfigException.class, () -> RunConfig.resolve(List.of()));
    assertThat(refusal).hasMessageThat().contains("no environment is named");
  }

  @Test
  void everyTaskResolvesWithEveryMethodAndItsPreset() {
    int tasks = 0;
    int presets = 0;
    for (EnvironmentFactory factory : EnvironmentRegistry.standard().all()) {
      String id = factory.id();
      for (Algorithm one : Algorithms.all()) {
        Map<String, String> named = Map.of("env", id, "algo", one.name());
        TrainConfig config = RunConfig.resolve(List.of(ConfigLayer.of("test", named)));
        assertThat(config.env()).isEqualTo(id);
      }
      boolean preset = Presets.of(id).isPresent();
      assertWithMessage("preset of %s", id).that(preset || !id.startsWith("gym/")).isTrue();
      tasks++;
      presets += preset ? 1 : 0;
    }
    System.out.printf(
        "tasks that resolve with every method: %d, %d with a preset%n", tasks, presets);
  }
}
