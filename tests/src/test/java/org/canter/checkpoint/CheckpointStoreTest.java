// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  @TempDir Path root;

  @Test
  void whatIsSavedIsLoaded() {
    CheckpointStore store = new CheckpointStore(root.resolve("run/checkpoints"), 2);
    assertThat(store.newest()).isEmpty();
    assertThat(store.iterations()).isEmpty();
    for (long iteration : new long[] {0, 99_999_999, 100_000_000, Checkpoint.LAST_ITERATION}) {
      store.save(Samples.of(iteration));
      assertThat(store.newest()).isEqualTo(Optional.of(Samples.of(iteration)));
      assertThat(store.load(iteration)).isEqualTo(Samples.of(iteration));
      assertThat(store.damages()).isEmpty();
    }
    assertThat(store.iterations()).containsExactly(100_000_000L, Checkpoint.LAST_ITERATION);
    store.save(new Checkpoint(5, new TreeMap<>()));
    assertThat(store.load(5).entries()).isEmpty();
  }

  @Test
  void theSameCheckpointGivesTheSameBytes() throws IOException {
    byte[] theta = "theta".getBytes(StandardCharsets.US_ASCII);
    Checkpoint checkpoint = new Checkpoint(7, new TreeMap<>(Map.of("b", new byte[0], "a", theta)));
    Unforced.store(root).save(checkpoint);
    assertThat(Files.readString(root.resolve("00000007/MANIFEST")))
        .isEqualTo(
            """
            canter checkpoint 1
            iteration 7
            entries 2
            f3ebb6b6 5 a
            00000000 0 b
            manifest 5f54f7f6
            """);
    assertThat(Files.readAllBytes(root.resolve("00000007/a"))).isEqualTo(theta);
  }

  @Test
  void theNewestAreKept() {
    CheckpointStore store = new CheckpointStore(root, 3, new Unforced());
    for (int iteration = 10; iteration <= 60; iteration += 10) {
      store.save(Samples.of(iteration));
    }
    assertThat(store.iterations()).containsExactly(40L, 50L, 60L).inOrder();
    // one that is saved out of order stays too
    store.save(Samples.of(20));
    assertThat(store.iterations()).containsExactly(20L, 40L, 50L, 60L).inOrder();
    assertThat(store.newest()).isEqualTo(Optional.of(Samples.of(60)));
    CheckpointException refusal = assertThrows(CheckpointException.class, () -> store.load(30));
    assertThat(refusal)
        .hasMessageThat()
        .isEqualTo(
            "no checkpoint of iteration 30 in %s; there are those of [20, 40, 50, 60]"
                .formatted(root));
  }

  @Test
  void anIterationThatIsSavedAgainHasTheLaterContents() {
    CheckpointStore store = Unforced.store(root);
    store.save(Samples.of(1));
    for (int seed = 0; seed < 4; seed++) {
      store.save(Samples.of(2, seed));
      assertThat(store.newest()).isEqualTo(Optional.of(Samples.of(2, seed)));
      assertThat(Samples.names(root)).containsExactly("00000001", "00000002");
    }
  }

  @Test
  void whatIsNotOursIsLeftAlone() throws IOException {
    List<String> foreign = List.of("00000007.0", "000000008", "00000009.x", "7", "old");
    for (String name : foreign) {
      Files.createDirectory(root.resolve(name));
    }
    Files.writeString(root.resolve("00000090"), "a file");
    CheckpointStore store = Unforced.store(root);
    assertThat(store.newest()).isEmpty();
    for (int iteration = 1; iteration < 5; iteration++) {
      store.save(Samples.of(iteration));
    }
    assertThat(Samples.names(root)).containsAtLeastElementsIn(foreign);
    assertThat(Samples.names(root)).hasSize(foreign.size() + 3);
  }

  @Test
  void aThreadThatIsAskedToStopSavesAndLoads() {
    CheckpointStore store = new CheckpointStore(root, 2);
    Thread.currentThread().interrupt();
    store.save(Samples.of(3));
    Optional<Checkpoint> newest = store.newest();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(newest).isEqualTo(Optional.of(Samples.of(3)));
  }

  @Test
  void aReaderBesideAProcessThatSavesSeesWholeCheckpoints() {
    Unforced.store(root).save(Samples.of(0));
    CompletableFuture<Void> saves =
        CompletableFuture.runAsync(
            () -> {
              for (int save = 0; save < 120; save++) {
                // each iteration three times
                Unforced.store(root).save(Samples.of(save / 3, save));
              }
            });
    CheckpointStore reader = Unforced.store(root);
    long last = 0;
    long reads = 0;
    while (!saves.isDone()) {
      long iteration = reader.newest().orElseThrow().iteration();
      assertThat(iteration).isAtLeast(last);
      assertThat(reader.damages()).isEmpty();
      last = iteration;
      reads++;
    }
    saves.join();
    assertThat(reader.newest()).isEqualTo(Optional.of(Samples.of(39, 119)));
    System.out.printf("checkpoints read beside a process that saves, all whole: %d%n", reads);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "in the way");
    CheckpointStore store = Unforced.store(file.resolve("checkpoints"));
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> store.save(Samples.of(1)));
    assertThat(refusal).hasMessageThat().contains("cannot write to " + file);
    assertThat(refusal).hasMessageThat().contains("make it writable, then `canter resume`");
  }

  @Test
  void fewerThanTwoAreNotEnough() {
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> new CheckpointStore(root, 1));
    assertThat(refusal).hasMessageThat().contains("keep = 1 checkpoints, expected 2 or more");
  }
}
