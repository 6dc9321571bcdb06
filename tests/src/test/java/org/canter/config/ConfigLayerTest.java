// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLayerTest {
  @TempDir Path folder;

  static ConfigLayer yaml(String text) {
    return ConfigLayer.ofYaml(
        "file x.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void nestedMappingsBecomeDottedKeysInTheirOrder() {
    ConfigLayer layer =
        yaml("update:\n  line_search: {tries: 3}\n  damping: 1e-2\nenv: tiny/LQR\n");
    assertThat(layer.keys())
        .containsExactly("update.line_search.tries", "update.damping", "env")
        .inOrder();
    assertThat(layer.values())
        .containsExactly(
            "update.line_search.tries", "3", "update.damping", "1e-2", "env", "tiny/LQR");
    assertThat(layer.source()).isEqualTo("file x.yaml");
  }

  @Test
  void bothListsOfYamlAreRead() {
    ConfigLayer layer = yaml("a: [1, 2]\nb:\n  - x\n  - \"y, z\"\nc: []\n");
    assertThat(layer.values())
        .containsExactly("a", List.of("1", "2"), "b", List.of("x", "y, z"), "c", List.of());
  }

  @Test
  void aFileIsReadLikeAStream() throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, "\uFEFFenv: \"tiny/\u00e9\"\r\nsteps: 5\r\n");
    ConfigLayer layer = ConfigLayer.ofYaml("file my.yaml", file);
    assertThat(layer.values()).containsExactly("env", "tiny/\u00e9", "steps", "5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "---\n# nothing\n...\n", "{}\n"})
  void anEmptyFileSaysNothing(String text) {
    assertThat(yaml(text).keys()).isEmpty();
  }

  @Test
  void oneValueCanBeLookedUpBeforeTheRestIsResolved() {
    ConfigLayer layer = yaml("env: tiny/LQR\nsteps:\nhidden_units: [1]\n");
    assertThat(layer.text("env")).hasValue("tiny/LQR");
    assertThat(layer.text("steps")).isEmpty();
    assertThat(layer.text("hidden_units")).isEmpty();
    assertThat(layer.text("seed")).isEmpty();
  }

  @Test
  void assignmentsKeepTheirOrderAndTheLastOneWins() {
    ConfigLayer layer = ConfigLayer.ofSet(List.of("steps=5", " env = a=b ", "steps=6"));
    assertThat(layer.values()).containsExactly("steps", "6", "env", "a=b").inOrder();
    assertThat(layer.source()).isEqualTo("--set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps", "", "=5", "  =5"})
  void anAssignmentNeedsAKeyAndAnEqualsSign(String wrong) {
    ConfigException refusal =
        assertThrows(ConfigException.class, () -> ConfigLayer.ofSet(List.of(wrong)));
    assertThat(refusal)
        .hasMessageThat()
        .isEqualTo("--set \"" + wrong + "\": must be key=value, such as --set seed=1");
  }

  @Test
  void valuesOfTheProgramAreWrittenAsAUserWould() {
    ConfigLayer layer =
        ConfigLayer.of(
            "preset",
            Map.of(
                "free.targets",
                SampleConfig.Targets.TD_LAMBDA,
                "hidden_units",
                List.of(1, 2),
                "advantage.gamma",
                0.5));
    assertThat(layer.values())
        .containsExactly(
            "free.targets",
            "td-lambda",
            "hidden_units",
            List.of("1", "2"),
            "advantage.gamma",
            "0.5");
  }

  @Test
  void aStreamWithoutAnEndIsReadNoFurtherThanTheLimit() {
    Endless endless = new Endless();
    ConfigException refusal =
        assertThrows(ConfigException.class, () -> ConfigLayer.ofYaml("pipe", endless));
    assertThat(refusal)
        .hasMessageThat()
        .isEqualTo("pipe: it is more than the 1 MiB that a configuration may have");
    assertThat(endless.read).isAtMost((1L << 20) + 1);
  }

  @Test
  void aStreamThatFailsIsNamed() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the cable is out");
          }
        };
    ConfigException refusal =
        assertThrows(ConfigException.class, () -> ConfigLayer.ofYaml("pipe", broken));
    assertThat(refusal).hasMessageThat().startsWith("pipe: cannot be read: ");
    assertThat(refusal).hasMessageThat().contains("the cable is out");
  }

  /** Gives blanks for ever and counts them. */
  private static final class Endless extends InputStream {
    long read;

    @Override
    public int read() {
      read++;
      return ' ';
    }
  }
}
