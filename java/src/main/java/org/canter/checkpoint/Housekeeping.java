// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Takes away what a newer checkpoint replaced and what ended processes left behind. */
final class Housekeeping {
  private final FileOperations operations;
  private final Path folder;
  private final int keep;

  Housekeeping(FileOperations operations, Path folder, int keep) {
    this.operations = operations;
    this.folder = folder;
    this.keep = keep;
  }

  /** Deletes the folders that no checkpoint became of, and those whose deletion was cut short. */
  void sweep() throws IOException {
    for (Path path : Place.rubbish(folder)) {
      deleteTree(path);
    }
  }

  /** Deletes what the checkpoint that was just saved makes superfluous. */
  void tidy(long saved) throws IOException {
    for (Place place : Place.list(folder)) {
      if (place.generation() > 0 && isWhole(place)) {
        takePlainName(place);
      }
    }
    long oldest = oldestToKeep(saved);
    for (Place place : Place.list(folder)) {
      if (place.iteration() < oldest) {
        remove(place);
      }
    }
  }

  /** Puts a later generation where the earlier ones of its iteration are. */
  private void takePlainName(Place later) throws IOException {
    for (Place place : Place.list(folder)) {
      if (place.iteration() == later.iteration() && place.generation() < later.generation()) {
        remove(place);
      }
    }
    // not forced: after a power cut either name will do
    operations.rename(later.path(), Place.in(folder, later.iteration(), 0).path());
  }

  /** Damaged checkpoints do not count among those to keep, and the one just saved stays. */
  private long oldestToKeep(long saved) throws IOException {
    List<Long> whole =
        Place.list(folder).stream()
            .filter(Housekeeping::isWhole)
            .map(Place::iteration)
            .distinct()
            .toList();
    return whole.size() < keep ? 0 : Math.min(saved, whole.get(keep - 1));
  }

  /** Whether manifest, names and lengths are right. */
  static boolean isWhole(Place place) {
    try {
      CheckpointReader.manifest(place);
      return true;
    } catch (CheckpointException | IOException | UncheckedIOException exception) {
      return false;
    }
  }

  /** By a rename first: a checkpoint that lacks files already shall not look like one. */
  private void remove(Place place) throws IOException {
    Path doomed = folder.resolve(Place.REMOVING + place.path().getFileName());
    operations.rename(place.path(), doomed);
    deleteTree(doomed);
  }

  /** Deletes a folder with its contents, and a link as such; makes no attempt at more. */
  private void deleteTree(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      List<Path> children;
      try (Stream<Path> paths = Files.list(path)) {
        children = paths.sorted().toList();
      }
      for (Path child : children) {
        deleteTree(child);
      }
    }
    operations.delete(path);
  }
}
