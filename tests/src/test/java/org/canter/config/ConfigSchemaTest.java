// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigSchemaTest {
  private static String refusal(Class<? extends Record> type) {
    return assertThrows(IllegalArgumentException.class, () -> ConfigSchema.of(type)).getMessage();
  }

  @Test
  void allSettingsAreListedInTheirOrder() {
    ConfigSchema schema = ConfigSchema.of(SampleConfig.class);
    assertThat(schema.keys().stream().map(ConfigKey::key))
        .containsExactly(
            "env",
            "steps",
            "seed",
            "advantage.gamma",
            "advantage.lambda",
            "advantage.standardised",
            "update.cg_iterations",
            "update.damping",
            "update.fisher",
            "update.line_search.shrink",
            "update.line_search.tries",
            "hidden_units",
            "tags",
            "free.any_double",
            "free.any_int",
            "free.any_ints",
            "free.targets")
        .inOrder();
    assertThat(schema.keys().stream().map(ConfigKey::type).distinct())
        .containsExactlyElementsIn(List.of(SettingType.values()));
  }

  @Test
  void aSettingSaysAllAboutItself() {
    ConfigSchema schema = ConfigSchema.of(SampleConfig.class);
    ConfigKey gamma = schema.find("advantage.gamma").orElseThrow();
    assertThat(gamma.meaning()).isEqualTo("discount");
    assertThat(gamma.symbol()).isEqualTo("γ");
    assertThat(gamma.range()).isEqualTo("[0, 1]");
    assertThat(schema.find("steps").orElseThrow().unit()).isEqualTo("steps");
    assertThat(schema.find("free.targets").orElseThrow().choices())
        .containsExactly("returns", "td-lambda")
        .inOrder();
    assertThat(schema.find("gamma").isPresent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "gamma, gamma",
    "cgIterations, cg_iterations",
    "nStep, n_step",
    "useLBFGS, use_lbfgs",
    "useLBFGSFit, use_lbfgs_fit",
    "adamBeta1, adam_beta1",
    "beta1Power, beta1_power"
  })
  void keysAreSnakeCase(String component, String key) {
    assertThat(Names.snakeCase(component)).isEqualTo(key);
  }

  @Test
  void aMistakeInARecordIsFoundAtOnce() {
    record Undocumented(int number) {}

    record Blank(@Setting(" ") int number) {}

    record TwoLines(@Setting("a\nb") int number) {}

    record Empty() {}

    record Unsupported(@Setting("a") float number) {}

    record UnsupportedList(@Setting("a") List<Double> numbers) {}

    record Outer(Unsupported inner) {}

    record Clash(@Setting("a") int aB, @Setting("b") int a_b) {}

    record Itself(@Setting("a") int number, Itself again) {}

    record Ranged(@Setting(value = "a", min = 0) String text) {}

    record Nothing(@Setting(value = "a", min = 1, max = 0) int number) {}

    record Excluded(@Setting(value = "a", aboveMin = true) int number) {}

    enum Alike {
      A_B,
      a_b
    }

    record Ambiguous(@Setting("a") Alike alike) {}

    assertThat(refusal(Undocumented.class)).isEqualTo("number has no @Setting; say what it means");
    assertThat(refusal(Blank.class)).contains("number: @Setting says what it means in one line");
    assertThat(refusal(TwoLines.class)).contains("number: @Setting says what it means in one line");
    assertThat(refusal(Empty.class)).contains("has no components to set");
    assertThat(refusal(Unsupported.class)).startsWith("number is a float; a setting is an int,");
    assertThat(refusal(UnsupportedList.class)).startsWith("numbers is a java.util.List<java.lang.");
    assertThat(refusal(Outer.class)).startsWith("inner.number is a float");
    assertThat(refusal(Clash.class)).contains("has two components that are written a_b");
    assertThat(refusal(Itself.class)).startsWith("again contains itself");
    assertThat(refusal(Ranged.class)).isEqualTo("text: only numbers have a range");
    assertThat(refusal(Nothing.class)).startsWith("number: a range from 1.0 to 0.0 is empty");
    assertThat(refusal(Excluded.class)).startsWith("number: a range from -Infinity to Infinity");
    assertThat(refusal(Ambiguous.class)).endsWith("two that are written alike: [a-b, a-b]");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, false, false, '[0, 1]'",
    "0, 1, true, true, '(0, 1)'",
    "-0.5, 0x1p53, false, true, '[-0.5, 9007199254740992)'",
    "1, Infinity, false, false, at least 1",
    "1e-8, Infinity, true, false, above 1e-8",
    "-Infinity, 1e12, false, false, at most 1e12",
    "-Infinity, 1000000, false, true, below 1000000",
    "-Infinity, Infinity, false, false, ''"
  })
  void rangesAreWrittenAsPeopleWrite(
      double min, double max, boolean aboveMin, boolean belowMax, String text) {
    assertThat(new NumberRange(min, max, aboveMin, belowMax).text()).isEqualTo(text);
  }

  @Test
  void theTableListsEverySetting() {
    record Small(
        @Setting(value = "share a|b", symbol = "γ", min = 0, max = 1) double share,
        @Setting(value = "length", unit = "s") int length,
        @Setting("which") SampleConfig.Targets targets) {}

    assertThat(ConfigTable.text(Small.class, new Small(0.5, 3, SampleConfig.Targets.TD_LAMBDA)))
        .isEqualTo(
            """
            | setting | default   | range              | unit | symbol | meaning    |
            | ------- | --------- | ------------------ | ---- | ------ | ---------- |
            | share   | 0.5       | [0, 1]             |      | γ      | share a\\|b |
            | length  | 3         |                    | s    |        | length     |
            | targets | td-lambda | returns, td-lambda |      |        | which      |
            """);
    String all = ConfigTable.text(SampleConfig.class, SampleConfig.defaults());
    assertThat(all.lines().count())
        .isEqualTo(2 + ConfigSchema.of(SampleConfig.class).keys().size());
  }
}
