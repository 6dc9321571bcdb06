// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no configuration, by mistake or by malice. */
class BadFileTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  private static String refusal(byte[] bytes) {
    try {
      ConfigLayer layer = ConfigLayer.ofYaml("file x.yaml", new ByteArrayInputStream(bytes));
      ConfigResolver.resolve(SampleConfig.defaults(), List.of(layer));
      return "accepted";
    } catch (ConfigException error) {
      return error.getMessage();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] filledWith(String pattern) {
    return utf8(pattern.repeat((MIB - 1) / utf8(pattern).length));
  }

  private static String deepBlocks(int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      text.append(" ".repeat(i)).append("a:\n");
    }
    return text.toString();
  }

  private static String manyKeys(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append('k').append(i).append(": 1\n");
    }
    return text.toString();
  }

  private static String laughs() {
    StringBuilder text =
        new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1);
      text.append("a%d: &a%d [%s, %s, %s]\n".formatted(i, i, alias, alias, alias));
    }
    return text.toString();
  }

  /** What a file holds, and what follows "file x.yaml" in the message. */
  private static Map<byte[], String> files() {
    Map<byte[], String> files = new LinkedHashMap<>();
    String mapping = ": must be a mapping of settings such as \"seed: 1\", not a ";
    // nothing like settings
    files.put(utf8("hello"), ", line 1, column 1" + mapping + "single value");
    files.put(utf8("null"), ", line 1, column 1" + mapping + "single value");
    files.put(utf8("\n- a\n- b"), ", line 2, column 1" + mapping + "list");
    files.put(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, ": is not text in UTF-8: byte 1 is 0x89");
    files.put(utf8("env: a\nx\0"), ", line 2, column 2: holds the control character U+0000");
    files.put("env: a".getBytes(StandardCharsets.UTF_16), ": is not text in UTF-8: byte 1 is 0xFE");
    files.put(new byte[] {'a', ':', (byte) 0xC3}, ": is not text in UTF-8: byte 3 is 0xC3");
    files.put(new byte[MIB + 1], ": it is more than the 1 MiB that a configuration may have");
    // YAML with mistakes
    files.put(
        utf8("seed: 1\nseed: 2"), ", line 2, column 1: \"seed\" is given twice, first in line 1");
    files.put(
        utf8("update: {damping: 1}\nupdate.damping: 2"),
        ", line 2, column 1: \"update.damping\" is given twice, first in line 1");
    files.put(
        utf8("update: {damping: 1}\nupdate: {fisher: null}"),
        ", line 2, column 1: \"update\" is given twice, first in line 1");
    files.put(
        utf8("update:\n\tdamping: 1"), ", line 2, column 1: is not valid YAML: a tab; indent");
    files.put(utf8("update:\n  damping: 1\n fisher: x"), ", line 3, column 2: is not valid YAML: ");
    files.put(utf8("env: a: b"), ", line 1, column 7: is not valid YAML: mapping values are not");
    files.put(utf8("env: \"a\n"), ", line 2, column 1: is not valid YAML: ");
    files.put(utf8("env: \"\\UFFFFFFFF\""), ": is not valid YAML: ");
    files.put(utf8("? [a, b]\n: 1"), ", line 1, column 3: a key must be the name of a setting");
    files.put(utf8("'': 1"), ", line 1, column 1: a key has 0 characters");
    files.put(utf8("a".repeat(101) + ": 1"), ", line 1, column 1: a key has 101 characters");
    files.put(utf8("env: a\n---\nenv: b"), ", line 2, column 1: a second document begins");
    files.put(utf8("hidden_units: [[1]]"), ", line 1, column 16: an element of a list must be a");
    files.put(utf8("hidden_units: [1, ~]"), ", line 1, column 19: an element of a list must be a");
    // attacks
    files.put(utf8(laughs()), ", line 1, column 5: the anchor &a0 is not accepted; leave it out");
    files.put(utf8("a: *b"), ", line 1, column 4: the alias *b is not accepted; write the value");
    files.put(utf8("&a a: *a"), ", line 1, column 1: the anchor &a is not accepted");
    files.put(
        utf8("env: !!java.net.URL x"),
        ", line 1, column 6: the tag tag:yaml.org,2002:java.net.URL is not accepted");
    files.put(utf8("env: !x {a: 1}"), ", line 1, column 6: the tag !x is not accepted");
    files.put(utf8("env: ! x"), ", line 1, column 6: the tag ! is not accepted");
    files.put(filledWith("["), ", line 1, column 1" + mapping + "list");
    files.put(filledWith("{a: "), ", line 1, column 33: sections nest more than 8 deep");
    files.put(filledWith("- "), ", line 1, column 1" + mapping + "list");
    files.put(filledWith("? "), ", line 1, column 3: a key must be the name of a setting");
    files.put(utf8("a: " + "[".repeat(MIB - 9)), ", line 1, column 5: an element of a list must");
    files.put(utf8(deepBlocks(1400)), ", line 9, column 9: sections nest more than 8 deep");
    files.put(utf8(manyKeys(80_000)), ", line 1001, column 1: more than 1000 settings");
    files.put(
        utf8("a: [" + "1,".repeat(MIB / 2 - 9) + "1]"), ": a list has more than 1000 elements");
    return files;
  }

  @Test
  void everyOneIsRefusedWithThePlace() {
    int refused = 0;
    Map<byte[], String> files = files();
    for (Map.Entry<byte[], String> file : files.entrySet()) {
      String message = refusal(file.getKey());
      assertWithMessage(ValueText.shown(new String(file.getKey(), StandardCharsets.ISO_8859_1)))
          .that(message)
          .startsWith("file x.yaml");
      assertThat(message).contains(file.getValue());
      assertThat(message.length()).isAtMost(300);
      refused++;
    }
    System.out.println("bad configuration files refused: " + refused + " of " + files.size());
  }

  @Test
  void oneHundredMegabytesAreRefusedByTheirSize() throws IOException {
    Path file = folder.resolve("huge.yaml");
    // sparse: no disk is filled
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(100_000_000);
    }
    long start = System.nanoTime();
    ConfigException refusal =
        assertThrows(ConfigException.class, () -> ConfigLayer.ofYaml("file huge.yaml", file));
    long micros = (System.nanoTime() - start) / 1000;
    assertThat(refusal)
        .hasMessageThat()
        .isEqualTo(
            "file huge.yaml: 100000000 bytes are more than the 1 MiB that a configuration may"
                + " have");
    System.out.println("a configuration of 100 MB refused: in " + micros + " us");
  }

  @Test
  void whatIsNoFileIsNamed() {
    Path missing = folder.resolve("missing.yaml");
    assertThat(assertThrows(ConfigException.class, () -> ConfigLayer.ofYaml("--config", missing)))
        .hasMessageThat()
        .isEqualTo("--config: does not exist: " + missing.toAbsolutePath());
    assertThat(assertThrows(ConfigException.class, () -> ConfigLayer.ofYaml("--config", folder)))
        .hasMessageThat()
        .isEqualTo("--config: is a folder; name a file in it");
  }

  @Test
  void aLargeFileWithinTheLimitIsRead() throws IOException {
    Path file = folder.resolve("large.yaml");
    Files.writeString(file, "seed: 7\n" + "#".repeat(MIB - 8));
    assertThat(Files.size(file)).isEqualTo(MIB);
    ConfigLayer layer = ConfigLayer.ofYaml("file large.yaml", file);
    assertThat(layer.values()).containsExactly("seed", "7");
  }

  @Test
  void damagedFilesNeverDoMoreThanBeRefused() {
    Random random = new Random(7);
    int refused = 0;
    int files = 2000;
    for (int i = 0; i < files; i++) {
      byte[] bytes = utf8(ConfigWriter.yaml(SampleConfig.random(random)));
      for (int damage = 1 + random.nextInt(4); damage > 0; damage--) {
        bytes[random.nextInt(bytes.length)] = anyByte(random);
      }
      // any exception but ConfigException fails the test
      refused += refusal(bytes).equals("accepted") ? 0 : 1;
    }
    // comments and texts can be damaged without anybody noticing
    assertThat(refused).isGreaterThan(files / 3);
    assertThat(refused).isLessThan(files);
    System.out.println("damaged configurations: " + refused + " of " + files + " refused");
  }

  private static byte anyByte(Random random) {
    String special = "&*!|>%@`\"'#[]{},:-?\t\n \\0eE._~";
    boolean meaningful = random.nextBoolean();
    return (byte)
        (meaningful ? special.charAt(random.nextInt(special.length())) : random.nextInt(256));
  }
}
