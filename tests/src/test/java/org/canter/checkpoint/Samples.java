// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Checkpoints to save, and what a folder of them looks like from outside. */
final class Samples {
  // sizes with an empty entry among them
  private static final Map<String, Integer> SIZES =
      Map.of("theta", 1500, "collector.state", 1999, "empty", 0);

  private Samples() {}

  /** The one checkpoint of an iteration. */
  static Checkpoint of(long iteration) {
    return of(iteration, 0);
  }

  /** Checkpoints of an iteration, with other contents for other seeds. */
  static Checkpoint of(long iteration, int seed) {
    Random random = new Random(31 * iteration + seed);
    SortedMap<String, byte[]> entries = new TreeMap<>();
    for (String name : new TreeMap<>(SIZES).keySet()) {
      byte[] bytes = new byte[SIZES.get(name)];
      random.nextBytes(bytes);
      entries.put(name, bytes);
    }
    return new Checkpoint(iteration, entries);
  }

  /** A checkpoint of one entry. */
  static Checkpoint ofBytes(long iteration, int bytes) {
    byte[] content = new byte[bytes];
    new Random(iteration).nextBytes(content);
    return new Checkpoint(iteration, new TreeMap<>(Map.of("theta", content)));
  }

  /** The names in a folder in their order. */
  static List<String> names(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** Deletes a folder if it is there. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
