// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The state of a run after a number of iterations, as named byte arrays. Immutable: arrays are
 * copied on the way in and on the way out.
 *
 * @param iteration iterations that were complete, 0 or more
 * @param entries the parts by name; a name has 1 to 100 characters of a-z, 0-9, dot, underscore and
 *     hyphen and begins with a letter or a digit
 */
public record Checkpoint(long iteration, SortedMap<String, byte[]> entries) {
  /** What a manifest of bounded size can hold. */
  static final int MOST_ENTRIES = 4096;

  /** What the name of a folder can hold. */
  static final long LAST_ITERATION = 999_999_999_999_999_999L;

  // a name becomes a file name: no path, nothing hidden, not the manifest
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  /**
   * Copies the entries.
   *
   * @param iteration iterations that were complete, 0 or more
   * @param entries the parts by name
   * @throws CheckpointException if the iteration is negative or above 10^18 - 1, a name is not
   *     allowed, an entry is null or there are more than 4096
   */
  public Checkpoint {
    if (iteration < 0 || iteration > LAST_ITERATION) {
      throw new CheckpointException(
          "iteration = " + iteration + " of a checkpoint, expected 0 to " + LAST_ITERATION);
    }
    if (entries.size() > MOST_ENTRIES) {
      throw new CheckpointException(
          entries.size()
              + " entries in a checkpoint, expected at most "
              + MOST_ENTRIES
              + "; put several fields into one entry");
    }
    entries = copy(entries);
  }

  /**
   * All parts by name.
   *
   * @return a copy
   */
  @Override
  public SortedMap<String, byte[]> entries() {
    return copy(entries);
  }

  /**
   * One part.
   *
   * @param name its name
   * @return a copy
   * @throws CheckpointException if there is none of that name
   */
  public byte[] entry(String name) {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      throw new CheckpointException(
          "the checkpoint of iteration "
              + iteration
              + " has no entry \""
              + name
              + "\", it has "
              + entries.keySet()
              + "; was it saved by another version or with another configuration?");
    }
    return bytes.clone();
  }

  /** The parts themselves, for those who only read. */
  Map<String, byte[]> shared() {
    return entries;
  }

  /** The bytes of all parts. */
  long bytes() {
    return entries.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  /** Whether an entry may be called that. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Checkpoint that
        && iteration == that.iteration
        && entries.keySet().equals(that.entries.keySet())
        && entries.entrySet().stream()
            .allMatch(entry -> Arrays.equals(entry.getValue(), that.entries.get(entry.getKey())));
  }

  @Override
  public int hashCode() {
    int hash = Long.hashCode(iteration);
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      hash = 31 * (31 * hash + entry.getKey().hashCode()) + Arrays.hashCode(entry.getValue());
    }
    return hash;
  }

  @Override
  public String toString() {
    return "checkpoint of iteration "
        + iteration
        + ", "
        + entries.size()
        + " entries, "
        + bytes()
        + " bytes";
  }

  private static SortedMap<String, byte[]> copy(SortedMap<String, byte[]> entries) {
    SortedMap<String, byte[]> own = new TreeMap<>();
    entries.forEach((name, bytes) -> own.put(checked(name, bytes), bytes.clone()));
    return Collections.unmodifiableSortedMap(own);
  }

  private static String checked(String name, byte[] bytes) {
    if (name == null || !isName(name)) {
      throw new CheckpointException(
          "an entry called \""
              + name
              + "\", expected 1 to 100 of a-z, 0-9, '.', '_' and '-', the first a letter or digit");
    }
    if (bytes == null) {
      throw new CheckpointException("the entry \"" + name + "\" is null; leave it out");
    }
    return name;
  }
}
