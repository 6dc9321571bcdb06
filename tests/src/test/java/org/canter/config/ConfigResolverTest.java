// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import static com.google.common.truth.Truth.assertThat;
import static org.canter.config.ConfigLayerTest.yaml;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigResolverTest {
  private static final SampleConfig DEFAULTS = SampleConfig.defaults();

  private static SampleConfig set(String... assignments) {
    return ConfigResolver.resolve(DEFAULTS, List.of(ConfigLayer.ofSet(List.of(assignments))));
  }

  private static String refusal(SampleConfig defaults, ConfigLayer... layers) {
    return assertThrows(
            ConfigException.class, () -> ConfigResolver.resolve(defaults, List.of(layers)))
        .getMessage();
  }

  @Test
  void withoutLayersTheDefaultsRemain() {
    assertThat(ConfigResolver.resolve(DEFAULTS, List.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void everyTypeIsSet() {
    SampleConfig config =
        set(
            "env=tiny/LQR",
            "steps=5_000",
            "seed=-9223372036854775808",
            "advantage.gamma=1",
            "advantage.standardised=false",
            "update.cg_iterations=1e2",
            "update.damping=2.5e-3",
            "update.fisher=empirical",
            "update.line_search.tries=-3",
            "hidden_units=[32, 16]",
            "tags=a, b",
            "free.targets=td-lambda");
    assertThat(config)
        .isEqualTo(
            new SampleConfig(
                "tiny/LQR",
                5000,
                Long.MIN_VALUE,
                new SampleConfig.Advantage(1, 0.97, false),
                new SampleConfig.Update(
                    100,
                    0.0025,
                    SampleConfig.Fisher.EMPIRICAL,
                    new SampleConfig.LineSearch(0.8, -3)),
                List.of(32, 16),
                List.of("a", "b"),
                new SampleConfig.Free(0, 0, List.of(), SampleConfig.Targets.TD_LAMBDA)));
  }

  @ParameterizedTest
  @CsvSource({
    "1e6, 1000000",
    "1E+6, 1000000",
    "1_000_000, 1000000",
    "1000000.0, 1000000",
    "+5, 5",
    "007, 7",
    "12.5e1, 125",
    "9223372036854775807, 9223372036854775807",
    "9007199254740993, 9007199254740993"
  })
  void aWholeNumberMayBeWrittenInSeveralWays(String written, long meant) {
    assertThat(set("steps=" + written).steps()).isEqualTo(meant);
    assertThat(ConfigResolver.resolve(DEFAULTS, List.of(yaml("steps: " + written))).steps())
        .isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "'[]', 0", "7, 1", "'7,8', 2", "'[7, 8, 9]', 3", "' [ 7 ] ', 1"})
  void aListOfTheCommandLineNeedsNoBrackets(String written, int length) {
    assertThat(set("hidden_units=" + written).hiddenUnits()).hasSize(length);
  }

  @Test
  void aQuotedElementMayHoldAComma() {
    assertThat(set("tags=[a, 'b, c', \"null\"]").tags()).containsExactly("a", "b, c", "null");
  }

  @Test
  void laterLayersWin() {
    ConfigLayer preset = ConfigLayer.of("preset", Map.of("steps", 1, "seed", 1, "env", "a"));
    ConfigLayer file = yaml("steps: 2\nseed: 2\n");
    ConfigLayer set = ConfigLayer.ofSet(List.of("steps=3"));
    SampleConfig config = ConfigResolver.resolve(DEFAULTS, List.of(preset, file, set));
    assertThat(config.steps()).isEqualTo(3);
    assertThat(config.seed()).isEqualTo(2);
    assertThat(config.env()).isEqualTo("a");
  }

  @Test
  void onlyTheLastLayerOfAKeyCountsInAnyOrder() {
    List<Integer> order = new ArrayList<>(List.of(1, 2, 3, 4, 5));
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(order, random);
      List<ConfigLayer> layers =
          order.stream().map(n -> ConfigLayer.of("layer " + n, Map.of("seed", n))).toList();
      assertThat(ConfigResolver.resolve(DEFAULTS, layers).seed()).isEqualTo((long) order.get(4));
    }
  }

  @Test
  void aLaterLayerDoesNotExcuseAnEarlierMistake() {
    String message =
        refusal(DEFAULTS, yaml("\nsteps: -1"), ConfigLayer.of("--steps", Map.of("steps", "5")));
    assertThat(message).isEqualTo("steps = -1 (file x.yaml, line 2): must be at least 1");
  }

  @Test
  void aSectionOfWhichAllIsCommentedOutIsEmpty() {
    SampleConfig config = ConfigResolver.resolve(DEFAULTS, List.of(yaml("update:\n # x\nseed: 3")));
    assertThat(config.update()).isEqualTo(DEFAULTS.update());
    assertThat(config.seed()).isEqualTo(3);
  }

  @Test
  void dottedKeysAndNestedOnesMeanTheSame() {
    SampleConfig dotted =
        ConfigResolver.resolve(DEFAULTS, List.of(yaml("update.line_search.tries: 4")));
    assertThat(dotted).isEqualTo(set("update.line_search.tries=4"));
  }

  @Test
  void whatARecordRefusesIsNamedWithWhatWasSet() {
    String message =
        refusal(
            DEFAULTS,
            yaml("seed: 4\nupdate:\n  line_search:\n    tries: 60"),
            ConfigLayer.ofSet(List.of("update.line_search.shrink=0.25")));
    assertThat(message)
        .isEqualTo(
            "update.line_search: more than 50 tries are for a shrink of at least 0.5"
                + " (update.line_search.shrink = 0.25 by --set,"
                + " update.line_search.tries = 60 by file x.yaml, line 4)");
  }

  @Test
  void aRefusalOfTheOutermostRecordIsNamedToo() {
    assertThat(refusal(DEFAULTS, ConfigLayer.of("--env", Map.of("env", "forbidden"))))
        .isEqualTo("this environment is forbidden (env = forbidden by --env)");
  }

  @Test
  void aFaultOfARecordIsNoConfigurationError() {
    record Faulty(@Setting("a number") int number) {
      Faulty {
        if (number == 1) {
          throw new IllegalStateException("a fault of the program");
        }
      }
    }

    ConfigLayer one = ConfigLayer.ofSet(List.of("number=1"));
    IllegalStateException fault =
        assertThrows(
            IllegalStateException.class, () -> ConfigResolver.resolve(new Faulty(0), List.of(one)));
    assertThat(fault).hasMessageThat().isEqualTo("a fault of the program");
  }

  @Test
  void defaultsAreCheckedToo() {
    SampleConfig.Advantage tooLarge = new SampleConfig.Advantage(1.5, 0, true);
    assertThat(refusal(withAdvantage(tooLarge)))
        .isEqualTo("advantage.gamma = 1.5 (default): must be in [0, 1]");
    SampleConfig.Advantage notANumber = new SampleConfig.Advantage(Double.NaN, 0, true);
    assertThat(refusal(withAdvantage(notANumber)))
        .isEqualTo("advantage.gamma = NaN (default): must be a finite number, in [0, 1]");
    assertThat(refusal(withAdvantage(null)))
        .isEqualTo("the section advantage is null; give it a record");
  }

  private static SampleConfig withAdvantage(SampleConfig.Advantage advantage) {
    return new SampleConfig(
        "", 1, 0, advantage, DEFAULTS.update(), List.of(), List.of(), DEFAULTS.free());
  }
}
