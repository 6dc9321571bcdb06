// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  @Test
  void nothingThatHappensToArraysReachesIt() {
    byte[] bytes = {1, 2, 3};
    Checkpoint checkpoint = new Checkpoint(4, new TreeMap<>(Map.of("theta", bytes)));
    bytes[0] = 9;
    checkpoint.entry("theta")[1] = 9;
    checkpoint.entries().get("theta")[2] = 9;
    assertThat(checkpoint.entry("theta")).isEqualTo(new byte[] {1, 2, 3});
    SortedMap<String, byte[]> entries = checkpoint.entries();
    assertThrows(UnsupportedOperationException.class, entries::clear);
  }

  @Test
  void equalityIsThatOfContents() {
    assertThat(Samples.of(3)).isEqualTo(Samples.of(3));
    assertThat(Samples.of(3).hashCode()).isEqualTo(Samples.of(3).hashCode());
    assertThat(Samples.of(3)).isNotEqualTo(Samples.of(3, 1));
    assertThat(Samples.of(3)).isNotEqualTo(new Checkpoint(4, Samples.of(3).entries()));
    assertThat(Samples.of(3)).isNotEqualTo(new Checkpoint(3, new TreeMap<>()));
  }

  @Test
  void aMissingEntryIsNamed() {
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> Samples.of(3).entry("value"));
    assertThat(refusal)
        .hasMessageThat()
        .startsWith(
            "the checkpoint of iteration 3 has no entry \"value\", it has [collector.state");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".theta", "a/b", "MANIFEST", "Theta", "a b", "a\n", "ä"})
  void namesThatAreNoFileNamesAreRefused(String name) {
    SortedMap<String, byte[]> entries = new TreeMap<>(Map.of(name, new byte[1]));
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> new Checkpoint(1, entries));
    assertThat(refusal).hasMessageThat().contains("an entry called \"" + name + "\"");
  }

  @Test
  void whatNoFolderCanHoldIsRefused() {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    assertThrows(CheckpointException.class, () -> new Checkpoint(-1, entries));
    assertThrows(CheckpointException.class, () -> new Checkpoint(Long.MAX_VALUE, entries));
    entries.put("null", null);
    assertThrows(CheckpointException.class, () -> new Checkpoint(1, entries));
    entries.clear();
    for (int i = 0; i <= Checkpoint.MOST_ENTRIES; i++) {
      entries.put("x".repeat(90) + i, new byte[0]);
    }
    assertThrows(CheckpointException.class, () -> new Checkpoint(1, entries));
    entries.remove(entries.firstKey());
    byte[] manifest = Manifest.of(new Checkpoint(1, entries)).toBytes();
    assertThat(manifest.length).isAtMost(Manifest.MOST_BYTES);
    assertThat(Manifest.parse(manifest).entries()).hasSize(Checkpoint.MOST_ENTRIES);
  }

  /** With a right sum, so that it is the lines that are refused. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "canter checkpoint 2\niteration 1\nentries 0\n",
        "canter checkpoint 1\n",
        "canter checkpoint 1\niteration 01\nentries 0\n",
        "canter checkpoint 1\niteration -1\nentries 0\n",
        "canter checkpoint 1\niteration 1\nentries 1\n",
        "canter checkpoint 1\niteration 1\nentries 0\n00000000 0 a\n",
        "canter checkpoint 1\niteration 1\nentries 1\n00000000 0 a\nmore\n",
        "canter checkpoint 1\niteration 1\nentries 1\n0000000A 0 a\n",
        "canter checkpoint 1\niteration 1\nentries 1\n00000000 00 a\n",
        "canter checkpoint 1\niteration 1\nentries 1\n00000000 2147483647 a\n",
        "canter checkpoint 1\niteration 1\nentries 1\n00000000 9999999999 a\n",
        "canter checkpoint 1\niteration 1\nentries 1\n00000000 1 ..\n",
        "canter checkpoint 1\niteration 1\nentries 2\n00000000 1 b\n00000000 1 a\n",
        "canter checkpoint 1\niteration 1\nentries 2\n00000000 1 a\n00000000 1 a\n"
      })
  void manifestsThatNobodyWritesAreRefused(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
    String text = body + "manifest %08x\n".formatted(Manifest.crc(bytes, bytes.length));
    byte[] manifest = text.getBytes(StandardCharsets.US_ASCII);
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> Manifest.parse(manifest));
    assertThat(refusal).hasMessageThat().startsWith("it");
    assertThat(refusal).hasMessageThat().doesNotContain("sum");
  }
}
