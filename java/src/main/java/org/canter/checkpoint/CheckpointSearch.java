// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The newest checkpoint of a kind that is whole, and what was passed over to find it.
 *
 * @param found the checkpoint, if there is one
 * @param damages those newer ones that are not whole, newest first
 */
record CheckpointSearch(Optional<Checkpoint> found, List<Damage> damages) {
  // each look that finds its list out of date costs the process that saves some calls
  private static final int LOOKS = 100;

  /** Looks again whenever another process moved folders while they were read. */
  static CheckpointSearch in(Path folder, Predicate<Place> wanted) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<CheckpointSearch> search = look(places(folder), wanted);
      if (search.isPresent()) {
        return search.get();
      }
    }
    throw new CheckpointException(
        "the folders in %s change faster than they can be read; stop what saves there"
            .formatted(folder));
  }

  /** The checkpoints of a folder by their names, newest first. */
  static List<Place> places(Path folder) {
    try {
      return Place.list(folder);
    } catch (IOException | UncheckedIOException exception) {
      throw new CheckpointException(
          "cannot read the folder %s (%s); let this user read it"
              .formatted(folder, SaveFailure.text(exception)),
          exception);
    }
  }

  /** Empty if the list turned out to be out of date. */
  private static Optional<CheckpointSearch> look(List<Place> places, Predicate<Place> wanted) {
    List<Damage> damages = new ArrayList<>();
    for (Place place : places) {
      if (wanted.test(place)) {
        try {
          Optional<Checkpoint> found = read(place);
          if (found.isEmpty()) {
            return Optional.empty();
          }
          return Optional.of(new CheckpointSearch(found, List.copyOf(damages)));
        } catch (CheckpointException exception) {
          damages.add(new Damage(place.path(), place.iteration(), exception.getMessage()));
        }
      }
    }
    return Optional.of(new CheckpointSearch(Optional.empty(), List.copyOf(damages)));
  }

  /** Empty if the folder was replaced or removed meanwhile; throws if it is damaged. */
  private static Optional<Checkpoint> read(Place place) {
    try (HeldFolder held = HeldFolder.open(place.path())) {
      try {
        return Optional.of(CheckpointReader.read(place));
      } catch (CheckpointException | IOException | UncheckedIOException exception) {
        if (held.isInPlace()) {
          throw exception;
        }
        return Optional.empty();
      }
    } catch (NoSuchFileException exception) {
      return Optional.empty();
    } catch (IOException | UncheckedIOException exception) {
      throw new CheckpointException(SaveFailure.text(exception), exception);
    }
  }
}
