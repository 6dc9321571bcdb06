// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a checkpoint: its name says the iteration, and the generation if the iteration was
 * saved again while an earlier folder was in the way. The later generation counts.
 */
record Place(Path path, long iteration, int generation) {
  /** Folders that are not complete yet. */
  static final String WRITING = ".writing-";

  /** Folders that are no longer wanted. */
  static final String REMOVING = ".removing-";

  static final Comparator<Place> NEWEST_FIRST =
      Comparator.comparingLong(Place::iteration).thenComparingInt(Place::generation).reversed();

  private static final Pattern NAME = Pattern.compile("(\\d{8,18})(?:\\.(\\d{1,9}))?");

  /** The folder of an iteration; generation 0 is the plain name. */
  static Place in(Path folder, long iteration, int generation) {
    return new Place(folder.resolve(name(iteration, generation)), iteration, generation);
  }

  static String name(long iteration, int generation) {
    String plain = "%08d".formatted(iteration);
    return generation == 0 ? plain : plain + "." + generation;
  }

  /** All checkpoints of a folder by their names, whole or not, newest first. */
  static List<Place> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Place> places = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      paths.forEach(path -> of(path).ifPresent(places::add));
    }
    places.sort(NEWEST_FIRST);
    return Collections.unmodifiableList(places);
  }

  /** What an ended process may have left behind. */
  static List<Path> rubbish(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(Place::isRubbish).sorted().toList();
    }
  }

  private static boolean isRubbish(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(WRITING) || name.startsWith(REMOVING);
  }

  private static Optional<Place> of(Path path) {
    String name = path.getFileName().toString();
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches() || isForeign(path)) {
      return Optional.empty();
    }
    long iteration = Long.parseLong(matcher.group(1));
    int generation = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    // 000000007 and 00000007.0 are not ours
    return name.equals(name(iteration, generation))
        ? Optional.of(new Place(path, iteration, generation))
        : Optional.empty();
  }

  /** Whether there is something else; what another process renamed just now stays in the list. */
  private static boolean isForeign(Path path) {
    try {
      return !Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isDirectory();
    } catch (IOException exception) {
      return false;
    }
  }
}
