// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk can do to a checkpoint is noticed, and the one before it taken. */
class CheckpointDamageTest {
  private static final Checkpoint EARLIER = Samples.of(11);
  private static final Checkpoint LATER = Samples.of(12);

  @TempDir Path folder;
  private CheckpointStore store;
  private Path damaged;

  @BeforeEach
  void saveTwo() {
    store = Unforced.store(folder);
    store.save(EARLIER);
    store.save(LATER);
    damaged = folder.resolve("00000012");
  }

  @Test
  void truncatedAtEveryByteOfEveryFile() throws IOException {
    int truncations = 0;
    try (CapturedLog log = new CapturedLog()) {
      for (String name : Samples.names(damaged)) {
        byte[] whole = Files.readAllBytes(damaged.resolve(name));
        try (RandomAccessFile file = open(name)) {
          for (int length = whole.length - 1; length >= 0; length--) {
            file.setLength(length);
            requireFallback(name + " cut to " + length);
            truncations++;
          }
          file.write(whole);
        }
      }
      assertThat(log.lines("damaged checkpoint passed over")).isEqualTo(truncations);
    }
    assertThat(truncations).isGreaterThan(3500);
    assertThat(store.newest().orElseThrow()).isEqualTo(LATER);
    System.out.printf("checkpoint truncations detected: %d of %d%n", truncations, truncations);
  }

  @Test
  void randomFlipsOfBitsAnywhere() throws IOException {
    int trials = 10_000;
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : Samples.names(damaged)) {
      files.put(name, Files.readAllBytes(damaged.resolve(name)));
    }
    Random random = new Random(1);
    try (CapturedLog log = new CapturedLog()) {
      for (int trial = 0; trial < trials; trial++) {
        // one to four bits, of one file or of several
        Map<String, byte[]> flipped = flipped(files, random, 1 + trial % 4);
        overwrite(flipped);
        requireFallback("trial %s, %s".formatted(trial, flipped.keySet()));
        flipped.replaceAll((name, bytes) -> files.get(name));
        overwrite(flipped);
      }
      assertThat(log.lines("damaged checkpoint passed over")).isEqualTo(trials);
    }
    assertThat(store.newest().orElseThrow()).isEqualTo(LATER);
    System.out.printf("checkpoint bit flips detected: %d of %d%n", trials, trials);
  }

  @Test
  void filesThatAreMissingStrangeOrTooLong() throws IOException {
    Path theta = damaged.resolve("theta");
    byte[] whole = Files.readAllBytes(theta);
    Files.delete(theta);
    assertThat(reason()).isEqualTo("files are missing: [theta], or not of the checkpoint: []");
    Files.createDirectory(theta);
    assertThat(reason()).isEqualTo("\"theta\" is not a plain file");
    Files.delete(theta);
    Files.createSymbolicLink(theta, folder.resolve("00000011").resolve("theta"));
    assertThat(reason()).isEqualTo("\"theta\" is not a plain file");
    Files.delete(theta);
    Files.write(theta, Arrays.copyOf(whole, 1501));
    assertThat(reason()).isEqualTo("\"theta\" has 1501 bytes, 1500 were saved");
    Files.write(theta, whole);
    Files.writeString(damaged.resolve("notes.txt"), "mine");
    assertThat(reason()).isEqualTo("files are missing: [], or not of the checkpoint: [notes.txt]");
    Files.delete(damaged.resolve("notes.txt"));
    Files.delete(damaged.resolve(Manifest.FILE));
    assertThat(reason()).isEqualTo("\"MANIFEST\" is missing");
  }

  @Test
  void filesOfAbsurdSizesAreNotRead() throws IOException {
    for (String name : List.of("theta", Manifest.FILE)) {
      try (RandomAccessFile file = open(name)) {
        long before = file.length();
        // far more than memory, and no blocks on the disk
        file.setLength(1L << 40);
        assertThat(reason()).startsWith(name.equals("theta") ? "\"theta\" has" : "MANIFEST has");
        file.setLength(before);
      }
    }
    assertThat(store.newest().orElseThrow()).isEqualTo(LATER);
  }

  @Test
  void aFolderUnderAnotherNameIsNotTheCheckpointOfThatIteration() throws IOException {
    Files.move(damaged, folder.resolve("00000013"));
    assertThat(reason()).isEqualTo("the manifest is of iteration 12; was the folder renamed?");
  }

  @Test
  void whereNoneIsWholeEachIsNamed() throws IOException {
    Files.write(damaged.resolve("theta"), new byte[3]);
    Files.write(folder.resolve("00000011").resolve("empty"), new byte[3]);
    CheckpointException refusal = assertThrows(CheckpointException.class, store::newest);
    assertThat(refusal).hasMessageThat().contains("no checkpoint in " + folder + " is whole");
    assertThat(refusal).hasMessageThat().contains(damaged + ": \"theta\" has 3 bytes");
    assertThat(refusal).hasMessageThat().contains("\"empty\" has 3 bytes, 0 were saved");
    assertThat(store.damages().stream().map(Damage::iteration)).containsExactly(12L, 11L).inOrder();
  }

  @Test
  void aDamagedCheckpointDoesNotPushAWholeOneOut() throws IOException {
    Files.delete(damaged.resolve("theta"));
    store.save(Samples.of(13));
    assertThat(store.iterations()).containsExactly(11L, 13L).inOrder();
    // saved again, it is whole again, and the oldest may go
    store.save(LATER);
    assertThat(store.iterations()).containsExactly(12L, 13L).inOrder();
    store.save(Samples.of(14));
    assertThat(Samples.names(folder)).containsExactly("00000013", "00000014");
  }

  private void requireFallback(String what) {
    assertWithMessage(what).that(store.newest().orElseThrow()).isEqualTo(EARLIER);
    assertWithMessage(what).that(store.damages()).hasSize(1);
    assertWithMessage(what).that(store.damages().get(0).folder()).isEqualTo(damaged);
  }

  /** Why the newest is passed over; asking for it gives the same reason. */
  private String reason() {
    assertThat(store.newest().orElseThrow()).isEqualTo(EARLIER);
    assertThat(store.damages()).hasSize(1);
    Damage damage = store.damages().get(0);
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> store.load(damage.iteration()));
    assertThat(refusal)
        .hasMessageThat()
        .isEqualTo(
            "the checkpoint is damaged: %s: %s; use one of [11], or put back a copy"
                .formatted(damage.folder(), damage.reason()));
    return damage.reason();
  }

  private RandomAccessFile open(String name) throws IOException {
    return new RandomAccessFile(damaged.resolve(name).toFile(), "rw");
  }

  /** In place: a file system may wait for the disk where a file is cut and written again. */
  private void overwrite(Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> entry : files.entrySet()) {
      try (RandomAccessFile file = open(entry.getKey())) {
        file.write(entry.getValue());
      }
    }
  }

  private static Map<String, byte[]> flipped(Map<String, byte[]> files, Random random, int bits) {
    Map<String, byte[]> flipped = new TreeMap<>();
    int total = files.values().stream().mapToInt(bytes -> bytes.length).sum();
    for (int distinct : random.ints(0, 8 * total).distinct().limit(bits).toArray()) {
      int at = distinct;
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        if (at >= 0 && at < 8 * file.getValue().length) {
          byte[] bytes = flipped.computeIfAbsent(file.getKey(), name -> files.get(name).clone());
          bytes[at / 8] ^= (byte) (1 << at % 8);
        }
        at -= 8 * file.getValue().length;
      }
    }
    return flipped;
  }
}
