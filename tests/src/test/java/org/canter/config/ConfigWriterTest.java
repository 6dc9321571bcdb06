// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ConfigWriterTest {
  private static final SampleConfig DEFAULTS = SampleConfig.defaults();

  @Test
  void everythingIsWrittenWithWhatItMeans() {
    assertThat(ConfigWriter.yaml(DEFAULTS))
        .isEqualTo(
            """
            env: gym/Hopper-v4      # id of the environment
            steps: 1000000          # training actions (steps; at least 1)
            seed: 0                 # seed of everything random
            advantage:  # discounts and weights
              gamma: 0.99         # discount (γ; [0, 1])
              lambda: 0.97        # weight (λ; [0, 1))
              standardised: true  # whether advantages are standardised
            update:  # how the policy is improved
              cg_iterations: 10  # steps of conjugate gradients (k; [1, 1000])
              damping: 0.1       # added to the Fisher matrix (above 0)
              fisher: analytic   # which Fisher matrix (analytic | empirical | null)
              line_search:
                shrink: 0.8  # factor of a shorter step ((0, 1])
                tries: 10    # most tries (at most 100)
            hidden_units: [64, 64]  # units of the hidden layers ([1, 4096])
            tags: []                # free words
            free:
              any_double: 0.0   # any double
              any_int: 0        # any int
              any_ints: []      # any list
              targets: returns  # targets of the fit (returns | td-lambda)
            """);
  }

  @Test
  void whatIsWrittenResolvesToAnEqualRecord() {
    Random random = new Random(3);
    int equal = 0;
    int records = 1500;
    for (int i = 0; i < records; i++) {
      SampleConfig config = SampleConfig.random(random);
      String yaml = ConfigWriter.yaml(config);
      SampleConfig read = ConfigResolver.resolve(DEFAULTS, List.of(ConfigLayerTest.yaml(yaml)));
      assertWithMessage(yaml).that(read).isEqualTo(config);
      // equals of a record tells -0.0 from 0.0 and compares doubles by their bits
      assertThat(ConfigWriter.yaml(read)).isEqualTo(yaml);
      equal++;
    }
    System.out.println("configurations written and read back: " + equal + " of " + records);
  }

  @Test
  void anyReaderOfYamlFindsTheSameValues() {
    Random random = new Random(4);
    LoadSettings settings = LoadSettings.builder().build();
    for (int i = 0; i < 300; i++) {
      SampleConfig config = SampleConfig.random(random);
      Map<?, ?> tree = (Map<?, ?>) new Load(settings).loadFromString(ConfigWriter.yaml(config));
      assertThat(tree.get("env")).isEqualTo(config.env());
      assertThat(tree.get("tags")).isEqualTo(config.tags());
      assertThat(((Number) tree.get("steps")).longValue()).isEqualTo(config.steps());
      Map<?, ?> free = (Map<?, ?>) tree.get("free");
      assertThat(free.get("any_double")).isEqualTo(config.free().anyDouble());
      assertThat(free.get("any_ints")).isEqualTo(config.free().anyInts());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x1p0, 1.0",
    "-0x1p1, -2.0",
    "0.1, 0.1",
    "0.30000000000000004, 0.30000000000000004",
    "1e-4, 0.0001",
    "1e-5, 1.0e-5",
    "12345.678, 12345.678",
    "9999999, 9999999.0",
    "1e7, 1.0e+7",
    "2e23, 2.0e+23",
    "4.9e-324, 5.0e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "-0.0, -0.0"
  })
  void doublesAreWrittenShortAndTheSameOnEveryJava(double number, String written) {
    assertThat(ValueText.number(number)).isEqualTo(written);
  }

  @Test
  void noShorterDecimalHasTheSameBits() {
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
      String written = ValueText.number(number);
      assertThat(Double.parseDouble(written)).isEqualTo(number);
      // Double.toString is at times longer, never shorter
      assertThat(digits(written)).isAtMost(digits(Double.toString(number)));
    }
  }

  private static int digits(String number) {
    return new BigDecimal(number).stripTrailingZeros().precision();
  }

  @Test
  void aValueThatCouldNotBeReadBackIsNotWritten() {
    record Range(@Setting(value = "a share", min = 0, max = 1) double share) {}

    ConfigException refusal =
        assertThrows(ConfigException.class, () -> ConfigWriter.yaml(new Range(2)));
    assertThat(refusal)
        .hasMessageThat()
        .isEqualTo("share = 2.0 (to be written): must be in [0, 1]");
  }

  @Test
  void changesNameWhatDiffersInOrder() {
    Map<String, Object> values = new HashMap<>();
    values.put("hidden_units", List.of(32));
    values.put("env", "tiny/LQR");
    values.put("update.damping", 1e-5);
    values.put("free.targets", "td-lambda");
    values.put("seed", 0);
    SampleConfig other =
        ConfigResolver.resolve(DEFAULTS, List.of(ConfigLayer.of("preset", values)));
    assertThat(ConfigWriter.changes(DEFAULTS, other))
        .containsExactly(
            "env: gym/Hopper-v4 -> tiny/LQR",
            "update.damping: 0.1 -> 1.0e-5",
            "hidden_units: [64, 64] -> [32]",
            "free.targets: returns -> td-lambda")
        .inOrder();
    assertThat(ConfigWriter.changes(other, other)).isEmpty();
  }
}
