// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run, each in a folder of its own under one folder. One process saves at a
 * time ({@link RunLock}); others may read meanwhile. Safe for several threads.
 */
public final class CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private final Path folder;
  private final FileOperations operations;
  private final CheckpointWriter writer;
  private final Housekeeping housekeeping;
  private List<Damage> damages = List.of();

  /**
   * Describes a store; nothing is read or written yet.
   *
   * @param folder where the checkpoints lie; the first save makes it
   * @param keep how many of the newest checkpoints are kept at least, 2 or more
   * @throws CheckpointException if {@code keep} is below 2
   */
  public CheckpointStore(Path folder, int keep) {
    this(folder, keep, FileOperations.ofDisk());
  }

  /**
   * Describes a store that changes the disk through other operations: tests let them fail.
   *
   * @param folder where the checkpoints lie; the first save makes it
   * @param keep how many of the newest checkpoints are kept at least, 2 or more
   * @param operations what changes the disk
   * @throws CheckpointException if {@code keep} is below 2
   */
  public CheckpointStore(Path folder, int keep, FileOperations operations) {
    if (keep < 2) {
      throw new CheckpointException(
          "keep = " + keep + " checkpoints, expected 2 or more: one to fall back to");
    }
    this.folder = folder.toAbsolutePath().normalize();
    this.operations = operations;
    this.writer = new CheckpointWriter(operations, this.folder);
    this.housekeeping = new Housekeeping(operations, this.folder, keep);
  }

  /**
   * Saves a checkpoint; on return it is safe from a power cut. Replaces one of the same iteration,
   * and deletes those older than the {@code keep} newest, but only after that. If what is
   * superfluous cannot be deleted the log says so, and the next save tries again.
   *
   * @param checkpoint what to save
   * @throws CheckpointException if it could not be saved; those that were there still are
   */
  public synchronized void save(Checkpoint checkpoint) {
    byte[] manifest = Manifest.of(checkpoint).toBytes();
    try {
      writer.prepare();
      housekeeping.sweep();
      writer.write(checkpoint, manifest);
    } catch (IOException | UncheckedIOException exception) {
      giveSpaceBack();
      throw SaveFailure.of(folder, checkpoint, checkpoint.bytes() + manifest.length, exception);
    }
    try {
      housekeeping.tidy(checkpoint.iteration());
    } catch (IOException | UncheckedIOException exception) {
      LOG.warn(
          "{} is saved, but what it replaces could not be removed from {} ({}); make room there",
          checkpoint,
          folder,
          SaveFailure.text(exception));
    }
  }

  /**
   * Reads the newest checkpoint that is whole. Those passed over are logged, and {@link #damages}
   * lists them.
   *
   * @return the checkpoint; empty if there is none at all
   * @throws CheckpointException if there are some but none is whole, or the folder cannot be read
   */
  public synchronized Optional<Checkpoint> newest() {
    Optional<Checkpoint> found = search(place -> true);
    if (found.isEmpty() && !damages.isEmpty()) {
      throw new CheckpointException(
          "no checkpoint in %s is whole: %s; put back a copy of one, or start a new run"
              .formatted(folder, reasons()));
    }
    return found;
  }

  /**
   * Reads the checkpoint of an iteration.
   *
   * @param iteration one of {@link #iterations()}
   * @return the checkpoint
   * @throws CheckpointException if it is not there or not whole, or the folder cannot be read
   */
  public synchronized Checkpoint load(long iteration) {
    Optional<Checkpoint> found = search(place -> place.iteration() == iteration);
    return found.orElseThrow(
        () ->
            new CheckpointException(
                damages.isEmpty()
                    ? "no checkpoint of iteration %s in %s; there are those of %s"
                        .formatted(iteration, folder, iterations())
                    : "the checkpoint is damaged: %s; use one of %s, or put back a copy"
                        .formatted(reasons(), others(iteration))));
  }

  /**
   * The iterations whose checkpoints have a valid manifest and all files in their lengths; only
   * reading a checkpoint checks the contents too.
   *
   * @return ascending; empty if there is no folder
   * @throws CheckpointException if the folder cannot be read
   */
  public synchronized List<Long> iterations() {
    return CheckpointSearch.places(folder).stream()
        .filter(Housekeeping::isWhole)
        .map(Place::iteration)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * What the last {@link #newest()} or {@link #load} passed over, newest first.
   *
   * @return none if all was well
   */
  public synchronized List<Damage> damages() {
    return damages;
  }

  /** Where the checkpoints lie. */
  @Override
  public String toString() {
    return "checkpoints in " + folder;
  }

  private Optional<Checkpoint> search(Predicate<Place> wanted) {
    CheckpointSearch search = CheckpointSearch.in(folder, wanted);
    damages = search.damages();
    damages.forEach(damage -> LOG.warn("damaged checkpoint passed over: {}", line(damage)));
    return search.found();
  }

  private List<Long> others(long iteration) {
    return iterations().stream().filter(other -> other != iteration).toList();
  }

  private String reasons() {
    return damages.stream().map(CheckpointStore::line).collect(Collectors.joining("; "));
  }

  private static String line(Damage damage) {
    return damage.folder() + ": " + damage.reason();
  }

  /** What a save that failed had written; whatever stays is the next save's to remove. */
  private void giveSpaceBack() {
    try {
      housekeeping.sweep();
    } catch (IOException | UncheckedIOException exception) {
      LOG.debug("left behind in {}: {}", folder, SaveFailure.text(exception));
    }
  }
}
