// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Writes a checkpoint so that it is either whole or not there, whenever the process ends or the
 * power fails: contents first, then the manifest, then the name.
 */
final class CheckpointWriter {
  private final FileOperations operations;
  private final Path folder;

  CheckpointWriter(FileOperations operations, Path folder) {
    this.operations = operations;
    this.folder = folder;
  }

  /** Makes the folder of the checkpoints, with its parents, if it is not there. */
  void prepare() throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path path = folder; path != null && !Files.isDirectory(path); path = path.getParent()) {
      missing.push(path);
    }
    for (Path path : missing) {
      operations.createDirectory(path);
      operations.force(path.getParent());
    }
  }

  /** Writes and forces everything; on return the checkpoint has its name, and keeps it. */
  void write(Checkpoint checkpoint, byte[] manifest) throws IOException {
    Path temporary = folder.resolve(Place.WRITING + Place.name(checkpoint.iteration(), 0));
    operations.createDirectory(temporary);
    for (Map.Entry<String, byte[]> entry : checkpoint.shared().entrySet()) {
      operations.write(temporary.resolve(entry.getKey()), entry.getValue());
    }
    // all writes before the first force: the disk then takes them at one go
    for (String name : checkpoint.shared().keySet()) {
      operations.force(temporary.resolve(name));
    }
    operations.write(temporary.resolve(Manifest.FILE), manifest);
    operations.force(temporary.resolve(Manifest.FILE));
    operations.force(temporary);
    operations.rename(temporary, freePlace(checkpoint.iteration()).path());
    operations.force(folder);
  }

  /**
   * An iteration that was saved before gets the next generation: the old folder stays till then.
   */
  private Place freePlace(long iteration) throws IOException {
    List<Place> taken =
        Place.list(folder).stream().filter(place -> place.iteration() == iteration).toList();
    // newest first
    int generation = taken.isEmpty() ? 0 : taken.get(0).generation() + 1;
    return Place.in(folder, iteration, generation);
  }
}
