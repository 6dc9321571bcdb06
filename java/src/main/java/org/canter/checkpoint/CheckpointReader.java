// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads checkpoints and believes nothing: names, lengths and sums must all be as promised. */
final class CheckpointReader {
  private CheckpointReader() {}

  /** The whole checkpoint; a refusal says which file is wrong. */
  static Checkpoint read(Place place) throws IOException {
    Manifest manifest = manifest(place);
    SortedMap<String, byte[]> entries = new TreeMap<>();
    for (Manifest.Entry entry : manifest.entries()) {
      entries.put(entry.name(), content(place, entry));
    }
    return new Checkpoint(manifest.iteration(), entries);
  }

  /** The manifest of a folder that has the files it lists, by name and length, and no others. */
  static Manifest manifest(Place place) throws IOException {
    Manifest manifest = parsed(place);
    if (manifest.iteration() != place.iteration()) {
      throw new CheckpointException(
          "the manifest is of iteration %s; was the folder renamed?"
              .formatted(manifest.iteration()));
    }
    requireNames(place, manifest);
    for (Manifest.Entry entry : manifest.entries()) {
      long length = length(place, entry.name());
      if (length != entry.length()) {
        throw new CheckpointException(
            "\"%s\" has %s bytes, %s were saved".formatted(entry.name(), length, entry.length()));
      }
    }
    return manifest;
  }

  private static Manifest parsed(Place place) throws IOException {
    long length = length(place, Manifest.FILE);
    if (length > Manifest.MOST_BYTES) {
      throw new CheckpointException(
          "%s has %s bytes, expected at most %s"
              .formatted(Manifest.FILE, length, Manifest.MOST_BYTES));
    }
    byte[] bytes = bytes(place, Manifest.FILE, (int) length);
    try {
      return Manifest.parse(bytes);
    } catch (CheckpointException exception) {
      throw new CheckpointException(Manifest.FILE + ": " + exception.getMessage(), exception);
    }
  }

  private static void requireNames(Place place, Manifest manifest) throws IOException {
    TreeSet<String> expected = new TreeSet<>();
    manifest.entries().forEach(entry -> expected.add(entry.name()));
    expected.add(Manifest.FILE);
    TreeSet<String> found;
    try (Stream<Path> paths = Files.list(place.path())) {
      found =
          paths
              .map(path -> path.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
    }
    if (!found.equals(expected)) {
      TreeSet<String> missing = new TreeSet<>(expected);
      missing.removeAll(found);
      found.removeAll(expected);
      throw new CheckpointException(
          "files are missing: %s, or not of the checkpoint: %s".formatted(missing, found));
    }
  }

  private static byte[] content(Place place, Manifest.Entry entry) throws IOException {
    byte[] bytes = bytes(place, entry.name(), (int) entry.length());
    int crc = Manifest.crc(bytes, bytes.length);
    if (crc != entry.crc()) {
      throw new CheckpointException(
          "\"%s\" has the sum %08x, saved with %08x".formatted(entry.name(), crc, entry.crc()));
    }
    return bytes;
  }

  /** The length of a plain file: a pipe would let us wait, a link lead elsewhere. */
  private static long length(Place place, String name) throws IOException {
    Path path = place.path().resolve(name);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new CheckpointException("\"%s\" is missing".formatted(name));
    }
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new CheckpointException("\"%s\" is not a plain file".formatted(name));
    }
    return attributes.size();
  }

  /** A file of a length that was looked up, so that nothing larger than it is allocated. */
  private static byte[] bytes(Place place, String name, int length) throws IOException {
    byte[] bytes = new byte[length];
    // as a channel would, a stream does not close itself in an interrupted thread
    try (FileInputStream in = new FileInputStream(place.path().resolve(name).toFile())) {
      int count = in.readNBytes(bytes, 0, length);
      if (count < length || in.read() >= 0) {
        throw new CheckpointException("\"%s\" changed while it was read".formatted(name));
      }
    }
    return bytes;
  }
}
